package io.rowmill.trainer;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.RowCursor;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.RunData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What rules read of the parents of some rows, in memory. */
final class CellsOfParents implements ParentCells {
    private final Map<Source, Of> cells = new HashMap<>();

    /**
     * @param index the parent's row
     * @param byRow cells by the parent's row
     */
    private record Of(IntUnaryOperator index, Map<Integer, String> byRow) {}

    private CellsOfParents() {}

    /**
     * @param rows whose parents' cells are wanted
     * @param before the row before a row among its siblings; -1: none
     */
    static CellsOfParents of(
            TableRules rules,
            BitSet rows,
            IntUnaryOperator before,
            RunData data,
            IngestManifest ingest,
            LinkageManifest linkage,
            Path dir)
            throws IOException {
        CellsOfParents out = new CellsOfParents();
        DatabaseMetadata database = ingest.database();
        for (Source source : rules.ofParents()) {
            if (source.isBefore()) {
                BitSet wanted = new BitSet();
                rows.stream().map(before).filter(row -> row >= 0).forEach(wanted::set);
                TableMetadata table = database.table(rules.table());
                out.cells.put(source, new Of(before, read(table, source.column(), wanted, data, ingest, dir)));
                continue;
            }
            String key = source.path().get(0);
            Relationship relationship = database.relationships().stream()
                    .filter(r -> r.name().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no relationship " + key));
            EncodedColumnFile index = data.parentIndex(linkage.parentIndex(key), dir);
            BitSet parents = new BitSet();
            rows.stream().map(row -> index.code(0, row)).filter(row -> row >= 0).forEach(parents::set);
            TableMetadata parent = database.table(relationship.parentTable());
            out.cells.put(
                    source,
                    new Of(row -> index.code(0, row), read(parent, source.column(), parents, data, ingest, dir)));
        }
        return out;
    }

    private static Map<Integer, String> read(
            TableMetadata table, String column, BitSet rows, RunData data, IngestManifest ingest, Path dir)
            throws IOException {
        TableMetadata one = new TableMetadata(table.name(), List.of(table.column(column)), List.of());
        Map<Integer, String> cells = new HashMap<>();
        try (RowCursor cursor =
                data.snapshot(ingest.snapshot(table.name()), one, dir).open()) {
            for (int row = 0; row < rows.length() && cursor.advance(); row++) {
                String cell = cursor.value(0);
                if (rows.get(row) && cell != null) {
                    cells.put(row, cell);
                }
            }
        }
        return cells;
    }

    @Override
    public @Nullable String cell(Source source, long row) {
        Of of = cells.get(source);
        if (of == null) {
            throw new IllegalArgumentException("no cells of " + source);
        }
        return of.byRow().get(of.index().applyAsInt(Math.toIntExact(row)));
    }
}
