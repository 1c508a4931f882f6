package io.rowmill.core.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands at one place of many JSON documents: how often which type, and what values. */
final class JsonShape {
    private static final int MAX_KEYS = 500;
    private static final int MAX_WORDS = 200;
    private static final int MAX_DEPTH = 12;
    private static final int BEYOND = 5;
    private static final int LONGEST_WORD = 60;

    private final boolean personal;
    private final int depth;
    private final Map<String, JsonShape> keys = new LinkedHashMap<>();
    private final Map<String, long[]> words = new LinkedHashMap<>();
    private final NumberRange numbers = new NumberRange(BEYOND);
    private final NumberRange lengths = new NumberRange(BEYOND);
    private @Nullable JsonShape items;
    private long rows;
    private long objects;
    private long arrays;
    private long texts;
    private long numeric;
    private long trues;
    private long falses;
    private long characters;

    JsonShape(boolean personal) {
        this(personal, 0);
    }

    private JsonShape(boolean personal, int depth) {
        this.personal = personal;
        this.depth = depth;
    }

    void add(JsonNode node) {
        rows++;
        switch (node.getNodeType()) {
            case OBJECT -> addObject(node);
            case ARRAY -> addArray(node);
            case NUMBER -> {
                numeric++;
                numbers.add(node.decimalValue().toPlainString());
            }
            case BOOLEAN -> {
                trues += node.booleanValue() ? 1 : 0;
                falses += node.booleanValue() ? 0 : 1;
            }
            case STRING -> addText(node.textValue());
            default -> {}
        }
    }

    private void addObject(JsonNode node) {
        objects++;
        if (depth < MAX_DEPTH) {
            node.properties().forEach(field -> {
                if (keys.size() < MAX_KEYS || keys.containsKey(field.getKey())) {
                    keys.computeIfAbsent(field.getKey(), k -> new JsonShape(personal, depth + 1))
                            .add(field.getValue());
                }
            });
        }
    }

    private void addArray(JsonNode node) {
        arrays++;
        lengths.add(Integer.toString(node.size()));
        if (depth < MAX_DEPTH && items == null) {
            items = new JsonShape(personal, depth + 1);
        }
        JsonShape ofItems = items;
        if (ofItems != null) {
            node.forEach(ofItems::add);
        }
    }

    private void addText(String text) {
        texts++;
        characters += text.length();
        boolean counted =
                !personal && text.length() <= LONGEST_WORD && (words.size() < MAX_WORDS || words.containsKey(text));
        if (counted) {
            words.computeIfAbsent(text, w -> new long[1])[0]++;
        }
    }

    ObjectNode template(int threshold) {
        ObjectNode out = JsonKind.JSON.createObjectNode();
        ObjectNode types = out.putObject("types");
        count(types, "object", objects);
        count(types, "array", arrays);
        count(types, "text", texts);
        count(types, "number", numeric);
        count(types, "true", trues);
        count(types, "false", falses);
        count(types, "null", rows - objects - arrays - texts - numeric - trues - falses);
        if (objects > 0) {
            ObjectNode fields = out.putObject("keys");
            keys.forEach((key, shape) -> {
                if (shape.rows >= threshold) {
                    ObjectNode field = shape.template(threshold);
                    field.put("share", Math.min(1, (double) shape.rows / objects));
                    fields.set(key, field);
                }
            });
        }
        JsonShape ofItems = items;
        if (arrays > 0 && ofItems != null) {
            out.put("length", lengths.text());
            out.set("items", ofItems.template(threshold));
        }
        if (numeric > 0) {
            out.put("number", numbers.text());
        }
        if (texts > 0) {
            addWords(out, threshold);
        }
        return out;
    }

    private void addWords(ObjectNode out, int threshold) {
        ObjectNode known = out.putObject("words");
        words.forEach((word, count) -> {
            if (count[0] >= threshold) {
                known.put(word, count[0]);
            }
        });
        long told = words.values().stream()
                .mapToLong(c -> c[0] >= threshold ? c[0] : 0)
                .sum();
        count(out, "otherWords", texts - told);
        out.put("letters", Math.max(1, characters / texts));
    }

    private static void count(ObjectNode out, String name, long count) {
        if (count > 0) {
            out.put(name, count);
        }
    }
}
