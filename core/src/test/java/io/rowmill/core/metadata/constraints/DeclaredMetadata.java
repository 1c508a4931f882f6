package io.rowmill.core.metadata.constraints;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import java.util.List;

/** A shop whose metadata declares rules. */
final class DeclaredMetadata {
    private DeclaredMetadata() {}

    /** @param constraints JSON objects, joined by commas */
    static MetadataFindings inspect(String constraints) {
        return MetadataJson.inspect(
                """
                {"tables": {
                  "product": {"primary_key": "id", "columns": {
                    "id": {"sdtype": "id"}, "price": {"sdtype": "numerical"}, "least": {"sdtype": "numerical"},
                    "most": {"sdtype": "numerical"}, "since": {"sdtype": "datetime"}, "name": {"sdtype": "text"}}},
                  "customer": {"primary_key": "id", "columns": {
                    "id": {"sdtype": "id"}, "mail": {"sdtype": "email", "pii": true}}},
                  "line": {"primary_key": "id", "columns": {
                    "id": {"sdtype": "id"}, "product": {"sdtype": "id"}, "buyer": {"sdtype": "id"},
                    "payer": {"sdtype": "id"}, "a": {"sdtype": "numerical"}, "b": {"sdtype": "numerical"},
                    "c": {"sdtype": "numerical"}, "ordered": {"sdtype": "datetime"}, "shipped": {"sdtype": "datetime"},
                    "state": {"sdtype": "categorical"}, "land": {"sdtype": "categorical"}, "code": {"sdtype": "text"},
                    "odd name": {"sdtype": "numerical"}, "x": {"sdtype": "boolean"}, "y": {"sdtype": "boolean"}}}},
                 "relationships": [
                  {"parent_table_name": "product", "parent_primary_key": "id", "child_table_name": "line",
                   "child_foreign_key": "product"},
                  {"parent_table_name": "customer", "parent_primary_key": "id", "child_table_name": "line",
                   "child_foreign_key": "buyer"},
                  {"parent_table_name": "customer", "parent_primary_key": "id", "child_table_name": "line",
                   "child_foreign_key": "payer"}],
                 "constraints": [%s]}
                """
                        .formatted(constraints),
                "metadata.json");
    }

    static String constraint(String kind, String table, String parameters) {
        return "{\"constraint\": \"%s\", \"table_name\": \"%s\", \"parameters\": {%s}}"
                .formatted(kind, table, parameters.replace('`', '"'));
    }

    static String expression(String expression) {
        return constraint("Expression", "line", "`expression`: `" + expression.replace("\"", "\\\"") + "`");
    }

    static List<String> errors(String... constraints) {
        return inspect(String.join(", ", constraints)).errors();
    }

    static DatabaseMetadata database(String... constraints) {
        MetadataFindings findings = inspect(String.join(", ", constraints));
        if (!findings.errors().isEmpty()) {
            throw new IllegalArgumentException(findings.errors().toString());
        }
        return findings.metadata();
    }
}
