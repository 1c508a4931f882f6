package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.SameRows.Same;
import io.rowmill.core.linkage.keys.Ways.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds keys that lead to one of the rows that several ways lead to: a goal's team is its match's home or away team. */
final class OneOfSeveral {
    private static final int LONGEST = 2;
    private static final int MOST_WAYS = 8;

    private final Ways ways;

    private OneOfSeveral(Ways ways) {
        this.ways = ways;
    }

    /** Rows by whether the key is one of the ways' rows, and by which of them. */
    private static final class Counts {
        private final long[] byWay;
        private long both;
        private long onlyWays;
        private long onlyKey;
        private long neither;

        Counts(int ways) {
            byWay = new long[ways];
        }

        /** @param rows where the key leads, then where each way does */
        void add(int[][] rows) {
            for (int row = 0; row < rows[0].length; row++) {
                add(rows, row, row);
            }
        }

        void add(int[][] rows, int keyRow, int row) {
            boolean leads = false;
            int hit = -1;
            for (int way = byWay.length - 1; way >= 0; way--) {
                int there = rows[way + 1][row];
                leads |= there >= 0;
                hit = there >= 0 && there == rows[0][keyRow] ? way : hit;
            }
            if (leads && rows[0][keyRow] < 0) {
                onlyWays++;
            } else if (leads) {
                both++;
                if (hit >= 0) {
                    byWay[hit]++;
                }
            } else if (rows[0][keyRow] < 0) {
                neither++;
            } else {
                onlyKey++;
            }
        }

        long hits() {
            return Arrays.stream(byWay).sum();
        }

        double rate() {
            return both == 0 ? 0 : hits() / (double) both;
        }
    }

    static List<KeyRule.OneOf> find(Ways ways, List<Same> same, long tables) {
        OneOfSeveral search = new OneOfSeveral(ways);
        List<Way> keys = ways.keys();
        List<KeyRule.OneOf> found = new ArrayList<>();
        for (Way key : keys) {
            boolean explained =
                    same.stream().anyMatch(s -> s.always() && s.shorter().equals(key.path()));
            if (!explained) {
                search.look(key, same, keys.size() * tables, found);
            }
        }
        return found;
    }

    private void look(Way key, List<Same> same, long tried, List<KeyRule.OneOf> found) {
        List<Way> several = waysTo(key, same);
        if (several.size() < 2 || sampled(key, several).rate() < Chance.NEARLY) {
            return;
        }
        double chance = chance(key, several);
        List<Way> needed = needed(key, several);
        if (needed.size() < 2) {
            return;
        }
        List<KeyPath> paths = new ArrayList<>(List.of(key.path()));
        needed.forEach(w -> paths.add(w.path()));
        Counts all = new Counts(needed.size());
        ways.forEachBlock(paths, all::add);
        if (Chance.isImprobable(all.rate(), chance, all.both, tried)) {
            List<Double> shares = Arrays.stream(all.byWay)
                    .mapToObj(n -> n / (double) all.hits())
                    .toList();
            found.add(new KeyRule.OneOf(
                    key.path().first(),
                    paths.subList(1, paths.size()),
                    shares,
                    all.rate(),
                    SameRows.Counts.share(all.onlyWays, all.both),
                    SameRows.Counts.share(all.neither, all.onlyKey)));
        }
    }

    /** Short ways that begin with another key and lead to different rows. */
    private List<Way> waysTo(Way key, List<Same> same) {
        List<Way> several = new ArrayList<>();
        for (Way way : ways.all()) {
            boolean known = several.stream().anyMatch(w -> same.stream()
                    .anyMatch(s ->
                            s.always() && List.of(s.shorter(), s.longer()).containsAll(List.of(w.path(), way.path()))));
            if (way.path().length() <= LONGEST
                    && way.target().equals(key.target())
                    && !way.path().first().equals(key.path().first())
                    && !known
                    && several.size() < MOST_WAYS) {
                several.add(way);
            }
        }
        return several;
    }

    /** Leaves out ways, the longest first, without which as many rows are explained. */
    private List<Way> needed(Way key, List<Way> several) {
        List<Way> needed = new ArrayList<>(several);
        for (int i = several.size() - 1; i >= 0; i--) {
            List<Way> fewer = new ArrayList<>(needed);
            fewer.remove(several.get(i));
            if (!fewer.isEmpty()
                    && sampled(key, fewer).hits() == sampled(key, needed).hits()) {
                needed = fewer;
            }
        }
        return needed;
    }

    private static int[][] rows(Way key, List<Way> several) {
        return IntStream.rangeClosed(0, several.size())
                .mapToObj(i -> i == 0 ? key.rows() : several.get(i - 1).rows())
                .toArray(int[][]::new);
    }

    private static Counts sampled(Way key, List<Way> several) {
        Counts counts = new Counts(several.size());
        counts.add(rows(key, several));
        return counts;
    }

    private double chance(Way key, List<Way> several) {
        Counts counts = new Counts(several.size());
        int[][] rows = rows(key, several);
        for (int[] order : ways.shuffles()) {
            for (int row = 0; row < order.length; row++) {
                counts.add(rows, order[row], row);
            }
        }
        return Chance.share(counts.hits(), counts.both);
    }
}
