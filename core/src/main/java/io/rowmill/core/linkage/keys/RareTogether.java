package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.KeyRule.AtMost;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds keys that are unique, and pairs of keys that stand together less often than by chance: once at most, or a few times. */
final class RareTogether {
    private static final int BLOCK = 1 << 16;
    private static final int MOST = 20;

    private final JoinedKeys joined;
    private final Ways ways;
    private final List<Relationship> keys;
    private final Map<String, Spread> spreads = new HashMap<>();

    private RareTogether(JoinedKeys joined, String table) {
        this.joined = joined;
        this.ways = new Ways(joined, table);
        this.keys =
                joined.keysOf(table).stream().filter(k -> !k.isSelfReference()).toList();
    }

    /** @param driver with which the other keys may stand together rarely */
    static List<AtMost> find(JoinedKeys joined, String table, Optional<String> driver) {
        if (joined.rows(table) < Chance.FEWEST_ROWS) {
            return List.of();
        }
        RareTogether search = new RareTogether(joined, table);
        search.keys.forEach(k -> search.spreads.put(k.name(), search.spread(k)));
        return search.find(driver, joined.tables().size() * 2L * search.keys.size());
    }

    private List<AtMost> find(Optional<String> driver, long tried) {
        List<AtMost> found = new ArrayList<>();
        for (Relationship key : keys) {
            if (isUnique(key, tried)) {
                found.add(new AtMost(List.of(key.name()), 1));
            }
        }
        for (Relationship key : keys) {
            if (driver.isPresent() && !driver.get().equals(key.name())) {
                int most = mostTogether(driver.get(), key.name(), tried);
                if (most > 0) {
                    found.add(new AtMost(List.of(driver.get(), key.name()), most));
                }
            }
        }
        return found;
    }

    private Spread spread(Relationship key) {
        Spread spread = new Spread();
        int parents = joined.rows(key.parentTable());
        for (int from = 0; from < parents; from += BLOCK) {
            int[] block = IntStream.range(from, Math.min(parents, from + BLOCK)).toArray();
            for (int count : joined.childCounts(key.name(), block)) {
                spread.add(count);
            }
        }
        return spread;
    }

    /** Among so many parents, so many rows would have different ones with probability P! / (P - n)! / P^n. */
    private boolean isUnique(Relationship key, long tried) {
        Spread spread = spreads.get(key.name());
        double parents = joined.rows(key.parentTable());
        double others = parents - spread.rows();
        double surprise = spread.rows() + (others > 0 ? others * Math.log(others / parents) : 0);
        return spread.most() == 1 && spread.rows() >= Chance.FEWEST_ROWS && Chance.isImprobable(surprise, tried);
    }

    /** @return 0: as often as by chance, or one of the keys alone is as rare */
    private int mostTogether(String one, String other, long tried) {
        Spread first = spreads.get(one);
        Spread second = spreads.get(other);
        long rows = Math.min(first.rows(), second.rows());
        if (rows < Chance.FEWEST_ROWS || !Chance.isImprobable(first.surprise(second, 1, rows), tried)) {
            return 0;
        }
        int limit = 1;
        while (limit < MOST && Chance.isImprobable(first.surprise(second, limit + 1, rows), tried)) {
            limit++;
        }
        Counts counts = new Counts(rows, limit);
        for (int part = 0; part < counts.pairs.parts() && counts.most <= limit; part++) {
            counts.pairs.clear(part);
            ways.forEachBlock(List.of(KeyPath.of(one), KeyPath.of(other)), counts::add);
        }
        boolean rare = counts.most <= limit
                && counts.most < Math.min(first.most(), second.most())
                && counts.rows >= Chance.FEWEST_ROWS
                && Chance.isImprobable(first.surprise(second, counts.most, counts.rows), tried);
        return rare ? counts.most : 0;
    }

    /** Rows that have both keys, and of those that have the same the most. */
    private static final class Counts {
        private final Combinations pairs;
        private final int limit;
        private long rows;
        private int most;

        Counts(long rows, int limit) {
            this.limit = limit;
            pairs = new Combinations(rows);
        }

        void add(int[][] where) {
            for (int row = 0; row < where[0].length && most <= limit; row++) {
                int count = pairs.add(Combinations.hash(where, row));
                rows += count > 0 ? 1 : 0;
                most = Math.max(most, count);
            }
        }
    }
}
