package io.rowmill.core.batches;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Agglomerative clustering with average linkage and a limit of size. Each step joins the two most associated clusters that fit
 * together, until no two fit. So there are few clusters, and associated columns share one.
 */
final class ColumnClusters {
    private final int limit;
    /** By the position of a cluster's first column; null: joined with another one. */
    private final List<List<Integer>> clusters = new ArrayList<>();
    /** Sum of the associations between the columns of two clusters. */
    private final double[][] links;

    private ColumnClusters(Associations associations, List<Integer> columns, int limit) {
        this.limit = limit;
        this.links = new double[columns.size()][columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            clusters.add(List.of(columns.get(i)));
            for (int j = 0; j < columns.size(); j++) {
                links[i][j] = associations.between(columns.get(i), columns.get(j));
            }
        }
    }

    /**
     * @param columns indices of columns
     * @param limit most columns of a cluster
     * @return clusters, each of columns in ascending order
     */
    static List<List<Integer>> of(Associations associations, List<Integer> columns, int limit) {
        ColumnClusters clustering = new ColumnClusters(associations, columns, limit);
        boolean joined = true;
        while (joined) {
            joined = clustering.joinBest();
        }
        return clustering.clusters.stream().filter(c -> c != null).toList();
    }

    /** @return false: no two clusters fit together */
    private boolean joinBest() {
        double best = -1;
        int into = -1;
        int from = -1;
        for (int i = 0; i < clusters.size(); i++) {
            for (int j = i + 1; clusters.get(i) != null && j < clusters.size(); j++) {
                if (fit(i, j) && average(i, j) > best) {
                    best = average(i, j);
                    into = i;
                    from = j;
                }
            }
        }
        if (into < 0) {
            return false;
        }
        join(into, from);
        return true;
    }

    private boolean fit(int i, int j) {
        return clusters.get(j) != null
                && clusters.get(i).size() + clusters.get(j).size() <= limit;
    }

    private double average(int i, int j) {
        return links[i][j] / (clusters.get(i).size() * clusters.get(j).size());
    }

    private void join(int into, int from) {
        List<Integer> both = new ArrayList<>(clusters.get(into));
        both.addAll(clusters.get(from));
        both.sort(Comparator.naturalOrder());
        clusters.set(into, both);
        clusters.set(from, null);
        for (int k = 0; k < links.length; k++) {
            links[into][k] += links[from][k];
            links[k][into] = links[into][k];
        }
    }

    /**
     * Starts with the cluster that is most associated with all others. Each next cluster is the one most associated with those
     * before it.
     *
     * @param placed clusters that come before all of these
     */
    static List<List<Integer>> inOrder(
            Associations associations, List<List<Integer>> clusters, List<List<Integer>> placed) {
        List<List<Integer>> left = new ArrayList<>(clusters);
        List<Integer> before = new ArrayList<>();
        placed.forEach(before::addAll);
        List<List<Integer>> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Integer> known =
                    before.isEmpty() ? clusters.stream().flatMap(List::stream).toList() : List.copyOf(before);
            List<Integer> next = first(left, c -> reach(associations, c, known));
            left.remove(next);
            ordered.add(next);
            before.addAll(next);
        }
        return ordered;
    }

    /** The first one with the highest score. */
    private static List<Integer> first(List<List<Integer>> clusters, ToDoubleFunction<List<Integer>> score) {
        List<Integer> best = clusters.get(0);
        for (List<Integer> cluster : clusters) {
            best = score.applyAsDouble(cluster) > score.applyAsDouble(best) ? cluster : best;
        }
        return best;
    }

    /** Mean over the columns of the cluster of their association with the other columns. */
    private static double reach(Associations associations, List<Integer> cluster, List<Integer> others) {
        return cluster.stream()
                .mapToDouble(c -> others.stream()
                        .filter(o -> !cluster.contains(o))
                        .mapToDouble(o -> associations.between(c, o))
                        .average()
                        .orElse(0))
                .average()
                .orElse(0);
    }
}
