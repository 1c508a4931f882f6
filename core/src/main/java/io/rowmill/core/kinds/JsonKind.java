package io.rowmill.core.kinds;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.random.Seed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects and arrays. Made-up documents have the keys that enough rows share, and values of the same types and ranges. Documents of
 * few choices may repeat.
 */
final class JsonKind implements ValueKind {
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final int LONGEST = 100_000;

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String title() {
        return "JSON document";
    }

    @Override
    public boolean isValid(String cell) {
        String text = cell.strip();
        boolean object = text.startsWith("{") && text.endsWith("}");
        boolean array = text.startsWith("[") && text.endsWith("]");
        return (object || array) && text.length() <= LONGEST && parse(text) != null;
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    @Override
    public Learner learner(boolean personal) {
        return new JsonLearner(personal);
    }

    @Override
    public long size(String template) {
        return 1L << 50;
    }

    @Override
    public String make(String template, long index) {
        JsonNode root = parse(template);
        if (root == null) {
            throw new IllegalArgumentException("a template of JSON that is no JSON");
        }
        JsonTemplate maker = new JsonTemplate(root.path("spaced").asBoolean(), new Seed(index).random());
        return maker.make(root.path("value"));
    }

    private static final class JsonLearner implements Learner {
        private final JsonShape shape;
        private long rows;
        private long spaced;

        JsonLearner(boolean personal) {
            this.shape = new JsonShape(personal);
        }

        @Override
        public void accept(String cell) {
            JsonNode node = parse(cell);
            if (node != null) {
                rows++;
                spaced += cell.contains("\": ") || cell.contains(", ") ? 1 : 0;
                shape.add(node);
            }
        }

        @Override
        public List<Template> templates(int threshold) {
            if (rows < threshold) {
                return List.of();
            }
            var root = JSON.createObjectNode();
            root.put("spaced", 2 * spaced > rows);
            root.set("value", shape.template(threshold));
            return List.of(new Template(root.toString(), rows));
        }
    }
}
