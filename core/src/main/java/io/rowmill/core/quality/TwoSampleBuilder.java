package io.rowmill.core.quality;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes features of tables: of a table alone, of children with their parents, of parents with what their children add up to. */
final class TwoSampleBuilder {
    /** Equal rows matter if there are so many of them, and if a row has columns enough not to be equal by chance. */
    private static final double EQUAL_ROWS = 0.05;

    private static final int COLUMNS_THAT_TELL_ROWS_APART = 4;

    private final DatabaseMetadata metadata;
    private final Map<String, MemoryTable> real;
    private final Map<String, MemoryTable> synthetic;
    private final Seed seed;
    private final Map<String, FeatureEncoder> encoders = new HashMap<>();

    /** Tables by name. */
    TwoSampleBuilder(
            DatabaseMetadata metadata, Map<String, MemoryTable> real, Map<String, MemoryTable> synthetic, Seed seed) {
        this.metadata = metadata;
        this.real = real;
        this.synthetic = synthetic;
        this.seed = seed;
    }

    TwoSamples alone(String table) {
        List<String[]> realRows = sample(real, table, 2 * Detection.MOST_ROWS);
        List<String[]> madeRows = sample(synthetic, table, Detection.MOST_ROWS);
        FeatureEncoder encoder = encoder(table);
        return samples(table, encoder.names(), realRows, madeRows, encoder.encode(realRows), encoder.encode(madeRows));
    }

    /** Children without a parent are left out. */
    TwoSamples withParent(Relationship r) {
        Family realFamily = family(r, real, sample(real, r.childTable(), 2 * Detection.MOST_ROWS));
        Family madeFamily = family(r, synthetic, sample(synthetic, r.childTable(), Detection.MOST_ROWS));
        FeatureEncoder child = encoder(r.childTable());
        FeatureEncoder parent = encoder(r.parentTable());
        return samples(
                r.childTable(),
                concat(child.names(), qualified(r.parentTable(), parent.names())),
                realFamily.children,
                madeFamily.children,
                child.encode(realFamily.children).beside(parent.encode(realFamily.parents)),
                child.encode(madeFamily.children).beside(parent.encode(madeFamily.parents)));
    }

    TwoSamples withChildren(Relationship r) {
        List<String[]> realRows = sample(real, r.parentTable(), 2 * Detection.MOST_ROWS);
        List<String[]> madeRows = sample(synthetic, r.parentTable(), Detection.MOST_ROWS);
        FeatureEncoder parent = encoder(r.parentTable());
        FeatureEncoder child = encoder(r.childTable());
        boolean[] categorical = child.encode(List.of()).categorical();
        return samples(
                r.parentTable(),
                concat(
                        qualified(r.parentTable(), parent.names()),
                        ChildAggregates.names(r.childTable(), child.names(), categorical)),
                realRows,
                madeRows,
                parent.encode(realRows).beside(aggregates(r, real, realRows)),
                parent.encode(madeRows).beside(aggregates(r, synthetic, madeRows)));
    }

    private List<String[]> sample(Map<String, MemoryTable> tables, String table, int most) {
        return table(tables, table).sample(most, seed.derive(table));
    }

    private static MemoryTable table(Map<String, MemoryTable> tables, String name) {
        MemoryTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return table;
    }

