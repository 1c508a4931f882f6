package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.KeyRule.Given;
import io.rowmill.core.linkage.keys.SameRows.Same;
import io.rowmill.core.linkage.keys.Ways.Way;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds keys, own ones and such that a parent has, that stand together in a row of another table in every row: a goal's team and
 * player are together in the squads of its match's tournament.
 */
final class TogetherElsewhere {
    private static final int MOST_KEYS = 10;
    private static final int MOST_CANDIDATES = 100;
    /** Most candidates are given up after so many rows. */
    private static final int GLANCE = 32;

    private final JoinedKeys joined;
    private final Map<String, Ways> ways;
    private final Map<String, List<Same>> same;
    private final ToIntFunction<String> depth;
    private final List<Together> found = new ArrayList<>();

    private TogetherElsewhere(
            JoinedKeys joined, Map<String, Ways> ways, Map<String, List<Same>> same, ToIntFunction<String> depth) {
        this.depth = depth;
        this.joined = joined;
        this.ways = ways;
        this.same = same;
    }

    /**
     * Keys that stand together in a table.
     *
     * @param there the other table
     * @param members one per key of the other table
     * @param chance share of rows in which they would if one of them were independent of the others
     */
    record Together(String table, String there, List<Given> members, double chance) {
        boolean includes(Together other) {
            return table.equals(other.table) && there.equals(other.there) && members.containsAll(other.members);
        }
    }

    /**
     * @param same by table
     * @param depth of a table: nothing is looked for in tables that are further down
     */
    static List<Together> find(
            JoinedKeys joined, Map<String, Ways> ways, Map<String, List<Same>> same, ToIntFunction<String> depth) {
        TogetherElsewhere search = new TogetherElsewhere(joined, ways, same, depth);
        for (String there : joined.tables()) {
            search.glance(there).forEach(glance -> search.look(there, glance));
        }
        return search.found;
    }

    /** Keys of the other table, and candidates of which a few rows stand there. */
    private static final class Glance {
        private final List<Relationship> theirs;
        private final List<Candidate> candidates;
        private final Combinations wanted = new Combinations(1);
        private final Combinations seen = new Combinations(1);

        Glance(List<Relationship> theirs, List<Candidate> candidates) {
            this.theirs = theirs;
            this.candidates = candidates;
            candidates.forEach(c -> c.firstRows().forEach(wanted::add));
        }

        /** @param where that each key of the other table leads, by name */
        void see(Map<String, int[]> where, int rows) {
            int[][] keys = theirs.stream().map(k -> where.get(k.name())).toArray(int[][]::new);
            for (int row = 0; row < rows; row++) {
                long hash = Combinations.hash(keys, row);
                if (wanted.contains(hash)) {
                    seen.add(hash);
                }
            }
        }

        void giveUp() {
            candidates.removeIf(c -> !c.firstRows().allMatch(seen::contains));
        }
    }

    /** All keys of the other table are looked at together, once. */
    private List<Glance> glance(String there) {
        List<Glance> glances = new ArrayList<>();
        for (List<Relationship> theirs : combinationsOf(there)) {
            List<Candidate> candidates = candidates(there, theirs);
            if (!candidates.isEmpty()) {
                glances.add(new Glance(theirs, candidates));
            }
        }
        List<String> keys = glances.stream()
                .flatMap(g -> g.theirs.stream())
                .map(Relationship::name)
                .distinct()
                .toList();
        if (!glances.isEmpty()) {
            ways.get(there).forEachBlock(keys.stream().map(KeyPath::of).toList(), rows -> {
                Map<String, int[]> where = new HashMap<>();
                IntStream.range(0, rows.length).forEach(k -> where.put(keys.get(k), rows[k]));
                glances.forEach(g -> g.see(where, rows[0].length));
            });
        }
        glances.forEach(Glance::giveUp);
        return glances;
    }

    /** Three keys before two: what three say, two of them need not say again. */
    private List<List<Relationship>> combinationsOf(String table) {
        List<Relationship> keys = joined.keysOf(table).stream()
                .filter(k -> !k.isSelfReference())
                .limit(MOST_KEYS)
                .toList();
        List<List<Relationship>> out = new ArrayList<>();
        for (int a = 0; a < keys.size(); a++) {
            for (int b = a + 1; b < keys.size(); b++) {
                for (int c = b + 1; c < keys.size(); c++) {
                    addIfDifferent(List.of(keys.get(a), keys.get(b), keys.get(c)), out);
                }
            }
        }
        for (int a = 0; a < keys.size(); a++) {
            for (int b = a + 1; b < keys.size(); b++) {
                addIfDifferent(List.of(keys.get(a), keys.get(b)), out);
            }
        }
        return out;
    }

    private static void addIfDifferent(List<Relationship> keys, List<List<Relationship>> out) {
        if (keys.stream().map(Relationship::parentTable).distinct().count() == keys.size()) {
            out.add(keys);
        }
    }

    private void look(String there, Glance glance) {
        List<Relationship> theirs = glance.theirs;
        List<Candidate> candidates = glance.candidates;
        candidates.removeIf(c -> isFound(c.together(there, theirs)));
        if (candidates.isEmpty()) {
            return;
        }
        Combinations rows = new Combinations(joined.rows(there));
        for (int part = 0; part < rows.parts(); part++) {
            fill(rows, part, there, theirs);
            candidates.forEach(c -> c.countSampled(rows));
        }
        candidates.removeIf(c -> !c.isLikely(joined.tables().size()));
        for (int part = 0; part < rows.parts() && !candidates.isEmpty(); part++) {
            if (rows.parts() > 1) {
                fill(rows, part, there, theirs);
            }
            candidates.removeIf(c -> !c.standsInAll(rows));
        }
        candidates.forEach(c -> found.add(c.together(there, theirs)));
    }

