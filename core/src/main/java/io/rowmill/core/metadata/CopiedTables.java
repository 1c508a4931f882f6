package io.rowmill.core.metadata;

import java.util.ArrayList;
import java.util.List;

/** Checks that tables with {@code public} can be copied as they are. */
final class CopiedTables {
    private CopiedTables() {}

    /** One sentence per table and reason. */
    static List<String> errors(DatabaseMetadata metadata) {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            if (table.copied()) {
                personal(table, errors);
                references(metadata, table, errors);
            }
        }
        return errors;
    }

    private static void personal(TableMetadata table, List<String> errors) {
        List<String> personal = table.columns().stream()
                .filter(ColumnMetadata::pii)
                .map(ColumnMetadata::name)
                .toList();
        if (!personal.isEmpty()) {
            errors.add(
                    "Table " + table.name() + " is declared as public, but its columns " + String.join(", ", personal)
                            + " as personal ('pii'): its rows would be copied as they are; take back one of both.");
        }
    }

    /** A copied row keeps its keys, so they must lead to rows that keep theirs. */
    private static void references(DatabaseMetadata metadata, TableMetadata table, List<String> errors) {
        metadata.parentsOf(table.name()).stream()
                .filter(r -> metadata.find(r.parentTable()).isPresent() && !metadata.isCopied(r.parentTable()))
                .forEach(r -> errors.add("Table " + table.name() + " is declared as public, but its foreign key "
                        + r.name() + " leads to " + r.parentTable()
                        + ", which is not: declare that table as public, too, or leave the foreign key out."));
    }
}
