package io.rowmill.core.quality;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Closeness of a synthetic table to the real one; every figure lies in [0, 1], 1 is best, NaN where there is nothing to
 * compare. Values are compared in bins of the real column: deciles for numbers and dates, with a bin of its own for a value
 * that a tenth of the rows have, for others the ten most frequent values and the rest; null is a bin of its own.
 *
 * @param acc1 mean over columns of 1 - total variation distance
 * @param acc2 the same over pairs of columns; of more than 600 pairs, a sample
 * @param nulls mean over columns of 1 - difference of the null rates
 */
public record TableQuality(double acc1, double acc2, double nulls) {
    private static final int MAX_PAIRS = 600;

    /** As {@link #compare(TableMetadata, TableRows, TableRows, Seed)} with a fixed seed. */
    public static TableQuality compare(TableMetadata metadata, TableRows real, TableRows synthetic) throws IOException {
        return compare(metadata, real, synthetic, new Seed(7));
    }

    /**
     * Compares the content columns on at most 20,000 rows of each table.
     *
     * @param metadata the columns to compare, found by name in both tables
     * @param seed of the rows and pairs that are sampled
     */
    public static TableQuality compare(TableMetadata metadata, TableRows real, TableRows synthetic, Seed seed)
            throws IOException {
        return of(RealColumns.of(metadata, real, seed).with(synthetic));
    }

    /** Does the same as {@link #compare} with columns that are already in bins. */
    public static TableQuality of(BinnedTable table) {
        List<BinnedColumn> columns = table.columns();
        boolean hasRows = columns.stream().anyMatch(c -> c.synthetic().length > 0);
        return new TableQuality(
                mean(columns, BinnedColumn::similarity),
                mean(pairs(columns, table.seed()), p -> p.left().similarity(p.right())),
                hasRows ? mean(columns, BinnedColumn::nullSimilarity) : Double.NaN);
    }

    private record Pair(BinnedColumn left, BinnedColumn right) {}

    private static List<Pair> pairs(List<BinnedColumn> columns, Seed seed) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                pairs.add(new Pair(columns.get(i), columns.get(j)));
            }
        }
        SplittableRandom random = seed.derive("pairs").random();
        for (int i = 0; pairs.size() > MAX_PAIRS && i < MAX_PAIRS; i++) {
            int j = i + random.nextInt(pairs.size() - i);
            pairs.set(j, pairs.set(i, pairs.get(j)));
        }
        return pairs.subList(0, Math.min(MAX_PAIRS, pairs.size()));
    }

    private static <T> double mean(List<T> items, ToDoubleFunction<T> figure) {
        return items.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
