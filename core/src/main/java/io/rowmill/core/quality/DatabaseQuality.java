package io.rowmill.core.quality;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How close a synthetic database is to the real one, table by table and relationship by relationship. Every figure lies in
 * [0, 1], 1 is best, NaN where there is nothing to compare.
 */
public record DatabaseQuality(Map<String, Table> tables, Map<String, RelationshipQuality> relationships) {
    private static final int COLUMNS_THAT_TELL_ROWS_APART = 4;

    /**
     * One table.
     *
     * @param novel share of synthetic rows whose content no real row has; only for tables with at least four content columns
     * @param primaryKey share of primary keys that are unique and not null
     * @param values what can be counted in each column that belongs to no key
     */
    public record Table(
            int realRows,
            int syntheticRows,
            TableQuality columns,
            double novel,
            double primaryKey,
            List<ColumnFidelity> values) {}

    /** Real and synthetic tables by name, whole in memory. */
    public static DatabaseQuality compare(
            DatabaseMetadata metadata, Map<String, MemoryTable> real, Map<String, MemoryTable> synthetic, Seed seed)
            throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            Set<String> keys = metadata.keyColumns(table.name());
            tables.put(table.name(), table(real.get(table.name()), synthetic.get(table.name()), keys, seed));
        }
        Map<String, RelationshipQuality> relationships = new LinkedHashMap<>();
        for (Relationship r : metadata.relationships()) {
            relationships.put(r.name(), RelationshipQuality.compare(metadata, r, real, synthetic, seed));
        }
        return new DatabaseQuality(tables, relationships);
    }

    private static Table table(MemoryTable real, MemoryTable synthetic, Set<String> keys, Seed seed)
            throws IOException {
        TableQuality columns = TableQuality.compare(
                real.metadata(),
                new InMemoryRows(real.metadata(), real.rows()),
                new InMemoryRows(synthetic.metadata(), synthetic.rows()));
        return new Table(
                real.rows().size(),
                synthetic.rows().size(),
                columns,
                novel(real, synthetic),
                primaryKey(synthetic),
                ColumnFidelity.compare(real, synthetic, keys, seed));
    }

    private static double novel(MemoryTable real, MemoryTable synthetic) {
        int[] content = real.content();
        if (content.length < COLUMNS_THAT_TELL_ROWS_APART || synthetic.rows().isEmpty()) {
            return Double.NaN;
        }
        Set<List<String>> seen =
                real.rows().stream().map(r -> cells(r, content)).collect(Collectors.toCollection(HashSet::new));
        long copies = synthetic.rows().stream()
                .filter(r -> seen.contains(cells(r, content)))
                .count();
        return 1 - (double) copies / synthetic.rows().size();
    }

    private static List<String> cells(String[] row, int[] columns) {
        return Arrays.stream(columns)
                .mapToObj(c -> row[c] == null ? "" : row[c].strip())
                .toList();
    }

    private static double primaryKey(MemoryTable table) {
        if (table.metadata().primaryKey().isEmpty()) {
            return Double.NaN;
        }
        int[] columns = table.indices(table.metadata().primaryKey());
        long distinct = table.rows().stream()
                .map(r -> table.key(r, columns))
                .filter(k -> k != null)
                .distinct()
                .count();
        return (double) distinct / Math.max(1, table.rows().size());
    }

    /** Mean of a figure over the tables or relationships that have it. */
    public static double mean(Stream<Double> figures) {
        return figures.filter(f -> !Double.isNaN(f))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
