package io.rowmill.core.batches;

import io.rowmill.core.linkage.Bins;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much the columns of a table tell about each other: 1 - exp(-2 I). I is the mutual information of their classes (deciles,
 * most frequent categories) in nats. It is the square of Linfoot's informational coefficient of correlation (1957). For normal
 * columns it is the share of variance that one explains of the other. So numbers and categories compare, and a nearly constant
 * column counts for little. Independent columns have 0.
 */
public final class Associations {
    private final List<String> columns;
    private final double[][] strength;

    private Associations(List<String> columns, double[][] strength) {
        this.columns = List.copyOf(columns);
        this.strength = strength;
    }

    /** @param columns in the order of the table, values of the same rows */
    public static Associations of(Map<String, Feature> columns) {
        List<Bins> bins = new ArrayList<>();
        columns.values()
                .forEach(a -> bins.add(Bins.of(a, IntStream.range(0, a.rows()).toArray())));
        int n = bins.size();
        double[][] strength = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double information = Math.max(0, Bins.information(bins.get(i), bins.get(j)));
                double found = 1 - Math.exp(-2 * information);
                strength[i][j] = found;
                strength[j][i] = found;
            }
        }
        return new Associations(List.copyOf(columns.keySet()), strength);
    }

    List<String> columns() {
        return columns;
    }

    int indexOf(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no associations of column " + column);
        }
        return index;
    }

    double between(int a, int b) {
        return strength[a][b];
    }
}
