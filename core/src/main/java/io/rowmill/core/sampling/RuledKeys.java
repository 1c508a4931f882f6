package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.linkage.keys.KeyPath;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.linkage.keys.KeyRule.AtMost;
import io.rowmill.core.linkage.keys.KeyRule.Given;
import io.rowmill.core.linkage.keys.KeyRule.OneOf;
import io.rowmill.core.linkage.keys.KeyRule.SamePath;
import io.rowmill.core.linkage.keys.KeyRule.Taken;
import io.rowmill.core.linkage.keys.KeyRule.Through;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Keys of a chunk's rows that follow from keys which are settled before them. Where a rule leaves no parent (nothing stands together
 * with what is given), a key that may be null is null, and another one gets any parent.
 */
final class RuledKeys {
    private static final long NONE = -1;

    private final TableStructure structure;
    private final TableLinkage link;
    private final Chunk chunk;
    private final ChunkParents parents;
    private final ReferredKeys referred;
    private final RowsHaving rows;
    private final Seed seed;
    private final Ways ways;
    private final Map<String, long[]> settled;
    private final Map<String, String> parentTables;

    /** Draws which of its ways a key takes. */
    interface Ways {
        /** @return place of the way per row; empty: it doesn't follow from content */
        int[] draw(String key, int rows, SplittableRandom random);
    }

    /**
     * @param seed of the chunk
     * @param settled by key: ordinals of the parents per row; -1: none. Keys that follow are added.
     */
    RuledKeys(
            Linkage linkage,
            Chunk chunk,
            ChunkParents parents,
            ReferredKeys referred,
            RowIndexes indexes,
            Seed seed,
            Ways ways,
            Map<String, long[]> settled) {
        this.structure = linkage.graph().table(chunk.table());
        this.link = linkage.table(chunk.table());
        this.chunk = chunk;
        this.parents = parents;
        this.referred = referred;
        this.rows = new RowsHaving(linkage, referred, indexes);
        this.seed = seed;
        this.ways = ways;
        this.settled = settled;
        this.parentTables = parentTables(linkage);
    }

    private static Map<String, String> parentTables(Linkage linkage) {
        Map<String, String> tables = new HashMap<>();
        linkage.graph().tables().forEach(t -> t.foreignKeys().forEach(k -> tables.put(k.name(), k.parent())));
        return tables;
    }

    void settle(KeyRule rule) throws IOException {
        SplittableRandom random =
                seed.derive("rule").derive(String.join(" ", rule.settles())).random();
        for (String key : rule.settles()) {
            long[] none = new long[chunk.rows()];
            Arrays.fill(none, NONE);
            settled.put(key, none);
        }
        if (rule instanceof SamePath same) {
            follow(same, random);
        } else if (rule instanceof OneOf oneOf) {
            follow(oneOf, random);
        } else if (rule instanceof Through through) {
            take(through, random);
        }
    }

    private void follow(SamePath same, SplittableRandom random) throws IOException {
        long[] out = settled.get(same.key());
        for (int row = 0; row < out.length; row++) {
            long there = end(same.path(), row);
            double nullRate = there < 0 ? same.otherNullRate() : same.nullRate();
            boolean excepted = random.nextDouble() >= same.rate();
            if (random.nextDouble() >= nullRate) {
                out[row] = there < 0 || excepted ? any(same.key(), random) : there;
            }
        }
    }

    private void follow(OneOf oneOf, SplittableRandom random) throws IOException {
        long[] out = settled.get(oneOf.key());
        int[] drawn = ways.draw(oneOf.key(), chunk.rows(), random);
        for (int row = 0; row < out.length; row++) {
            long there = end(oneOf, drawn.length == 0 ? NONE : drawn[row], row, random);
            double nullRate = there < 0 ? oneOf.otherNullRate() : oneOf.nullRate();
            boolean excepted = random.nextDouble() >= oneOf.rate();
            if (random.nextDouble() >= nullRate) {
                out[row] = there < 0 || excepted ? any(oneOf.key(), random) : there;
            }
        }
    }

    /** Where the drawn way leads, or if it is unknown or leads nowhere, one of those that lead somewhere. */
    private long end(OneOf oneOf, long drawn, int row, SplittableRandom random) throws IOException {
        long[] ends = new long[oneOf.ways().size()];
        double shares = 0;
        for (int way = 0; way < ends.length; way++) {
            ends[way] = end(oneOf.ways().get(way), row);
            shares += ends[way] < 0 ? 0 : oneOf.shares().get(way);
        }
        if (drawn >= 0 && ends[(int) drawn] >= 0) {
            return ends[(int) drawn];
        }
        double place = random.nextDouble() * shares;
        long there = NONE;
        for (int way = 0; way < ends.length && place >= 0; way++) {
            if (ends[way] >= 0) {
                there = ends[way];
                place -= oneOf.shares().get(way);
            }
        }
        return there;
    }

    private void take(Through through, SplittableRandom random) throws IOException {
        List<String> there = through.given().stream().map(Given::there).toList();
        boolean nullable = through.taken().stream().allMatch(t -> key(t.key()).nullable());
        Rarely rarely = new Rarely(through);
        for (int row = 0; row < chunk.rows(); row++) {
            long[] given = new long[there.size()];
            for (int g = 0; g < given.length; g++) {
                given[g] = end(through.given().get(g).own(), row);
            }
            boolean complete = Arrays.stream(given).allMatch(o -> o >= 0);
            double nullRate = complete ? through.nullRate() : ownNullRate(through);
            boolean isNull = random.nextDouble() < nullRate;
            if (!isNull) {
                long[] choice = complete ? rows.of(through.table(), there, given) : new long[0];
                long chosen = rarely.choose(choice, row, nullable, random);
                take(through, row, chosen, complete && nullable, rarely, random);
            }
        }
    }

