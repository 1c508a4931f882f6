package io.rowmill.ingest.snapshot;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys that names and a sample of values suggested. When all rows are read, it is known which of them hold. A key that the
 * rows don't keep was a wrong guess, not a mistake in the data. It is given up with a warning.
 */
final class GuessedKeys {
    private final DatabaseMetadata guessed;
    private final Map<String, TableScan> scans;
    private final List<String> warnings;

    GuessedKeys(DatabaseMetadata guessed, Map<String, TableScan> scans, List<String> warnings) {
        this.guessed = guessed;
        this.scans = scans;
        this.warnings = warnings;
    }

    /** @return the metadata with the keys that hold; the scans know no violation of the others any more */
    DatabaseMetadata confirmed() throws IOException {
        List<TableMetadata> tables = new ArrayList<>();
        Set<String> withoutKey = new HashSet<>();
        for (TableMetadata table : guessed.tables()) {
            if (scans.get(table.name()).keepsPrimaryKey()) {
                tables.add(table);
            } else {
                withoutKey.add(table.name());
                scans.get(table.name()).forgivePrimaryKey();
                tables.add(new TableMetadata(
                        table.name(),
                        table.columns(),
                        List.of(),
                        table.sequenceIndex(),
                        table.alternateKeys(),
                        table.copied()));
                warnings.add("Table " + table.name() + ": " + String.join(", ", table.primaryKey())
                        + " looked like its primary key but is not: some rows repeat a value or have none."
                        + " The table is used without a key; if it has one, name it in the metadata.");
            }
        }
        List<Relationship> relationships = new ArrayList<>();
        for (Relationship r : guessed.relationships()) {
            if (!withoutKey.contains(r.parentTable()) && holds(r)) {
                relationships.add(r);
            } else {
                warnings.add("Table " + r.childTable() + ": " + String.join(", ", r.childKey())
                        + " looked like a reference to " + r.parentTable()
                        + " but is not; if it is one, name it in the metadata.");
            }
        }
        return new DatabaseMetadata(tables, relationships, guessed.constraints());
    }

    private boolean holds(Relationship r) throws IOException {
        boolean[] orphans = {false};
        new References(guessed, scans).join(r, row -> true, (child, parent) -> orphans[0] |= parent < 0);
        return !orphans[0];
    }
}
