package io.rowmill.core.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals the rows of a chunk to the places of a forest so that rows go with the rows that they refer to: an employee is of the
 * manager's department. First each place gets a row by the first affinity, parents before children; then a Metropolis walk
 * exchanges the rows of two places by all of them. The rows themselves stay as they are.
 */
final class Kin {
    private static final int SWEEPS = 20;

    private final int[] parents;
    private final List<Matching.Term> terms;
    private final SplittableRandom random;
    private final int[] rowAt;
    private final int[][] children;

    /**
     * @param parents place of the parent per place, before it; -1: none in the chunk
     * @param terms classes per row, as a child and as a parent
     */
    Kin(int[] parents, List<Matching.Term> terms, SplittableRandom random) {
        this.parents = parents;
        this.terms = terms;
        this.random = random;
        this.rowAt = new int[parents.length];
        this.children = children(parents);
    }

    private static int[][] children(int[] parents) {
        int[] counts = new int[parents.length];
        Arrays.stream(parents).filter(p -> p >= 0).forEach(p -> counts[p]++);
        int[][] children = new int[parents.length][];
        Arrays.setAll(children, p -> new int[counts[p]]);
        for (int place = parents.length - 1; place >= 0; place--) {
            if (parents[place] >= 0) {
                children[parents[place]][--counts[parents[place]]] = place;
            }
        }
        return children;
    }

    /** @return the row of each place */
    int[] deal() {
        dealDown();
        for (long step = 0; step < (long) SWEEPS * rowAt.length; step++) {
            walk(random.nextInt(rowAt.length), random.nextInt(rowAt.length));
        }
        return rowAt.clone();
    }

    private void dealDown() {
        Matching.Term first = terms.get(0);
        List<List<Integer>> left = new ArrayList<>();
        for (int c = 0; c < first.logOdds().length; c++) {
            left.add(new ArrayList<>());
        }
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, rowAt.length).boxed().toList());
        Collections.shuffle(rows, new Random(random.nextLong()));
        rows.forEach(row -> left.get(first.rows()[row]).add(row));
        for (int place = 0; place < rowAt.length; place++) {
            List<Integer> chosen = left.get(choose(first, left, parents[place]));
            rowAt[place] = chosen.remove(chosen.size() - 1);
        }
    }

    /** A class of which rows are left, by how many these are and how they go with the parent. */
    private int choose(Matching.Term term, List<List<Integer>> left, int parent) {
        double[] weights = new double[left.size()];
        for (int c = 0; c < weights.length; c++) {
            double odds = parent < 0 ? 1 : Math.exp(term.logOdds()[c][term.parents()[rowAt[parent]]]);
            weights[c] = left.get(c).size() * odds;
        }
        double point = random.nextDouble() * Arrays.stream(weights).sum();
        int chosen = -1;
        for (int c = 0; c < weights.length && (chosen < 0 || point >= 0); c++) {
            if (!left.get(c).isEmpty()) {
                chosen = c;
                point -= weights[c];
            }
        }
        return chosen;
    }

    private void walk(int a, int b) {
        if (a == b) {
            return;
        }
        double before = energy(a, b);
        exchange(a, b);
        double gain = energy(a, b) - before;
        if (gain < 0 && random.nextDouble() >= Math.exp(gain)) {
            exchange(a, b);
        }
    }

    private void exchange(int a, int b) {
        int kept = rowAt[a];
        rowAt[a] = rowAt[b];
        rowAt[b] = kept;
    }

    /** Of two places; what is between them counts once. */
    private double energy(int a, int b) {
        double sum = edge(a) + edge(b);
        for (int child : children[a]) {
            sum += child == b ? 0 : edge(child);
        }
        for (int child : children[b]) {
            sum += child == a ? 0 : edge(child);
        }
        return sum;
    }

    private double edge(int place) {
        double sum = 0;
        if (parents[place] >= 0) {
            for (Matching.Term term : terms) {
                sum += term.of(rowAt[place], rowAt[parents[place]]);
            }
        }
        return sum;
    }
}
