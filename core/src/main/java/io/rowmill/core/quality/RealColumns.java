package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The content columns of a real table in their bins, made once for any number of synthetic tables. At most 20,000 rows count. */
public final class RealColumns {
    private static final int MAX_ROWS = 20_000;

    private final List<String> names;
    private final List<Binner> binners = new ArrayList<>();
    private final List<int[]> bins = new ArrayList<>();
    private final Seed seed;

    private RealColumns(TableMetadata metadata, List<String> names, List<String[]> rows, Seed seed) {
        this.names = names;
        this.seed = seed;
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            String[] cells = rows.stream().map(row -> row[index]).toArray(String[]::new);
            Binner binner = Binner.of(metadata.column(names.get(i)), cells);
            binners.add(binner);
            bins.add(BinnedColumn.bins(binner, i, rows));
        }
    }

    /** As {@link #of(TableMetadata, TableRows, Seed)} with a fixed seed. */
    public static RealColumns of(TableMetadata metadata, TableRows real) throws IOException {
        return of(metadata, real, new Seed(7));
    }

    /**
     * @param metadata its content columns are looked at, found by name in both tables
     * @param seed of the rows and pairs that are sampled
     */
    static RealColumns of(TableMetadata metadata, TableRows real, Seed seed) throws IOException {
        List<String> names =
                metadata.contentColumns().stream().map(ColumnMetadata::name).toList();
        return new RealColumns(metadata, names, RowSample.of(real, names, MAX_ROWS, seed.derive("real")), seed);
    }

    /** Both tables side by side. */
    public BinnedTable with(TableRows synthetic) throws IOException {
        List<String[]> rows = RowSample.of(synthetic, names, MAX_ROWS, seed.derive("synthetic"));
        List<BinnedColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Binner binner = binners.get(i);
            columns.add(new BinnedColumn(binner.bins(), bins.get(i), BinnedColumn.bins(binner, i, rows)));
        }
        return new BinnedTable(names, columns, seed);
    }
}
