package io.rowmill.core.linkage;

import io.rowmill.core.linkage.keys.JoinedKeys;
import io.rowmill.core.linkage.keys.KeyPath;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.linkage.keys.KeyRule.OneOf;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Learns p(way | content of the row) for keys that take one of several ways: a row that says "home" takes the home team. */
final class WayFitter {
    private static final int FEWEST = 30;
    private static final int SAMPLE_ROWS = 50_000;

    private final LinkageSource source;
    private final JoinedKeys joined;

    WayFitter(LinkageSource source, JoinedKeys joined) {
        this.source = source;
        this.joined = joined;
    }

    /** Of the rule that settles a key; empty: it has only one way, or none. */
    Optional<CardinalityTree> fit(String table, String key, List<KeyRule> rules) throws IOException {
        for (KeyRule rule : rules) {
            if (rule instanceof OneOf oneOf && oneOf.key().equals(key)) {
                return fit(table, oneOf);
            }
        }
        return Optional.empty();
    }

    /** @return a tree whose counts are the places of ways within the rule; empty: too few rows tell */
    Optional<CardinalityTree> fit(String table, OneOf rule) throws IOException {
        int[] rows = Blocks.spread(joined.rows(table), SAMPLE_ROWS);
        int[] taken = ways(rule, rows);
        int[] explained =
                IntStream.range(0, rows.length).filter(i -> taken[i] >= 0).toArray();
        if (explained.length < FEWEST) {
            return Optional.empty();
        }
        int[] at = IntStream.of(explained).map(i -> rows[i]).toArray();
        Map<ColumnRef, Feature> content = new LinkedHashMap<>();
        for (String column : source.contentColumns(table)) {
            content.put(new ColumnRef(table, column), source.feature(table, column, at));
        }
        return Optional.of(
                CardinalityFitter.fit(IntStream.of(explained).map(i -> taken[i]).toArray(), content));
    }

    /** The first way that leads where the key does; -1: none. */
    private int[] ways(OneOf rule, int[] rows) {
        int[] wanted = joined.follow(KeyPath.of(rule.key()), rows);
        List<int[]> ends =
                rule.ways().stream().map(way -> joined.follow(way, rows)).toList();
        return IntStream.range(0, rows.length)
                .map(i -> wanted[i] < 0
                        ? -1
                        : IntStream.range(0, ends.size())
                                .filter(way -> ends.get(way)[i] == wanted[i])
                                .findFirst()
                                .orElse(-1))
                .toArray();
    }
}
