package io.rowmill.core.quality;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well the synthetic rows keep a foreign key and the dependences across it. Every figure lies in [0, 1]; 1 is best; NaN
 * means that there is nothing to compare.
 *
 * @param foreignKey share of keys that aren't null and whose parent is there
 * @param cardinality 1 - Kolmogorov-Smirnov distance of the number of children per parent, childless parents included
 * @param hop1 2-way accuracy between a child's columns and its parent's
 * @param hop2 the same between a child's columns and its grandparents'
 * @param sibling mean over columns of 1 - difference of the chance that two siblings have the same value
 */
public record RelationshipQuality(double foreignKey, double cardinality, double hop1, double hop2, double sibling) {
    private static final int MOST_ROWS = 20_000;

    /** Real and synthetic tables by name, whole in memory. */
    public static RelationshipQuality compare(
            DatabaseMetadata metadata,
            Relationship relationship,
            Map<String, MemoryTable> real,
            Map<String, MemoryTable> synthetic,
            Seed seed) {
        return new Comparison(metadata, real, synthetic, seed).of(relationship);
    }

    private record Joined(List<String[]> children, List<String[]> parents) {}

    private record Comparison(
            DatabaseMetadata metadata, Map<String, MemoryTable> real, Map<String, MemoryTable> synthetic, Seed seed) {

        RelationshipQuality of(Relationship r) {
            Children realChildren = Children.of(r, real);
            Children madeChildren = Children.of(r, synthetic);
            List<String[]> realRows = sample(real, r.childTable());
            List<String[]> madeRows = sample(synthetic, r.childTable());
            Joined realJoin = join(r, real, realRows);
            Joined madeJoin = join(r, synthetic, madeRows);
            return new RelationshipQuality(
                    madeChildren.keyed == 0 ? Double.NaN : 1 - (double) madeChildren.orphans / madeChildren.keyed,
                    ksComplement(realChildren.perParent, madeChildren.perParent),
                    hop(r.childTable(), r.parentTable(), realJoin, madeJoin),
                    hop2(r, realJoin, madeJoin),
                    sibling(r));
        }

        private List<String[]> sample(Map<String, MemoryTable> tables, String table) {
            return tables.get(table).sample(MOST_ROWS, seed.derive(table));
        }

        /** Children whose key resolves, with their parents. */
        private Joined join(Relationship r, Map<String, MemoryTable> tables, List<String[]> childRows) {
            MemoryTable parent = tables.get(r.parentTable());
            MemoryTable child = tables.get(r.childTable());
            Map<List<String>, String[]> byKey = parent.byKey(r.parentKey());
            int[] foreignKey = child.indices(r.childKey());
            Joined joined = new Joined(new ArrayList<>(), new ArrayList<>());
            for (String[] row : childRows) {
                List<String> key = child.key(row, foreignKey);
                String[] parentRow = key == null ? null : byKey.get(key);
                if (parentRow != null) {
                    joined.children.add(row);
                    joined.parents.add(parentRow);
                }
            }
            return joined;
        }

        private double hop2(Relationship r, Joined realJoin, Joined madeJoin) {
            List<Double> figures = new ArrayList<>();
            for (Relationship up : metadata.parentsOf(r.parentTable())) {
                if (!up.parentTable().equals(r.parentTable())) {
                    double hop =
                            hop(r.childTable(), up.parentTable(), up(up, real, realJoin), up(up, synthetic, madeJoin));
                    if (!Double.isNaN(hop)) {
                        figures.add(hop);
                    }
                }
            }
            return mean(figures, f -> f);
        }

        /** The children again, with their parents' parents. */
        private Joined up(Relationship up, Map<String, MemoryTable> tables, Joined joined) {
            MemoryTable grand = tables.get(up.parentTable());
            MemoryTable parent = tables.get(up.childTable());
            Map<List<String>, String[]> byKey = grand.byKey(up.parentKey());
            int[] foreignKey = parent.indices(up.childKey());
            Joined out = new Joined(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < joined.children.size(); i++) {
                List<String> key = parent.key(joined.parents.get(i), foreignKey);
                String[] grandRow = key == null ? null : byKey.get(key);
                if (grandRow != null) {
                    out.children.add(joined.children.get(i));
                    out.parents.add(grandRow);
                }
            }
            return out;
        }

        private double hop(String childTable, String parentTable, Joined realJoin, Joined madeJoin) {
            List<BinnedColumn> children = binned(childTable, realJoin.children, madeJoin.children);
            List<BinnedColumn> parents = binned(parentTable, realJoin.parents, madeJoin.parents);
            List<Double> figures = new ArrayList<>();
            children.forEach(c -> parents.forEach(p -> figures.add(c.similarity(p))));
            return mean(figures, f -> f);
        }

        /** In bins of the whole real column. */
        private List<BinnedColumn> binned(String table, List<String[]> realRows, List<String[]> madeRows) {
            MemoryTable whole = real.get(table);
            return IntStream.of(whole.content())
                    .mapToObj(c -> BinnedColumn.of(binner(whole, c), c, realRows, madeRows))
                    .toList();
        }

        private double sibling(Relationship r) {
            MemoryTable realChild = real.get(r.childTable());
            List<Double> figures = new ArrayList<>();
            for (int column : realChild.content()) {
                Binner binner = binner(realChild, column);
                double same = sameValue(realChild, r, column, binner);
                if (!Double.isNaN(same)) {
                    double made = sameValue(synthetic.get(r.childTable()), r, column, binner);
                    figures.add(1 - Math.abs(same - (Double.isNaN(made) ? 0 : made)));
                }
            }
            return mean(figures, f -> f);
        }
    }

