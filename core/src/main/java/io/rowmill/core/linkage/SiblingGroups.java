package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.ParentCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed cells of the rows of some parents, parent by parent: all rows of each, in their order. Equal cells are held once. */
final class SiblingGroups {
    private static final int PARENTS = 20_000;
    private static final int ROWS = 40_000;
    /** A parent with more rows is left out: the groups are held in memory. */
    private static final int MOST_OF_PARENT = 10_000;

    private static final int NULL = -1;

    private final List<Column> columns;
    private final int[] starts;

    /** @param starts first row of each group, and the number of rows */
    SiblingGroups(List<Column> columns, int[] starts) {
        this.columns = List.copyOf(columns);
        this.starts = starts;
    }

    /**
     * The cells of a column.
     *
     * @param codes per row which of the values stands there; below 0: null
     * @param values typed, no two of which are equal
     */
    record Column(String name, int[] codes, List<Object> values) {
        /** Per row; NaN where there is none. */
        double[] numbers() {
            double[] ofValues =
                    values.stream().mapToDouble(SiblingOrder::number).toArray();
            return Arrays.stream(codes)
                    .mapToDouble(c -> c < 0 ? Double.NaN : ofValues[c])
                    .toArray();
        }
    }

    /** The different cells of the columns that are read, as they are met. */
    private static final class Dictionary {
        private final List<Map<Object, Integer>> codes = new ArrayList<>();
        private final List<List<Object>> values = new ArrayList<>();
        private final int[] ofRow;

        Dictionary(int columns) {
            for (int c = 0; c < columns; c++) {
                codes.add(new HashMap<>());
                values.add(new ArrayList<>());
            }
            ofRow = new int[columns];
        }

        /** @return the same array each time */
        int[] codes(@Nullable Object[] cells) {
            for (int c = 0; c < ofRow.length; c++) {
                Object cell = cells[c];
                ofRow[c] = cell == null ? NULL : code(c, cell);
            }
            return ofRow;
        }

        private int code(int column, Object cell) {
            Integer known =
                    codes.get(column).putIfAbsent(cell, values.get(column).size());
            if (known != null) {
                return known;
            }
            values.get(column).add(cell);
            return values.get(column).size() - 1;
        }
    }

    /** Some of the rows of one key's parents, in the order of the source. */
    private static final class Reading {
        private final ParentCursor parents;
        private final int step;
        /** Of every {@code step}th parent, whether its rows are wanted. */
        private final BitSet wanted = new BitSet();
        /** Of every {@code step}th parent, the place of its group; below 0: none yet. */
        private final int[] groups;

        private final int[] groupOf;
        private final int[][] codes;
        private int found;
        private int rows;

        Reading(ParentRows links, int columns) {
            this.parents = new ParentCursor(links);
            this.step = Math.max(
                    1, Math.max(links.parentRows() / PARENTS, (int) Math.ceil(links.childRows() / (double) ROWS)));
            int most = choose(links);
            this.groups = new int[wanted.length()];
            Arrays.fill(groups, -1);
            this.groupOf = new int[most];
            this.codes = new int[columns][most];
        }

        /** @return how many rows are wanted: none, if too few parents have several */
        private int choose(ParentRows links) {
            int chosen = 0;
            int several = 0;
            for (Blocks.Block block : Blocks.of(links.parentRows())) {
                int[] counts = links.childCounts(block.rows());
                for (int i = 0; i < counts.length; i++) {
                    int parent = block.from() + i;
                    if (parent % step == 0 && counts[i] <= MOST_OF_PARENT && chosen + counts[i] <= 2 * ROWS) {
                        wanted.set(parent / step);
                        chosen += counts[i];
                        several += counts[i] > 1 ? 1 : 0;
                    }
                }
            }
            if (several < SiblingRuleFinder.FEWEST_PARENTS) {
                wanted.clear();
                return 0;
            }
            return chosen;
        }

        boolean wants(int row) {
            int parent = wanted.isEmpty() ? -1 : parents.of(row);
            return parent >= 0 && parent % step == 0 && wanted.get(parent / step);
        }

        void add(int row, int[] cells) {
            if (wants(row)) {
                int at = parents.of(row) / step;
                if (groups[at] < 0) {
                    groups[at] = found++;
                }
                groupOf[rows] = groups[at];
                for (int c = 0; c < cells.length; c++) {
                    codes[c][rows] = cells[c];
                }
                rows++;
            }
        }

        SiblingGroups groups(List<String> names, Dictionary dictionary) {
            int[] starts = new int[found + 1];
            for (int row = 0; row < rows; row++) {
                starts[groupOf[row] + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = starts.clone();
            int[] places = new int[rows];
            for (int row = 0; row < rows; row++) {
                places[row] = next[groupOf[row]]++;
            }
            List<Column> columns = new ArrayList<>();
            for (int c = 0; c < codes.length; c++) {
                int[] grouped = new int[rows];
                for (int row = 0; row < rows; row++) {
                    grouped[places[row]] = codes[c][row];
                }
                codes[c] = grouped;
                columns.add(new Column(names.get(c), grouped, dictionary.values.get(c)));
            }
            return new SiblingGroups(columns, starts);
        }
    }

    /**
     * Reads the rows once for several keys, and not at all if no key has enough parents with several rows.
     *
     * @param links of one child table
     * @param columns content columns of the child
     * @return in the order of the keys
     */
    static List<SiblingGroups> read(LinkageSource source, List<ParentRows> links, List<String> columns)
            throws IOException {
        Dictionary dictionary = new Dictionary(columns.size());
        List<Reading> all =
                links.stream().map(l -> new Reading(l, columns.size())).toList();
        if (!all.stream().allMatch(r -> r.wanted.isEmpty())) {
            source.forEachRow(
                    links.get(0).child(), columns, row -> all.stream().anyMatch(r -> r.wants(row)), (row, cells) -> {
                        int[] codes = dictionary.codes(cells);
                        all.forEach(r -> r.add(row, codes));
                    });
        }
        return all.stream().map(r -> r.groups(columns, dictionary)).toList();
    }

    List<Column> columns() {
        return columns;
    }

    int rows() {
        return starts[count()];
    }

    /** Of groups. */
    int count() {
        return starts.length - 1;
    }

    /** First row of a group; that of the one behind the last is the number of rows. */
    int start(int group) {
        return starts[group];
    }

    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** Parents with two rows or more. */
    long several() {
        long several = 0;
        for (int group = 0; group < count(); group++) {
            several += size(group) > 1 ? 1 : 0;
        }
        return several;
    }

    /** Pairs of rows of one parent. */
    double pairs() {
        double pairs = 0;
        for (int group = 0; group < count(); group++) {
            pairs += size(group) * (size(group) - 1.0) / 2;
        }
        return pairs;
    }
}
