package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.SameRows.Same;
import io.rowmill.core.linkage.keys.TogetherElsewhere.Together;
import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What holds between the foreign keys of each table in the source: many facts may say the same. {@link Settlement} chooses from
 * them. It takes time linear in the number of rows, and memory for a part of them.
 */
public final class KeyFacts {
    private static final int BLOCK = 1 << 16;

    private final JoinedKeys joined;
    private final Map<String, Facts> facts = new TreeMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final Map<String, Boolean> covered = new HashMap<>();

    private KeyFacts(JoinedKeys joined) {
        this.joined = joined;
    }

    /** Of one table. */
    record Facts(List<Same> same, List<KeyRule.OneOf> oneOf, List<Together> together) {}

    public static KeyFacts find(JoinedKeys joined, Seed seed) {
        KeyFacts found = new KeyFacts(joined);
        int tables = joined.tables().size();
        Map<String, Ways> ways = new LinkedHashMap<>();
        Map<String, List<Same>> same = new LinkedHashMap<>();
        for (String table : joined.tables()) {
            Ways of = new Ways(joined, table, seed.derive("keys"));
            boolean enough = joined.rows(table) >= Chance.FEWEST_ROWS;
            same.put(table, enough ? SameRows.find(of, tables) : List.of());
            of.forgetLong();
            ways.put(table, of);
        }
        List<Together> together = TogetherElsewhere.find(joined, ways, same, found::depth);
        for (String table : joined.tables()) {
            found.facts.put(
                    table,
                    new Facts(
                            same.get(table),
                            OneOfSeveral.find(ways.get(table), same.get(table), tables),
                            together.stream()
                                    .filter(t -> t.table().equals(table))
                                    .toList()));
        }
        return found;
    }

    Facts of(String table) {
        return facts.get(table);
    }

    JoinedKeys joined() {
        return joined;
    }

    /**
     * The longest way up from a table, ending where it would go round in circles. What stands in a table further down than another is
     * made from that one, and not the other way round.
     */
    int depth(String table) {
        if (!depths.containsKey(table)) {
            depths.put(table, 0);
            int depth = joined.keysOf(table).stream()
                    .mapToInt(key -> 1 + depth(key.parentTable()))
                    .max()
                    .orElse(0);
            depths.put(table, depth);
        }
        return depths.get(table);
    }

    /**
     * Foreign keys of a table that follow from others which know more: the tournament of a goal is that of its match, so the match
     * comes first.
     */
    public Set<String> derived(String table) {
        Set<String> derived = new HashSet<>();
        Facts of = facts.get(table);
        Map<String, String> finer = new LinkedHashMap<>();
        for (Same same : of.same()) {
            if (same.always() && same.shorter().isKey() && !same.longer().isKey()) {
                derived.add(same.shorter().first());
                finer.putIfAbsent(same.shorter().first(), same.longer().first());
            }
        }
        of.oneOf().stream().filter(o -> o.rate() == 1).forEach(o -> derived.add(o.key()));
        for (Together together : of.together()) {
            derived.addAll(derived(together, finer));
        }
        return derived;
    }

    /**
     * Keys that stand together with a row that another key leads to. Of keys of the row itself, those that lead to rows which never
     * stand in the other table follow from those that don't: every tournament has teams, and not every team is in one.
     */
    private List<String> derived(Together together, Map<String, String> finer) {
        List<String> own = new ArrayList<>();
        List<String> knowing = new ArrayList<>();
        for (KeyRule.Given member : together.members()) {
            String first = member.own().first();
            if (member.own().isKey() && !finer.containsKey(first)) {
                own.add(first);
            } else {
                knowing.add(finer.getOrDefault(first, first));
            }
        }
        if (!own.containsAll(knowing)) {
            return own;
        }
        List<String> covered = together.members().stream()
                .filter(m -> m.own().isKey() && isCovered(together.there(), m.there()))
                .map(m -> m.own().first())
                .toList();
        return covered.isEmpty()
                ? List.of()
                : own.stream().filter(k -> !covered.contains(k)).toList();
    }

    /** Every row that the key can lead to has a row that leads there. */
    private boolean isCovered(String table, String key) {
        return covered.computeIfAbsent(key, k -> {
            String parent = joined.keysOf(table).stream()
                    .filter(r -> r.name().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .parentTable();
            int parents = joined.rows(parent);
            for (int from = 0; from < parents; from += BLOCK) {
                int[] block =
                        IntStream.range(from, Math.min(parents, from + BLOCK)).toArray();
                if (Arrays.stream(joined.childCounts(key, block)).anyMatch(count -> count == 0)) {
                    return false;
                }
            }
            return true;
        });
    }
}
