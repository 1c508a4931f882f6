package io.rowmill.core.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Deals given parents to given rows so that they go together. The result is a draw from all ways to deal them, each weighted by the
 * product of its pairs' odds: first by the most telling affinity (iterative proportional fitting of its classes), then by a
 * Metropolis walk that exchanges the parents of two rows. Every parent is dealt exactly as often as given.
 */
final class Matching {
    private static final int FITTING_ROUNDS = 50;
    private static final int SWEEPS = 12;
    private static final int ATTEMPTS = 100;
    private static final long WEIGHT_UNITS = 1_000_000;
    /** From there on, neighbours are dealt the same parent to begin with. */
    private static final double CLINGING = 2;

    private final int[] parents;
    private final List<Term> terms;
    private final int[] groupOfRow;
    private final double staying;
    private final int most;
    private final SplittableRandom random;
    /** Which of the given parents each row has. */
    private final int[] dealt;

    private final Map<Long, Integer> perGroup = new HashMap<>();

    /**
     * One affinity.
     *
     * @param rows class of each row
     * @param parents class of each given parent
     */
    record Term(int[] rows, int[] parents, float[][] logOdds) {
        float of(int row, int parent) {
            return logOdds[rows[row]][parents[parent]];
        }
    }

    /**
     * @param parents one per row, in any order; -1: none
     * @param groupOfRow ascending
     * @param staying log-odds that a row has the parent of the row before it in its group
     * @param most how often a group may have the same parent
     */
    Matching(int[] parents, List<Term> terms, int[] groupOfRow, double staying, int most, SplittableRandom random) {
        this.parents = parents;
        this.terms = terms;
        this.groupOfRow = groupOfRow;
        this.staying = staying;
        this.most = most;
        this.random = random;
        this.dealt = new int[parents.length];
    }

    /** @return which of the given parents each row has */
    int[] deal() {
        dealByFirstTerm();
        if (isLimited()) {
            for (int row = 0; row < dealt.length; row++) {
                count(row, 1);
            }
        }
        if (terms.size() > 1 || staying != 0 || (isLimited() && !terms.isEmpty())) {
            for (int step = 0; step < SWEEPS * dealt.length; step++) {
                walk(random.nextInt(dealt.length), random.nextInt(dealt.length));
            }
        }
        if (isLimited()) {
            separate();
        }
        return dealt.clone();
    }

    private void dealByFirstTerm() {
        int[] slots = shuffled(parents.length);
        if (terms.isEmpty()) {
            give(
                    Arrays.stream(identity(dealt.length)).boxed().toList(),
                    Arrays.stream(slots).boxed().toList());
            return;
        }
        Term term = terms.get(0);
        List<List<Integer>> rowsOf = byClass(term.rows(), identity(dealt.length), term.logOdds().length);
        List<List<Integer>> slotsOf = byClass(term.parents(), slots, term.logOdds()[0].length);
        double[][] plan = fitted(term, rowsOf, slotsOf);
        long[] left = slotsOf.stream().mapToLong(List::size).toArray();
        for (int r : shuffled(plan.length)) {
            long[] weights = Arrays.stream(plan[r])
                    .mapToLong(w -> Math.round(w * WEIGHT_UNITS))
                    .toArray();
            long[] shares = Apportionment.of(rowsOf.get(r).size(), weights, left);
            List<Integer> chosen = new ArrayList<>();
            for (int p = 0; p < shares.length; p++) {
                List<Integer> free = slotsOf.get(p).subList((int) (left[p] - shares[p]), (int) left[p]);
                chosen.addAll(free);
                left[p] -= shares[p];
            }
            give(rowsOf.get(r), chosen);
        }
    }

