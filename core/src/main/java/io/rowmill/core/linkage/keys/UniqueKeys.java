package io.rowmill.core.linkage.keys;

import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds keys of which no two rows have the same, and pairs of keys, though by chance some rows would. */
final class UniqueKeys {
    private static final int BLOCK = 1 << 16;

    private final JoinedKeys joined;
    private final Ways ways;
    private final List<Relationship> keys;
    private final Map<String, Spread> spreads = new HashMap<>();

    private UniqueKeys(JoinedKeys joined, Ways ways) {
        this.joined = joined;
        this.ways = ways;
        this.keys = joined.keysOf(ways.table()).stream()
                .filter(k -> !k.isSelfReference())
                .toList();
    }

    /**
     * How the rows of a table are spread over the parents of one key.
     *
     * @param rows that have a parent
     * @param pairs of two rows that have the same parent, each counted twice
     */
    private record Spread(long rows, double pairs) {
        /** Probability that two rows have the same parent. */
        double alike() {
            return rows < 2 ? 0 : pairs / rows / (rows - 1.0);
        }
    }

    static List<KeyRule.Unique> find(JoinedKeys joined, Ways ways, long tables) {
        UniqueKeys search = new UniqueKeys(joined, ways);
        if (joined.rows(ways.table()) < Chance.FEWEST_ROWS) {
            return List.of();
        }
        search.keys.forEach(k -> search.spreads.put(k.name(), search.spread(k)));
        int n = search.keys.size();
        return search.find(tables * (n + n * (n - 1L) / 2));
    }

    private List<KeyRule.Unique> find(long tried) {
        List<KeyRule.Unique> found = new ArrayList<>();
        for (Relationship key : keys) {
            if (isUnique(key, tried)) {
                found.add(new KeyRule.Unique(List.of(key.name())));
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            for (int k = i + 1; k < keys.size(); k++) {
                if (isUnique(keys.get(i).name(), keys.get(k).name(), tried)) {
                    found.add(new KeyRule.Unique(
                            List.of(keys.get(i).name(), keys.get(k).name())));
                }
            }
        }
        return found;
    }

    private Spread spread(Relationship key) {
        int parents = joined.rows(key.parentTable());
        long rows = 0;
        double pairs = 0;
        for (int from = 0; from < parents; from += BLOCK) {
            int[] block = IntStream.range(from, Math.min(parents, from + BLOCK)).toArray();
            for (int count : joined.childCounts(key.name(), block)) {
                rows += count;
                pairs += (double) count * (count - 1);
            }
        }
        return new Spread(rows, pairs);
    }

    private boolean isUnique(Relationship key, long tried) {
        Spread spread = spreads.get(key.name());
        double repeats = spread.rows() / 2.0 * (spread.rows() - 1) / Math.max(1, joined.rows(key.parentTable()));
        return spread.pairs() == 0 && spread.rows() >= Chance.FEWEST_ROWS && Chance.isImprobable(repeats, tried);
    }

    private boolean isUnique(String one, String other, long tried) {
        double alike = spreads.get(one).alike() * spreads.get(other).alike();
        long most = Math.min(spreads.get(one).rows(), spreads.get(other).rows());
        if (!Chance.isImprobable(alike * most / 2 * (most - 1), tried)) {
            return false;
        }
        Combinations pairs = new Combinations(most);
        long rows = 0;
        for (int part = 0; part < pairs.parts(); part++) {
            pairs.clear(part);
            Repeats repeats = new Repeats(pairs);
            ways.forEachBlock(List.of(KeyPath.of(one), KeyPath.of(other)), repeats::add);
            if (repeats.found) {
                return false;
            }
            rows += repeats.rows;
        }
        return rows >= Chance.FEWEST_ROWS && Chance.isImprobable(alike * rows / 2 * (rows - 1), tried);
    }

    /** Looks for a pair that was there before. */
    private static final class Repeats {
        private final Combinations pairs;
        private long rows;
        private boolean found;

        Repeats(Combinations pairs) {
            this.pairs = pairs;
        }

        void add(int[][] where) {
            for (int row = 0; row < where[0].length && !found; row++) {
                long hash = Combinations.hash(where.length, p -> where[p], row);
                if (pairs.covers(hash)) {
                    found = !pairs.add(hash);
                    rows++;
                }
            }
        }
    }
}
