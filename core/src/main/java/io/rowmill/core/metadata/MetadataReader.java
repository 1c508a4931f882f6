package io.rowmill.core.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the JSON into records, leniently: what is malformed becomes an error, and reading goes on behind it. */
final class MetadataReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String origin;
    private final List<String> errors = new ArrayList<>();

    MetadataReader(String origin) {
        this.origin = origin;
    }

    List<String> errors() {
        return errors;
    }

    DatabaseMetadata read(String json) {
        DatabaseMetadata nothing = new DatabaseMetadata(List.of(), List.of());
        JsonNode root;
        try {
            findRepeatedNames(json);
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            errors.add(notJson(e));
            return nothing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!root.isObject()) {
            errors.add(origin + " must hold a JSON object with 'tables' and 'relationships'.");
            return nothing;
        }
        JsonNode tables = root.path("tables");
        if (!tables.isObject() || tables.isEmpty()) {
            errors.add(origin + " names no table: 'tables' must be an object with one entry per table.");
            return nothing;
        }
        List<Constraint> constraints = new ConstraintReader(
                        origin,
                        errors,
                        tables.size() == 1 ? Optional.of(tables.fieldNames().next()) : Optional.empty())
                .read(root.path("constraints"));
        return new DatabaseMetadata(
                AlternateKeys.withUnique(readTables(tables), constraints),
                readRelationships(root.path("relationships")),
                constraints);
    }

    /** The parser's own message can quote the document; only the place is passed on. */
    private String notJson(JsonProcessingException e) {
        String place = e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return origin + place + ": not valid JSON.";
    }

    /** A tree keeps only the last of two equal names, so they are looked for in the tokens. */
    private void findRepeatedNames(String json) throws IOException {
        Deque<Set<String>> names = new ArrayDeque<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> names.push(new HashSet<>());
                    case END_OBJECT -> names.pop();
                    case FIELD_NAME -> {
                        if (!names.element().add(parser.currentName())) {
                            errors.add("%s, line %d: '%s' appears twice in the same object."
                                    .formatted(
                                            origin,
                                            parser.currentTokenLocation().getLineNr(),
                                            parser.currentName()));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    private List<TableMetadata> readTables(JsonNode tables) {
        List<TableMetadata> out = new ArrayList<>();
        tables.properties().forEach(e -> out.add(readTable(e.getKey(), e.getValue())));
        return out;
    }

    private TableMetadata readTable(String name, JsonNode node) {
        List<ColumnMetadata> columns = new ArrayList<>();
        JsonNode columnNodes = node.path("columns");
        if (columnNodes.isObject()) {
            columnNodes.properties().forEach(e -> columns.add(readColumn(name, e.getKey(), e.getValue())));
        } else {
            errors.add("Table " + name + ": 'columns' must be an object with one entry per column.");
        }
        List<String> primaryKey = readNames(node.path("primary_key"), "Table " + name + ": 'primary_key'");
        Optional<String> sequenceIndex = readText(node.path("sequence_index"), "Table " + name + ": 'sequence_index'");
        return new TableMetadata(
                name,
                columns,
                primaryKey,
                sequenceIndex,
                readKeys(node.path("alternate_keys"), "Table " + name + ": 'alternate_keys'"),
                readBoolean(node.path("public"), "Table " + name + ": 'public'"));
    }

    /** A list of column names, or of lists of column names. */
    private List<List<String>> readKeys(JsonNode node, String what) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            errors.add(what + " must be a list of column names, or of lists of column names.");
            return List.of();
        }
        List<List<String>> keys = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            int before = errors.size();
            List<String> key = readNames(node.get(i), what + ", entry " + (i + 1));
            if (key.isEmpty() && errors.size() == before) {
                errors.add(what + ", entry " + (i + 1) + " names no column.");
            } else if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return keys;
    }

    private ColumnMetadata readColumn(String table, String name, JsonNode node) {
        String where = "Table " + table + ", column " + name + ": ";
        if (!node.isObject()) {
            errors.add(where + "must be an object with an 'sdtype'.");
            return ColumnMetadata.of(name, Sdtype.UNKNOWN);
        }
        if (!node.path("sdtype").isTextual()) {
            errors.add(where + "'sdtype' must be a string such as \"numerical\" or \"categorical\".");
            return ColumnMetadata.of(name, Sdtype.UNKNOWN);
        }
        boolean pii = readBoolean(node.path("pii"), where + "'pii'");
        Optional<String> format = readText(node.path("datetime_format"), where + "'datetime_format'");
        String sdtype = node.path("sdtype").textValue();
        return new ColumnMetadata(name, Sdtype.of(sdtype), sdtype, pii, format)
                .withLabels(readLabels(node.path("labels"), where))
                .withMaxLength(readLength(node.path("max_length"), where));
    }

    private int readLength(JsonNode node, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
            errors.add(where + "'max_length' must be a whole number from 1.");
            return 0;
        }
        return node.intValue();
    }

    private List<String> readLabels(JsonNode node, String where) {
        List<String> labels = new ArrayList<>();
        node.forEach(n -> labels.add(n.textValue()));
        boolean readable = node.isMissingNode() || node.isNull() || node.isArray();
        if (!readable || labels.contains(null)) {
            errors.add(where + "'labels' must be a list of strings.");
            return List.of();
        }
        return labels;
    }

    private List<Relationship> readRelationships(JsonNode relationships) {
        List<Relationship> out = new ArrayList<>();
        if (relationships.isMissingNode() || relationships.isNull()) {
            return out;
        }
        if (!relationships.isArray()) {
            errors.add(origin + ": 'relationships' must be a list.");
            return out;
        }
        for (int i = 0; i < relationships.size(); i++) {
            readRelationship(i + 1, relationships.get(i)).ifPresent(out::add);
        }
        return out;
    }

    private Optional<Relationship> readRelationship(int number, JsonNode node) {
        String where = "Relationship " + number + ": ";
        int before = errors.size();
        Optional<String> parent = readRequired(node.path("parent_table_name"), where + "'parent_table_name'");
        Optional<String> child = readRequired(node.path("child_table_name"), where + "'child_table_name'");
        List<String> parentKey = readRequiredNames(node.path("parent_primary_key"), where + "'parent_primary_key'");
        List<String> childKey = readRequiredNames(node.path("child_foreign_key"), where + "'child_foreign_key'");
        boolean driver = readBoolean(node.path("driver"), where + "'driver'");
        JsonNode context = node.path("context_columns");
        Optional<List<String>> contextColumns = context.isMissingNode() || context.isNull()
                ? Optional.empty()
                : Optional.of(readNames(context, where + "'context_columns'"));
        if (errors.size() > before || parent.isEmpty() || child.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Relationship(parent.get(), parentKey, child.get(), childKey, contextColumns, driver));
    }

    private Optional<String> readRequired(JsonNode node, String what) {
        if (node.isMissingNode() || node.isNull()) {
            errors.add(what + " is missing.");
            return Optional.empty();
        }
        return readText(node, what);
    }

    private List<String> readRequiredNames(JsonNode node, String what) {
        int before = errors.size();
        List<String> names = readNames(node, what);
        if (names.isEmpty() && errors.size() == before) {
            errors.add(what + " is missing.");
        }
        return names;
    }

    private Optional<String> readText(JsonNode node, String what) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            errors.add(what + " must be a string.");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** A string, a list of strings, or nothing. */
    private List<String> readNames(JsonNode node, String what) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        List<String> names = new ArrayList<>();
        node.forEach(n -> names.add(n.textValue()));
        if (!node.isArray() || names.contains(null)) {
            errors.add(what + " must be a column name or a list of column names.");
            return List.of();
        }
        return names;
    }

    private boolean readBoolean(JsonNode node, String what) {
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            errors.add(what + " must be true or false.");
        }
        return node.asBoolean(false);
    }
}
