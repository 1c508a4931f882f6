package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.Ways.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds ways from a table that lead to the same row: a payment's customer is its rental's customer. */
final class SameRows {
    /** A candidate that holds in fewer of the sampled rows isn't looked for in all. */
    private static final double HOPELESS = Chance.NEARLY - 0.02;

    /** Most candidates are given up after so many. */
    private static final int GLANCE = 200;

    private final Ways ways;
    private final List<Same> found = new ArrayList<>();

    private SameRows(Ways ways) {
        this.ways = ways;
    }

    /**
     * Two ways of one table that lead to the same row.
     *
     * @param shorter not longer than the other
     * @param longer begins with another key
     * @param turned the shorter one is the second of the counts
     */
    record Same(KeyPath shorter, KeyPath longer, Counts counts, boolean turned) {
        boolean always() {
            return rate() == 1;
        }

        /** Share of rows in which they do, among those in which both lead somewhere. */
        double rate() {
            return counts.rate();
        }

        /** Two ways of the same length may stand for each other. */
        Same turn() {
            return new Same(/* shorter= */ longer, /* longer= */ shorter, counts, !turned);
        }

        KeyRule.SamePath rule() {
            long without = turned ? counts.onlyFirst : counts.onlySecond;
            long only = turned ? counts.onlySecond : counts.onlyFirst;
            return new KeyRule.SamePath(
                    shorter.first(),
                    longer,
                    rate(),
                    Counts.share(without, counts.both),
                    Counts.share(counts.neither, only));
        }
    }

    private record Pair(Way shorter, Way longer) {}

    /** Rows by where two ways lead. */
    static final class Counts {
        private long both;
        private long same;
        private long onlyFirst;
        private long onlySecond;
        private long neither;

        void add(int[] first, int[] second) {
            for (int i = 0; i < first.length; i++) {
                if (first[i] >= 0 && second[i] >= 0) {
                    both++;
                    same += first[i] == second[i] ? 1 : 0;
                } else if (first[i] < 0 && second[i] < 0) {
                    neither++;
                } else if (first[i] < 0) {
                    onlySecond++;
                } else {
                    onlyFirst++;
                }
            }
        }

        double rate() {
            return both == 0 ? 0 : same / (double) both;
        }

        static double share(long part, long rest) {
            return part + rest == 0 ? 0 : part / (double) (part + rest);
        }
    }

    /** @param tables of the database, in each of which as many candidates may be tried */
    static List<Same> find(Ways ways, long tables) {
        SameRows search = new SameRows(ways);
        List<Pair> pairs = search.pairs();
        pairs.forEach(pair -> search.look(pair, pairs.size() * tables));
        return search.found;
    }

    /** Shortest first, so that what follows from shorter ones can be left out. */
    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<Way> all = ways.all();
        for (int i = 0; i < all.size(); i++) {
            for (int k = 0; k < i; k++) {
                Pair pair = new Pair(all.get(k), all.get(i));
                if (isCandidate(pair)) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static boolean isCandidate(Pair pair) {
        KeyPath shorter = pair.shorter().path();
        KeyPath longer = pair.longer().path();
        return pair.shorter().target().equals(pair.longer().target())
                && !shorter.first().equals(longer.first())
                && (shorter.length() <= 2 || longer.length() == 2);
    }

    private void look(Pair pair, long tried) {
        if (isHopeless(pair, GLANCE, 2 * HOPELESS - 1)
                || isHopeless(pair, Integer.MAX_VALUE, HOPELESS)
                || follows(pair)) {
            return;
        }
        Counts all = new Counts();
        List<KeyPath> paths = List.of(pair.shorter().path(), pair.longer().path());
        ways.forEachBlock(paths, rows -> all.add(rows[0], rows[1]));
        if (Chance.isImprobable(all.rate(), chance(pair), all.both, tried)) {
            found.add(new Same(paths.get(0), paths.get(1), all, false));
        }
    }

    /** @param first so many of the sampled rows are looked at */
    private static boolean isHopeless(Pair pair, int first, double least) {
        int[] shorter = pair.shorter().rows();
        int[] longer = pair.longer().rows();
        Counts sampled = new Counts();
        sampled.add(
                Arrays.copyOf(shorter, Math.min(first, shorter.length)),
                Arrays.copyOf(longer, Math.min(first, longer.length)));
        return sampled.rate() < least && (sampled.both > 0 || first >= shorter.length);
    }

    /** Two ways that go on with the same key lead to the same row if they did before it. */
    private boolean follows(Pair pair) {
        KeyPath shorter = pair.shorter().path();
        KeyPath longer = pair.longer().path();
        return !shorter.isKey()
                && shorter.last().equals(longer.last())
                && found.stream()
                        .anyMatch(s -> s.always()
                                && List.of(s.shorter(), s.longer())
                                        .containsAll(List.of(shorter.before(), longer.before())));
    }

    private double chance(Pair pair) {
        int[] shorter = pair.shorter().rows();
        int[] longer = pair.longer().rows();
        long pairs = 0;
        long hits = 0;
        for (int[] order : ways.shuffles()) {
            for (int i = 0; i < order.length; i++) {
                if (shorter[order[i]] >= 0 && longer[i] >= 0) {
                    pairs++;
                    hits += shorter[order[i]] == longer[i] ? 1 : 0;
                }
            }
        }
        return Chance.share(hits, pairs);
    }
}