    /** Rows of one class get parents of several; which row gets which is open, unless rows cling to their neighbours' parents. */
    private void give(List<Integer> rows, List<Integer> chosen) {
        int[] order = shuffled(chosen.size());
        if (staying > CLINGING) {
            order = Arrays.stream(identity(chosen.size()))
                    .boxed()
                    .sorted((a, b) -> Integer.compare(parents[chosen.get(a)], parents[chosen.get(b)]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        for (int i = 0; i < order.length; i++) {
            dealt[rows.get(i)] = chosen.get(order[i]);
        }
    }

    /** Pairs of classes whose sums are those of this chunk and whose odds are the learned ones. */
    private static double[][] fitted(Term term, List<List<Integer>> rowsOf, List<List<Integer>> slotsOf) {
        double[][] plan = new double[rowsOf.size()][slotsOf.size()];
        for (int r = 0; r < plan.length; r++) {
            for (int p = 0; p < plan[r].length; p++) {
                plan[r][p] = Math.exp(term.logOdds()[r][p]) * slotsOf.get(p).size();
            }
        }
        for (int round = 0; round < FITTING_ROUNDS; round++) {
            for (int p = 0; p < slotsOf.size(); p++) {
                double sum = 0;
                for (double[] row : plan) {
                    sum += row[p];
                }
                for (double[] row : plan) {
                    row[p] *= sum == 0 ? 0 : slotsOf.get(p).size() / sum;
                }
            }
            for (int r = 0; r < plan.length; r++) {
                double sum = Arrays.stream(plan[r]).sum();
                for (int p = 0; p < plan[r].length; p++) {
                    plan[r][p] *= sum == 0 ? 0 : rowsOf.get(r).size() / sum;
                }
            }
        }
        return plan;
    }

    private static List<List<Integer>> byClass(int[] classes, int[] order, int size) {
        List<List<Integer>> out = new ArrayList<>();
        for (int c = 0; c < size; c++) {
            out.add(new ArrayList<>());
        }
        for (int i : order) {
            out.get(classes[i]).add(i);
        }
        return out;
    }

    private int[] shuffled(int count) {
        int[] out = identity(count);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = out[i];
            out[i] = out[j];
            out[j] = swapped;
        }
        return out;
    }

    private static int[] identity(int count) {
        int[] out = new int[count];
        Arrays.setAll(out, i -> i);
        return out;
    }

    private void walk(int a, int b) {
        if (a == b || (isLimited() && repeats(a, b))) {
            return;
        }
        double before = energy(a, b);
        exchange(a, b);
        double gain = energy(a, b) - before;
        if (gain < 0 && random.nextDouble() >= Math.exp(gain)) {
            exchange(a, b);
        }
    }

    private double energy(int a, int b) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.of(a, dealt[a]) + term.of(b, dealt[b]);
        }
        if (staying != 0) {
            sum += staying * (meetings(a) + meetings(b));
        }
        return sum;
    }

    /** How many of a row's neighbours in its group have its parent. */
    private int meetings(int row) {
        return (meet(row - 1, row) ? 1 : 0) + (meet(row, row + 1) ? 1 : 0);
    }

    private boolean meet(int row, int next) {
        return row >= 0
                && next < dealt.length
                && groupOfRow[row] == groupOfRow[next]
                && parents[dealt[row]] >= 0
                && parents[dealt[row]] == parents[dealt[next]];
    }

    private void exchange(int a, int b) {
        if (isLimited()) {
            count(a, -1);
            count(b, -1);
        }
        int kept = dealt[a];
        dealt[a] = dealt[b];
        dealt[b] = kept;
        if (isLimited()) {
            count(a, 1);
            count(b, 1);
        }
    }

    private void count(int row, int change) {
        perGroup.merge(key(row, parents[dealt[row]]), change, (x, y) -> x + y == 0 ? null : x + y);
    }

    private long key(int row, int parent) {
        return ((long) groupOfRow[row] << 32) | (parent & 0xffffffffL);
    }

    private boolean isLimited() {
        return most < Integer.MAX_VALUE;
    }

    private boolean isFull(int row, int parent) {
        return parent >= 0 && perGroup.getOrDefault(key(row, parent), 0) >= most;
    }

    /** Whether one of the rows would get a parent that its group has as often as it may. */
    private boolean repeats(int a, int b) {
        int ofA = parents[dealt[a]];
        int ofB = parents[dealt[b]];
        return ofA != ofB && groupOfRow[a] != groupOfRow[b] && (isFull(a, ofB) || isFull(b, ofA));
    }

    /** Rows that share their parent with too many siblings exchange it with a row elsewhere. */
    private void separate() {
        for (int row = 0; row < dealt.length; row++) {
            for (int attempt = 0; isRepeated(row) && attempt < ATTEMPTS; attempt++) {
                int other = random.nextInt(dealt.length);
                if (groupOfRow[other] != groupOfRow[row] && !repeats(row, other)) {
                    exchange(row, other);
                }
            }
        }
    }

    private boolean isRepeated(int row) {
        int parent = parents[dealt[row]];
        return parent >= 0 && perGroup.getOrDefault(key(row, parent), 0) > most;
    }
}