    private static Binner binner(MemoryTable real, int column) {
        return Binner.of(real.metadata().columns().get(column), real.column(column));
    }

    /** How many children each parent has; how many children have a key, and how many of those no parent. */
    private record Children(int[] perParent, long keyed, long orphans) {

        static Children of(Relationship r, Map<String, MemoryTable> tables) {
            MemoryTable child = tables.get(r.childTable());
            MemoryTable parent = tables.get(r.parentTable());
            int[] foreignKey = child.indices(r.childKey());
            Map<List<String>, Integer> counts = new HashMap<>();
            for (String[] row : child.rows()) {
                List<String> key = child.key(row, foreignKey);
                if (key != null) {
                    counts.merge(key, 1, Integer::sum);
                }
            }
            int[] primaryKey = parent.indices(r.parentKey());
            int[] perParent = parent.rows().stream()
                    .mapToInt(row -> {
                        List<String> key = parent.key(row, primaryKey);
                        return key == null ? 0 : counts.getOrDefault(key, 0);
                    })
                    .toArray();
            Set<List<String>> known = parent.byKey(r.parentKey()).keySet();
            long keyed = counts.values().stream().mapToLong(n -> n).sum();
            long orphans = counts.entrySet().stream()
                    .filter(e -> !known.contains(e.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return new Children(perParent, keyed, orphans);
        }
    }

    private static double ksComplement(int[] real, int[] made) {
        Map<Integer, Integer> realCounts = counts(real);
        Map<Integer, Integer> madeCounts = counts(made);
        Set<Integer> steps = new TreeSet<>(realCounts.keySet());
        steps.addAll(madeCounts.keySet());
        double below = 0;
        double worst = 0;
        for (int step : steps) {
            below += (double) realCounts.getOrDefault(step, 0) / Math.max(1, real.length)
                    - (double) madeCounts.getOrDefault(step, 0) / Math.max(1, made.length);
            worst = Math.max(worst, Math.abs(below));
        }
        return 1 - worst;
    }

    private static Map<Integer, Integer> counts(int[] values) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        return counts;
    }

    /** Chance that two siblings share a bin. Each row has the same weight, whatever the number of its siblings. */
    private static double sameValue(MemoryTable child, Relationship r, int column, Binner binner) {
        int[] foreignKey = child.indices(r.childKey());
        Map<List<String>, Map<Integer, Integer>> groups = new HashMap<>();
        for (String[] row : child.rows()) {
            List<String> key = child.key(row, foreignKey);
            if (key != null) {
                groups.computeIfAbsent(key, k -> new HashMap<>()).merge(binner.bin(row[column]), 1, Integer::sum);
            }
        }
        double same = 0;
        double total = 0;
        for (Map<Integer, Integer> bins : groups.values()) {
            long n = bins.values().stream().mapToLong(c -> c).sum();
            if (n >= 2) {
                same += bins.values().stream()
                                .mapToLong(c -> (long) c * (c - 1))
                                .sum()
                        / (double) (n - 1);
                total += n;
            }
        }
        return total == 0 ? Double.NaN : same / total;
    }

    private static <T> double mean(List<T> items, ToDoubleFunction<T> figure) {
        return items.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