    /** Of keys without rules. */
    private double ownNullRate(Through through) {
        return link.foreignKey(through.taken().get(0).key()).orElseThrow().nullRate();
    }

    private void take(Through through, int row, long chosen, boolean nullable, Rarely rarely, SplittableRandom random)
            throws IOException {
        for (Taken taken : through.taken()) {
            long ordinal = NONE;
            if (chosen >= 0) {
                ordinal = taken(through, taken, chosen);
            } else if (!nullable) {
                ordinal = rarely.any(taken.key(), row, random);
            }
            settled.get(taken.key())[row] = ordinal;
        }
    }

    private long taken(Through through, Taken taken, long chosen) throws IOException {
        return taken.there().isPresent()
                ? referred.parentOf(through.table(), taken.there().get(), chosen)
                : chosen;
    }

    private long any(String key, SplittableRandom random) {
        long total = referred.total(parentTables.get(key));
        return total == 0 ? NONE : random.nextLong(total);
    }

    private ForeignKey key(String name) {
        return structure.foreignKeys().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Where a path leads from a row of the chunk: an ordinal. */
    private long end(KeyPath path, int row) throws IOException {
        long at = settled.get(path.first())[row];
        boolean driver = structure.driver().map(ForeignKey::name).equals(Optional.of(path.first()));
        for (int step = 1; step < path.length() && at >= 0; step++) {
            String next = path.relationships().get(step);
            at = driver && step == 1
                    ? parents.key(next, row)
                    : referred.parentOf(parentTables.get(path.relationships().get(step - 1)), next, at);
        }
        return at;
    }

    /** Rows that were chosen for a group as often as keys stand together aren't chosen again. */
    private final class Rarely {
        private final Through through;
        private final List<String> others = new ArrayList<>();
        /** Of the keys that are taken, those that must not come together with the others too often. */
        private final List<Taken> rare;

        private final int most;
        private final boolean distinct;
        /** No two rows have the same parent, whatever their other keys are: this goes before what they are taken with. */
        private final boolean unique;

        private final Map<List<Long>, Integer> chosen = new HashMap<>();

        Rarely(Through through) {
            this.through = through;
            Optional<AtMost> rule = link.keyRules().stream()
                    .filter(r -> r instanceof AtMost)
                    .map(r -> (AtMost) r)
                    .filter(r -> through.settles().stream().anyMatch(r.keys()::contains))
                    .filter(r -> settled.keySet().containsAll(r.keys()))
                    .min(Comparator.comparingInt(AtMost::most)
                            .thenComparingInt(r -> r.keys().size()));
            distinct = structure.uniqueness().keys().stream().anyMatch(through.settles()::contains);
            most = distinct ? 1 : rule.map(AtMost::most).orElse(Integer.MAX_VALUE);
            List<String> keys = distinct
                    ? structure.uniqueness().keys()
                    : rule.map(AtMost::keys).orElse(List.of());
            unique = most == 1 && keys.size() == 1;
            rare = through.taken().stream().filter(t -> keys.contains(t.key())).toList();
            if (distinct) {
                others.add(structure.driver().orElseThrow().name());
                return;
            }
            rule.ifPresent(r -> r.keys().stream()
                    .filter(k -> !through.settles().contains(k))
                    .forEach(others::add));
        }

        /** @return a row, -1: none is left */
        long choose(long[] choice, int row, boolean nullable, SplittableRandom random) throws IOException {
            if (choice.length == 0) {
                return NONE;
            }
            int from = random.nextInt(choice.length);
            long possible = NONE;
            for (int i = 0; i < choice.length; i++) {
                long candidate = choice[(from + i) % choice.length];
                if (!leadsSomewhere(candidate)) {
                    continue;
                }
                possible = possible < 0 ? candidate : possible;
                if (most == Integer.MAX_VALUE || chosen.merge(name(candidate, row), 1, Integer::sum) <= most) {
                    return candidate;
                }
            }
            return nullable || distinct || unique ? NONE : possible;
        }

        /** A key that is never null doesn't take a null from the other table. */
        private boolean leadsSomewhere(long candidate) throws IOException {
            for (Taken taken : through.taken()) {
                if (!key(taken.key()).nullable() && taken(through, taken, candidate) < 0) {
                    return false;
                }
            }
            return true;
        }

        /** Any parent, but if a group's parents are distinct, one that the group doesn't have. */
        long any(String key, int row, SplittableRandom random) {
            long ordinal = RuledKeys.this.any(key, random);
            long total = referred.total(parentTables.get(key));
            boolean separate = (distinct || unique)
                    && rare.size() == 1
                    && rare.get(0).key().equals(key);
            for (long tried = 1; separate && tried < total && isTaken(ordinal, row); tried++) {
                ordinal = (ordinal + 1) % total;
            }
            return ordinal;
        }

        private boolean isTaken(long ordinal, int row) {
            return chosen.merge(name(new ArrayList<>(List.of(ordinal)), row), 1, Integer::sum) > 1;
        }

        private List<Long> name(long candidate, int row) throws IOException {
            List<Long> name = new ArrayList<>();
            for (Taken taken : rare) {
                name.add(taken(through, taken, candidate));
            }
            return name(name, row);
        }

        private List<Long> name(List<Long> taken, int row) {
            others.forEach(k -> taken.add(settled.get(k)[row]));
            return taken;
        }
    }
}
