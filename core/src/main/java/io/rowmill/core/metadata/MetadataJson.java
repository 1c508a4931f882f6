package io.rowmill.core.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowmill.core.failure.FailureException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes the SDV V1 metadata format. A relationship can have two additional keys: {@code context_columns} (a list of
 * parent columns) and {@code driver} (boolean). A column can have {@code labels} (a list of values) and {@code max_length} (a number of characters). {@code sequence_index} of a
 * table orders the rows of one parent. A table with {@code public} (boolean) is copied. A key is a string, or a list if it has several
 * columns; {@code alternate_keys} of a table is a list of keys. {@code constraints} is a list of {@linkplain Constraint rules}. The
 * reader ignores other keys of the format.
 */
public final class MetadataJson {
    private MetadataJson() {}

    /**
     * Reads and validates.
     *
     * @param origin name of the document for messages, such as {@code metadata.json}
     * @return findings without errors
     * @throws FailureException (Rejected) with every error at once
     */
    public static MetadataFindings read(String json, String origin) {
        MetadataFindings findings = inspect(json, origin);
        if (!findings.errors().isEmpty()) {
            throw FailureException.rejected("invalid-metadata", findings.errors());
        }
        return findings;
    }

    /** Like {@link #read}, but returns the errors instead of throwing them. The metadata then has what could be read. */
    public static MetadataFindings inspect(String json, String origin) {
        MetadataReader reader = new MetadataReader(origin);
        DatabaseMetadata metadata = reader.read(json);
        if (metadata.tables().isEmpty() && !reader.errors().isEmpty()) {
            return new MetadataFindings(metadata, reader.errors(), List.of());
        }
        MetadataFindings findings = MetadataValidator.validate(metadata);
        Set<String> errors = new LinkedHashSet<>(reader.errors());
        errors.addAll(findings.errors());
        return new MetadataFindings(findings.metadata(), List.copyOf(errors), findings.warnings());
    }

    /**
     * The document as text, with or without a byte order mark.
     *
     * @param origin what to call the document in messages
     * @throws FailureException (Rejected) if it is not UTF-8
     */
    public static String text(byte[] bytes, String origin) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw FailureException.rejected("invalid-metadata", origin + " is not UTF-8; save the file as UTF-8.");
        }
    }

    /** Writes indented JSON from which {@link #read} reads equal metadata. */
    public static String write(DatabaseMetadata metadata) {
        return tree(metadata).toPrettyString();
    }

    private static ObjectNode tree(DatabaseMetadata metadata) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("METADATA_SPEC_VERSION", "V1");
        ObjectNode tables = root.putObject("tables");
        metadata.tables().forEach(t -> writeTable(tables.putObject(t.name()), t));
        var relationships = root.putArray("relationships");
        metadata.relationships().forEach(r -> writeRelationship(relationships.addObject(), r));
        if (!metadata.constraints().isEmpty()) {
            ArrayNode constraints = root.putArray("constraints");
            metadata.constraints().forEach(c -> ConstraintReader.write(constraints.addObject(), c));
        }
        return root;
    }

    /**
     * Like {@link #write(DatabaseMetadata)}, with a field {@code detection} that tells why each key was taken for one, and which
     * were not. Readers of the format ignore it.
     */
    public static String write(DatabaseMetadata metadata, List<KeyGuess> guesses) {
        ObjectNode root = tree(metadata);
        ObjectNode detection = root.putObject("detection");
        var kept = detection.putArray("guesses");
        var dropped = detection.putArray("dropped");
        guesses.forEach(g -> writeGuess((g.kept() ? kept : dropped).addObject(), g));
        return root.toPrettyString();
    }

    private static void writeGuess(ObjectNode node, KeyGuess guess) {
        node.put("table", guess.table());
        writeKey(node, guess.parentTable().isEmpty() ? "primary_key" : "foreign_key", guess.columns());
        guess.parentTable().ifPresent(parent -> node.put("parent_table_name", parent));
        if (guess.kept()) {
            node.put("confidence", Math.round(guess.confidence() * 100) / 100.0);
        }
        node.put("reason", guess.reason());
    }

    private static void writeTable(ObjectNode node, TableMetadata table) {
        ObjectNode columns = node.putObject("columns");
        for (ColumnMetadata column : table.columns()) {
            ObjectNode c = columns.putObject(column.name());
            c.put("sdtype", column.sdtypeName());
            if (column.pii()) {
                c.put("pii", true);
            }
            column.datetimeFormat().ifPresent(format -> c.put("datetime_format", format));
            if (!column.labels().isEmpty()) {
                var labels = c.putArray("labels");
                column.labels().forEach(labels::add);
            }
            if (column.maxLength() > 0) {
                c.put("max_length", column.maxLength());
            }
        }
        if (!table.primaryKey().isEmpty()) {
            writeKey(node, "primary_key", table.primaryKey());
        }
        table.sequenceIndex().ifPresent(column -> node.put("sequence_index", column));
        if (table.copied()) {
            node.put("public", true);
        }
        if (!table.alternateKeys().isEmpty()) {
            ArrayNode keys = node.putArray("alternate_keys");
            for (List<String> key : table.alternateKeys()) {
                if (key.size() == 1) {
                    keys.add(key.get(0));
                } else {
                    key.forEach(keys.addArray()::add);
                }
            }
        }
    }

    private static void writeRelationship(ObjectNode node, Relationship relationship) {
        node.put("parent_table_name", relationship.parentTable());
        writeKey(node, "parent_primary_key", relationship.parentKey());
        node.put("child_table_name", relationship.childTable());
        writeKey(node, "child_foreign_key", relationship.childKey());
        relationship.contextColumns().ifPresent(columns -> {
            var array = node.putArray("context_columns");
            columns.forEach(array::add);
        });
        if (relationship.driver()) {
            node.put("driver", true);
        }
    }

    private static void writeKey(ObjectNode node, String field, List<String> columns) {
        if (columns.size() == 1) {
            node.put(field, columns.get(0));
        } else {
            var array = node.putArray(field);
            columns.forEach(array::add);
        }
    }
}
