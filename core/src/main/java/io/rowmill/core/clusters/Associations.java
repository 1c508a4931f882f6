package io.rowmill.core.clusters;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.linkage.Bins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much the columns of a table tell about each other: normalised mutual information of their classes (deciles, most
 * frequent categories), so that numbers and categories compare. Near 0 for independent columns, 1 where one follows from the
 * other.
 */
public final class Associations {
    private final List<String> columns;
    private final double[][] strength;

    private Associations(List<String> columns, double[][] strength) {
        this.columns = List.copyOf(columns);
        this.strength = strength;
    }

    /** @param columns in the order of the table, values of the same rows */
    public static Associations of(Map<String, Attribute> columns) {
        List<Bins> bins = new ArrayList<>();
        columns.values()
                .forEach(a -> bins.add(Bins.of(a, IntStream.range(0, a.rows()).toArray())));
        int n = bins.size();
        double[][] strength = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double found = Math.max(0, Math.min(1, Bins.dependence(bins.get(i), bins.get(j))));
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