    /** Categories are numbered once for all uses of a table. */
    private FeatureEncoder encoder(String table) {
        return encoders.computeIfAbsent(table, name -> FeatureEncoder.of(table(real, name), table(synthetic, name)));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> qualified(String table, List<String> columns) {
        return columns.stream().map(column -> table + "." + column).toList();
    }

    /** Children beside their parents. */
    private record Family(List<String[]> children, List<String[]> parents) {}

    private static Family family(Relationship r, Map<String, MemoryTable> tables, List<String[]> rows) {
        MemoryTable child = table(tables, r.childTable());
        Map<List<String>, String[]> byKey = table(tables, r.parentTable()).byKey(r.parentKey());
        int[] foreignKey = child.indices(r.childKey());
        Family family = new Family(new ArrayList<>(), new ArrayList<>());
        for (String[] row : rows) {
            List<String> key = child.key(row, foreignKey);
            String[] parent = key == null ? null : byKey.get(key);
            if (parent != null) {
                family.children.add(row);
                family.parents.add(parent);
            }
        }
        return family;
    }

    private Features aggregates(Relationship r, Map<String, MemoryTable> tables, List<String[]> parents) {
        MemoryTable parent = table(tables, r.parentTable());
        MemoryTable child = table(tables, r.childTable());
        int[] primaryKey = parent.indices(r.parentKey());
        Map<List<String>, List<Integer>> places = new HashMap<>();
        for (String[] row : parents) {
            List<String> key = parent.key(row, primaryKey);
            if (key != null) {
                places.put(key, new ArrayList<>());
            }
        }
        List<String[]> children = new ArrayList<>();
        int[] foreignKey = child.indices(r.childKey());
        for (String[] row : child.rows()) {
            List<String> key = child.key(row, foreignKey);
            List<Integer> siblings = key == null ? null : places.get(key);
            if (siblings != null) {
                siblings.add(children.size());
                children.add(row);
            }
        }
        int[][] families = parents.stream()
                .map(row -> parent.key(row, primaryKey))
                .map(key -> key == null ? List.<Integer>of() : places.getOrDefault(key, List.of()))
                .map(siblings -> siblings.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        return ChildAggregates.of(encoder(r.childTable()).encode(children), families);
    }

    private TwoSamples samples(
            String table,
            List<String> columns,
            List<String[]> realRows,
            List<String[]> madeRows,
            Features realFeatures,
            Features madeFeatures) {
        List<Grouping> groupings = new ArrayList<>();
        for (Relationship r : metadata.parentsOf(table)) {
            groupings.add(bySiblings(r, realRows, madeRows));
        }
        if (columns.size() >= COLUMNS_THAT_TELL_ROWS_APART) {
            byEqualRows(realFeatures, madeFeatures, groupings);
        }
        return new TwoSamples(columns, realFeatures, madeFeatures, groupings);
    }

    /** By what the parents hold, if that tells them apart and synthetic ones hold it again; else by their keys. */
    private Grouping bySiblings(Relationship r, List<String[]> realRows, List<String[]> madeRows) {
        String name = "by " + String.join(",", r.childKey());
        MemoryTable parents = table(real, r.parentTable());
        int[] content = parents.content();
        Set<List<String>> known = new HashSet<>();
        parents.rows().forEach(row -> known.add(cells(row, content)));
        if (content.length > 0 && known.size() >= 0.9 * parents.rows().size()) {
            List<@Nullable List<String>> realParents = parents(r, real, realRows, content);
            List<@Nullable List<String>> madeParents = parents(r, synthetic, madeRows, content);
            long again = madeParents.stream()
                    .filter(parent -> parent != null && known.contains(parent))
                    .count();
            if (2 * again >= madeParents.size()) {
                return Grouping.of(name, realParents, madeParents, true);
            }
        }
        return Grouping.of(name, keys(r, real, realRows), keys(r, synthetic, madeRows), false);
    }

    private static List<String> cells(String[] row, int[] columns) {
        return Arrays.stream(columns)
                .mapToObj(c -> CellNumbers.isNull(row[c]) ? "" : row[c].strip())
                .toList();
    }

    private static List<@Nullable List<String>> keys(
            Relationship r, Map<String, MemoryTable> tables, List<String[]> rows) {
        MemoryTable child = table(tables, r.childTable());
        int[] foreignKey = child.indices(r.childKey());
        List<@Nullable List<String>> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(child.key(row, foreignKey)));
        return Collections.unmodifiableList(keys);
    }

    private static List<@Nullable List<String>> parents(
            Relationship r, Map<String, MemoryTable> tables, List<String[]> rows, int[] content) {
        Map<List<String>, String[]> byKey = table(tables, r.parentTable()).byKey(r.parentKey());
        List<@Nullable List<String>> parents = new ArrayList<>();
        for (List<String> key : keys(r, tables, rows)) {
            String[] parent = key == null ? null : byKey.get(key);
            parents.add(parent == null ? null : cells(parent, content));
        }
        return parents;
    }

    /** Equal rows of both sides are one group: copies would vote for the wrong side. */
    private static void byEqualRows(Features realRows, Features madeRows, List<Grouping> groupings) {
        List<List<Double>> realCells = cells(realRows);
        List<List<Double>> madeCells = cells(madeRows);
        Map<List<Double>, Integer> counts = new HashMap<>();
        realCells.forEach(row -> counts.merge(row, 1, Integer::sum));
        madeCells.forEach(row -> counts.merge(row, 1, Integer::sum));
        long equal = counts.values().stream().mapToLong(n -> n > 1 ? n : 0).sum();
        if (equal >= EQUAL_ROWS * (realCells.size() + madeCells.size())) {
            groupings.add(Grouping.of("by equal rows", realCells, madeCells, true));
        }
    }

    private static List<List<Double>> cells(Features rows) {
        return Arrays.stream(rows.values())
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }
}
