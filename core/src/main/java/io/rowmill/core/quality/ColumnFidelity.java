package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.random.Seed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A real and a synthetic column side by side, counted on equally many rows.
 *
 * @param misses what differs by more than a tenth, and by more than other real rows would by chance
 */
public record ColumnFidelity(String column, ColumnProfile real, ColumnProfile synthetic, Set<Miss> misses) {
    private static final int MOST_ROWS = 20_000;
    private static final double TOLERANCE = 0.1;
    /** Standard deviations that chance is given. */
    private static final double CHANCE = 3;

    /** In what a column can miss the real one. */
    public enum Miss {
        NULLS,
        DOMINANT,
        DISTINCT,
        DECIMALS
    }

    public ColumnFidelity {
        misses = Set.copyOf(misses);
    }

    /**
     * @param without columns that are left out: keys are numbered anew
     * @return the other columns in the order of the table, none if a table has no rows
     */
    static List<ColumnFidelity> compare(MemoryTable real, MemoryTable synthetic, Set<String> without, Seed seed) {
        int rows = Math.min(
                MOST_ROWS, Math.min(real.rows().size(), synthetic.rows().size()));
        if (rows == 0) {
            return List.of();
        }
        List<String[]> realRows = real.sample(rows, seed.derive("real"));
        List<String[]> madeRows = synthetic.sample(rows, seed.derive("synthetic"));
        List<ColumnMetadata> columns = real.metadata().columns();
        return IntStream.range(0, columns.size())
                .filter(i -> !without.contains(columns.get(i).name()))
                .mapToObj(i -> of(columns.get(i), cells(realRows, i), cells(madeRows, i)))
                .toList();
    }

    private static String[] cells(List<String[]> rows, int column) {
        return rows.stream().map(row -> row[column]).toArray(String[]::new);
    }

    /** @param synthetic as many cells as the real ones */
    static ColumnFidelity of(ColumnMetadata column, String[] real, String[] synthetic) {
        ColumnProfile is = ColumnProfile.of(column.sdtype(), real);
        ColumnProfile made = ColumnProfile.of(column.sdtype(), synthetic);
        return new ColumnFidelity(column.name(), is, made, misses(is, made, real.length));
    }

    private static Set<Miss> misses(ColumnProfile real, ColumnProfile made, int rows) {
        Set<Miss> misses = EnumSet.noneOf(Miss.class);
        if (differ(real.nulls(), made.nulls(), ofShares(real.nulls(), rows))) {
            misses.add(Miss.NULLS);
        }
        double values = rows * (1 - real.nulls());
        if (differ(real.dominant(), made.dominant(), ofShares(real.dominant(), values))) {
            misses.add(Miss.DOMINANT);
        }
        // Values that one row has come and go from one sample to the next.
        if (differ(real.distinct(), made.distinct(), Math.sqrt(2.0 * real.once()))) {
            misses.add(Miss.DISTINCT);
        }
        if (!real.decimals().isEmpty() && made.distinct() > 0 && decimalsDiffer(real, made, values)) {
            misses.add(Miss.DECIMALS);
        }
        return misses;
    }

    private static boolean decimalsDiffer(ColumnProfile real, ColumnProfile made, double values) {
        double distance = IntStream.range(0, real.decimals().size())
                        .mapToDouble(i -> Math.abs(
                                real.decimals().get(i) - made.decimals().get(i)))
                        .sum()
                / 2;
        return distance > Math.max(TOLERANCE, CHANCE * ofShares(0.5, values));
    }

    private static boolean differ(double real, double made, double deviation) {
        return Math.abs(real - made) > Math.max(TOLERANCE * real, CHANCE * deviation);
    }

    /** Standard deviation of the difference of two shares of equally many rows. */
    private static double ofShares(double share, double rows) {
        return Math.sqrt(2 * share * (1 - share) / Math.max(1, rows));
    }
}
