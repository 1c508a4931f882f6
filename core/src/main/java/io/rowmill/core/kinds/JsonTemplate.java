package io.rowmill.core.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes a document of what {@link JsonShape} has written down. */
final class JsonTemplate {
    private static final int MOST_ITEMS = 50;
    private static final int MOST_LETTERS = 200;

    private final String comma;
    private final String colon;
    private final SplittableRandom random;

    /** @param spaced with a blank behind commas and colons */
    JsonTemplate(boolean spaced, SplittableRandom random) {
        this.comma = spaced ? ", " : ",";
        this.colon = spaced ? ": " : ":";
        this.random = random;
    }

    String make(JsonNode template) {
        return switch (draw(template.path("types"), 0)) {
            case "object" -> object(template.path("keys"));
            case "array" -> array(template);
            case "text" -> text(template);
            case "number" -> NumberRange.make(template.path("number").asText(), random);
            case "true" -> "true";
            case "false" -> "false";
            default -> "null";
        };
    }

    private String object(JsonNode keys) {
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : keys.properties()) {
            if (random.nextDouble() < field.getValue().path("share").asDouble()) {
                fields.add(TextNode.valueOf(field.getKey()) + colon + make(field.getValue()));
            }
        }
        return "{" + String.join(comma, fields) + "}";
    }

    private String array(JsonNode template) {
        int length = Math.min(
                MOST_ITEMS,
                Integer.parseInt(NumberRange.make(template.path("length").asText(), random)));
        List<String> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(make(template.path("items")));
        }
        return "[" + String.join(comma, items) + "]";
    }

    private String text(JsonNode template) {
        String word = draw(template.path("words"), template.path("otherWords").asLong());
        return TextNode.valueOf(
                        word.isEmpty() ? letters(template.path("letters").asInt()) : word)
                .toString();
    }

    private String letters(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = Math.min(MOST_LETTERS, count); i > 0; i--) {
            out.append((char) ('a' + random.nextInt(26)));
        }
        return out.toString();
    }

    /** A name by its weight; empty: none of them. */
    private String draw(JsonNode weights, long none) {
        long total = none;
        for (Map.Entry<String, JsonNode> entry : weights.properties()) {
            total += entry.getValue().asLong();
        }
        long left = total == 0 ? 0 : random.nextLong(total);
        for (Map.Entry<String, JsonNode> entry : weights.properties()) {
            left -= entry.getValue().asLong();
            if (left < 0) {
                return entry.getKey();
            }
        }
        return "";
    }
}
