package io.rowmill.core.linkage.keys;

import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The ways from a table up to others, shortest first, and where they lead from some of its rows. */
final class Ways {
    static final int LONGEST = 4;

    /** Where they lead from so many rows is held at a time; all rows are looked at for what holds there. */
    private static final int SAMPLE_ROWS = 2_000;

    private static final int MOST_WAYS = 300;
    private static final int BLOCK = 1 << 16;
    private static final int SHUFFLES = 8;

    private final JoinedKeys joined;
    private final String table;
    private final List<Way> all = new ArrayList<>();
    private final int[][] shuffles;

    /**
     * A way.
     *
     * @param target table that it leads to
     * @param rows where it leads from the sampled rows; -1: nowhere
     */
    record Way(KeyPath path, String target, int[] rows) {
        boolean isKey() {
            return path.isKey();
        }
    }

    Ways(JoinedKeys joined, String table, Seed seed) {
        this.joined = joined;
        this.table = table;
        SplittableRandom random = seed.derive(table).random();
        int[] rows = sample(joined.rows(table), random);
        this.shuffles = new int[SHUFFLES][];
        Arrays.setAll(shuffles, i -> shuffled(rows.length, random));
        joined.keysOf(table).stream()
                .filter(k -> !k.isSelfReference())
                .forEach(k -> add(KeyPath.of(k.name()), k, rows));
        for (int i = 0; i < all.size(); i++) {
            lengthen(all.get(i));
        }
    }

    /** Without sampled rows: only for all rows. */
    Ways(JoinedKeys joined, String table) {
        this.joined = joined;
        this.table = table;
        this.shuffles = new int[0][];
    }

    private void lengthen(Way way) {
        if (way.path().length() == LONGEST) {
            return;
        }
        for (Relationship next : joined.keysOf(way.target())) {
            if (!way.path().relationships().contains(next.name())) {
                add(way.path().then(next.name()), next, way.rows());
            }
        }
    }

    private void add(KeyPath path, Relationship last, int[] from) {
        if (all.size() < MOST_WAYS) {
            all.add(new Way(path, last.parentTable(), joined.parentsOf(last.name(), from)));
        }
    }

    private static int[] sample(int rows, SplittableRandom random) {
        return rows <= 2 * SAMPLE_ROWS
                ? IntStream.range(0, rows).toArray()
                : random.ints(SAMPLE_ROWS, 0, rows).sorted().toArray();
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    String table() {
        return table;
    }

    List<Way> all() {
        return all;
    }

    /** The table's own keys that lead to other tables. */
    List<Way> keys() {
        return all.stream().filter(Way::isKey).toList();
    }

    /** Sampled rows in random orders, each given as one index per row. */
    int[][] shuffles() {
        return shuffles;
    }

    /** Rows of a block and where some paths lead from them, by path. */
    interface Block {
        void accept(int[][] rows);
    }

    /** Tells all rows of the table, a block at a time. */
    void forEachBlock(List<KeyPath> paths, Block action) {
        int rows = joined.rows(table);
        for (int from = 0; from < rows; from += BLOCK) {
            int[] block = IntStream.range(from, Math.min(rows, from + BLOCK)).toArray();
            action.accept(paths.stream().map(p -> joined.follow(p, block)).toArray(int[][]::new));
        }
    }

    /** Forgets ways of more than two keys. */
    void forgetLong() {
        all.removeIf(way -> way.path().length() > 2);
    }
}
