package io.rowmill.ingest.snapshot;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.snapshot.SnapshotRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the rows of all tables with what the metadata declares of each; rules over several tables are looked at once keys are joined. */
public final class DeclaredRows {
    private DeclaredRows() {}

    /**
     * @return sentences about rows that break what is not strict
     * @throws FailureException (Rejected) with a sentence for each strict rule that rows break
     */
    public static List<String> check(Snapshots snapshots) throws IOException {
        List<String> warnings = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (TableSnapshot snapshot : snapshots.tables()) {
            for (Outcome outcome : outcomes(snapshots, snapshot)) {
                if (outcome.broken() > 0) {
                    (outcome.declared().from().strict() ? errors : warnings).add(outcome.sentence(snapshot.table()));
                }
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(DeclaredRules.BROKEN, errors);
        }
        return warnings;
    }

    private static List<Outcome> outcomes(Snapshots snapshots, TableSnapshot snapshot) throws IOException {
        Set<String> read = DeclaredRules.columns(snapshots.metadata(), snapshot.table());
        if (read.isEmpty()) {
            return List.of();
        }
        List<ColumnMetadata> columns = snapshots.metadata().table(snapshot.table()).columns().stream()
                .filter(c -> read.contains(c.name()))
                .toList();
        SnapshotRows rows = new SnapshotRows(snapshot.path(), new TableMetadata(snapshot.table(), columns, List.of()));
        return DeclaredRules.check(rows, snapshots.metadata(), TableTransform.formats(rows, Set.of()));
    }
}