    private boolean isFound(Together together) {
        return found.stream().anyMatch(f -> f.includes(together));
    }

    private void fill(Combinations rows, int part, String there, List<Relationship> theirs) {
        rows.clear(part);
        List<KeyPath> paths = theirs.stream().map(k -> KeyPath.of(k.name())).toList();
        ways.get(there).forEachBlock(paths, where -> {
            for (int row = 0; row < where[0].length; row++) {
                rows.add(Combinations.hash(where, row));
            }
        });
    }

    private List<Candidate> candidates(String there, List<Relationship> theirs) {
        List<Candidate> out = new ArrayList<>();
        for (Ways table : ways.values()) {
            if (table.table().equals(there)
                    || joined.rows(table.table()) < Chance.FEWEST_ROWS
                    || depth.applyAsInt(there) > depth.applyAsInt(table.table())) {
                continue;
            }
            List<List<Way>> ours = List.of(List.of());
            for (Relationship key : theirs) {
                ours = longer(ours, table, key.parentTable());
            }
            List<List<Way>> possible =
                    ours.stream().filter(w -> w.stream().anyMatch(Way::isKey)).toList();
            possible.forEach(w -> out.add(new Candidate(table, w, possible.size())));
        }
        return out;
    }

    /** Every way of a combination begins with another key: what one key leads to is together by itself. */
    private List<List<Way>> longer(List<List<Way>> ours, Ways table, String target) {
        List<List<Way>> out = new ArrayList<>();
        for (List<Way> before : ours) {
            for (Way way : table.all()) {
                boolean fits = way.path().length() <= 2
                        && way.target().equals(target)
                        && !repeatsKey(table.table(), way)
                        && before.stream()
                                .noneMatch(
                                        w -> w.path().first().equals(way.path().first()));
                if (fits && out.size() < MOST_CANDIDATES) {
                    List<Way> next = new ArrayList<>(before);
                    next.add(way);
                    out.add(next);
                }
            }
        }
        return out;
    }

    private boolean repeatsKey(String table, Way way) {
        return !way.isKey()
                && same.get(table).stream()
                        .anyMatch(s ->
                                s.always() && s.shorter().isKey() && s.longer().equals(way.path()));
    }

    /** A combination of ways of a table. */
    private static final class Candidate {
        private final Ways table;
        private final List<Way> ours;
        private final long tried;
        private final long[] shuffledHits;
        private final long[] shuffledPairs;
        private long both;
        private long hits;

        Candidate(Ways table, List<Way> ours, long tried) {
            this.table = table;
            this.ours = ours;
            this.tried = tried;
            this.shuffledHits = new long[ours.size()];
            this.shuffledPairs = new long[ours.size()];
        }

        /** Hashes of the first sampled rows. */
        LongStream firstRows() {
            int[][] where = rows();
            return IntStream.range(0, Math.min(GLANCE, where[0].length))
                    .mapToLong(row -> Combinations.hash(where, row))
                    .filter(hash -> hash != 0);
        }

        private int[][] rows() {
            return ours.stream().map(Way::rows).toArray(int[][]::new);
        }

        void countSampled(Combinations rows) {
            if (hits < both) {
                return;
            }
            int[][] where = rows();
            for (int row = 0; row < where[0].length && hits == both; row++) {
                long hash = Combinations.hash(where, row);
                if (rows.covers(hash)) {
                    both++;
                    hits += rows.contains(hash) ? 1 : 0;
                }
            }
            for (int way = 0; way < ours.size() && hits == both; way++) {
                countShuffled(rows, way);
            }
        }

        private void countShuffled(Combinations rows, int way) {
            int[][] where = rows();
            for (int[] order : table.shuffles()) {
                for (int row = 0; row < order.length; row++) {
                    long hash = Combinations.hash(where, row, way, order[row]);
                    if (rows.covers(hash)) {
                        shuffledPairs[way]++;
                        shuffledHits[way] += rows.contains(hash) ? 1 : 0;
                    }
                }
            }
        }

        /** Share of rows by chance, whichever of the ways leads anywhere. */
        double chance() {
            return IntStream.range(0, ours.size())
                    .mapToDouble(w -> Chance.share(shuffledHits[w], shuffledPairs[w]))
                    .max()
                    .orElse(1);
        }

        boolean isLikely(int tables) {
            return hits == both && Chance.isImprobable(1, chance(), both, tried * tables * tables);
        }

        boolean standsInAll(Combinations rows) {
            boolean[] all = {true};
            List<KeyPath> paths = ours.stream().map(Way::path).toList();
            table.forEachBlock(paths, where -> {
                for (int row = 0; row < where[0].length && all[0]; row++) {
                    long hash = Combinations.hash(where, row);
                    all[0] = !rows.covers(hash) || rows.contains(hash);
                }
            });
            return all[0];
        }

        Together together(String there, List<Relationship> theirs) {
            List<Given> members = IntStream.range(0, ours.size())
                    .mapToObj(i -> new Given(ours.get(i).path(), theirs.get(i).name()))
                    .toList();
            return new Together(table.table(), there, members, chance());
        }
    }
}
