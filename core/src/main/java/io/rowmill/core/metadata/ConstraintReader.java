package io.rowmill.core.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the list of declared rules, in SDV's form and in its older one. */
final class ConstraintReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String origin;
    private final List<String> errors;
    private final Optional<String> only;

    /**
     * @param errors gets what can't be read
     * @param only the one table of the database: its constraints need not name it; empty: there are several
     */
    ConstraintReader(String origin, List<String> errors, Optional<String> only) {
        this.origin = origin;
        this.errors = errors;
        this.only = only;
    }

    List<Constraint> read(JsonNode list) {
        List<Constraint> out = new ArrayList<>();
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            errors.add(origin + ": 'constraints' must be a list.");
            return out;
        }
        for (int i = 0; i < list.size(); i++) {
            read(i + 1, list.get(i)).ifPresent(out::add);
        }
        return out;
    }

    private Optional<Constraint> read(int place, JsonNode node) {
        String where = "Constraint " + place + ": ";
        int before = errors.size();
        Optional<String> kind = text(node, "constraint", "constraint_class", where);
        Optional<String> table =
                only.isPresent() && !node.has("table_name") ? only : text(node, "table_name", "table_name", where);
        Map<String, Object> parameters = parameters(either(node, "parameters", "constraint_parameters"), where);
        boolean strict = flag(node, "strict", where);
        boolean keep = flag(node, "keep", where);
        Optional<Constraint.Support> support = node.path("rows").isIntegralNumber()
                        && node.path("holds").isIntegralNumber()
                ? Optional.of(new Constraint.Support(
                        node.path("rows").longValue(), node.path("holds").longValue()))
                : Optional.empty();
        if (errors.size() > before || kind.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        // In the older form some tools write where a class lies.
        String name = kind.get().substring(kind.get().lastIndexOf('.') + 1);
        return Optional.of(new Constraint(place, name, table.get(), parameters, strict, keep, support));
    }

    private static JsonNode either(JsonNode node, String name, String older) {
        return node.has(name) ? node.path(name) : node.path(older);
    }

    private Optional<String> text(JsonNode node, String name, String older, String where) {
        JsonNode value = either(node, name, older);
        if (!value.isTextual() || value.textValue().isBlank()) {
            errors.add(where + "'" + name + "' " + (value.isMissingNode() ? "is missing." : "must be a string."));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    private boolean flag(JsonNode node, String name, String where) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            errors.add(where + "'" + name + "' must be true or false.");
        }
        return value.asBoolean(true);
    }

    private Map<String, Object> parameters(JsonNode node, String where) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            errors.add(where + "'parameters' must be an object.");
        }
        node.properties().forEach(e -> {
            Object value = value(e.getValue());
            if (value != null) {
                out.put(e.getKey(), value);
            } else if (!e.getValue().isNull()) {
                errors.add(where + "parameter '" + e.getKey()
                        + "' must be a string, a number, true, false or a list of strings.");
            }
        });
        return out;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        } else if (node.isNumber()) {
            return node.isIntegralNumber() ? new BigDecimal(node.bigIntegerValue()) : new BigDecimal(node.asText());
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.textValue()));
        return node.isArray() && !texts.contains(null) ? texts : null;
    }

    static void write(ObjectNode node, Constraint constraint) {
        node.put("constraint", constraint.kind());
        node.put("table_name", constraint.table());
        ObjectNode parameters = node.putObject("parameters");
        constraint.parameters().forEach((name, value) -> {
            if (value instanceof List<?> texts) {
                ArrayNode array = parameters.putArray(name);
                texts.forEach(text -> array.add(String.valueOf(text)));
            } else {
                parameters.set(name, MAPPER.valueToTree(value));
            }
        });
        if (!constraint.strict()) {
            node.put("strict", false);
        }
        if (!constraint.keep()) {
            node.put("keep", false);
        }
        constraint.support().ifPresent(s -> {
            node.put("rows", s.rows());
            node.put("holds", s.holds());
        });
    }
}
