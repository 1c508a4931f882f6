package io.rowmill.core.imputation;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.linkage.Level;
import io.rowmill.core.linkage.SiblingOrder;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.model.Model;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ParentValues;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.Siblings;
import io.rowmill.core.rules.Source;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is whose child, by the keys in the files, along the keys that the model is driven by. */
final class Families {
    private final Model model;
    private final Map<String, LoadedTable> tables;
    /** Per foreign key the row of each row's parent; -1: it isn't there. */
    private final Map<String, int[]> parentRows = new HashMap<>();

    /** Per table the row before each row among its siblings. */
    private final Map<String, int[]> rowsBefore = new HashMap<>();

    Families(Model model, Map<String, LoadedTable> tables) {
        this.model = model;
        this.tables = tables;
    }

    List<String> parentsFirst() {
        Set<String> out = new LinkedHashSet<>();
        tables.keySet().forEach(t -> add(t, out));
        return List.copyOf(out);
    }

    private void add(String table, Set<String> out) {
        if (!out.contains(table)) {
            readBy(table).filter(tables::containsKey).forEach(p -> add(p, out));
            out.add(table);
        }
    }

    /** The driver's parent, and the second parents that rows are conditioned on; there are no circles among these. */
    private Stream<String> readBy(String table) {
        Set<String> matched = model.linkage().matched();
        return model.linkage().graph().table(table).foreignKeys().stream()
                .filter(k -> k.role() == KeyRole.DRIVER || matched.contains(k.name()))
                .map(ForeignKey::parent);
    }

    private Optional<ForeignKey> driver(String table) {
        return model.linkage().graph().table(table).driver();
    }

    /** To be asked when the table's ancestors are filled. */
    Kinship of(String table) throws IOException {
        Optional<ForeignKey> driver = driver(table);
        if (driver.isEmpty()) {
            return Kinship.ROOT;
        }
        LoadedTable child = tables.get(table);
        Map<List<String>, Integer> familyOfKey = new HashMap<>();
        List<Integer> firstRows = new ArrayList<>();
        int[] families = new int[child.rows().size()];
        int[] key = indices(child.table(), driver.get().relationship().childKey());
        for (int row = 0; row < families.length; row++) {
            List<String> value = key(child.rows().get(row), key);
            if (value == null) {
                families[row] = -1;
                continue;
            }
            Integer family = familyOfKey.get(value);
            if (family == null) {
                family = familyOfKey.size();
                familyOfKey.put(value, family);
                firstRows.add(row);
            }
            families[row] = family;
        }
        int[] first = firstRows.stream().mapToInt(i -> i).toArray();
        return new Kinship(context(table, first), families, places(child), secondParents(table));
    }

    /** What rules read of the rows that a table's rows refer to; null where these aren't there. */
    ParentCells cellsAbove(String table) {
        return (source, row) -> {
            if (source.isBefore()) {
                LoadedTable of = tables.get(table);
                int before = siblings(table).before(Math.toIntExact(row));
                return before < 0
                        ? null
                        : of.rows()
                                .get(before)[of.table().indexOf(source.column()).orElseThrow()];
            }
            ForeignKey key = key(table, source);
            LoadedTable parent = tables.get(key.parent());
            int at = parent == null ? -1 : parents(table, key)[Math.toIntExact(row)];
            return at < 0
                    ? null
                    : parent.rows()
                            .get(at)[parent.table().indexOf(source.column()).orElseThrow()];
        };
    }

    /** By their order as the model has learned it. */
    Siblings siblings(String table) {
        int[] before = rowsBefore.computeIfAbsent(table, t -> {
            LoadedTable of = tables.get(t);
            int[] out = new int[of.rows().size()];
            Arrays.fill(out, -1);
            Optional<ForeignKey> driver = driver(t);
            if (driver.isPresent()) {
                Kinship kin = new Kinship(
                        EncodedTable.empty(0), parents(t, driver.get()), places(of), EncodedTable.empty(out.length));
                for (int[] family : kin.families(out.length)) {
                    for (int i = 1; i < family.length; i++) {
                        out[family[i]] = family[i - 1];
                    }
                }
            }
            return out;
        });
        return row -> before[row];
    }

    /** Like {@link #cellsAbove}, typed. */
    ParentValues valuesAbove(String table) {
        return source -> {
            String parent = key(table, source).parent();
            ValueFormat format = model.rules(parent).format(source.column(), model.transform(parent));
            ParentCells cells = cellsAbove(table);
            return IntStream.range(0, tables.get(table).rows().size())
                    .mapToObj(row -> format.parse(cells.cell(source, row)))
                    .toArray();
        };
    }

    private ForeignKey key(String table, Source source) {
        return model.linkage().graph().table(table).foreignKeys().stream()
                .filter(k -> List.of(k.name()).equals(source.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key to " + source));
    }

    /** By what siblings were learned to follow one another; null: by nothing. */
    private double @Nullable [] places(LoadedTable of) {
        String table = of.table().name();
        Optional<String> column = model.linkage().table(table).orderedBy();
        if (column.isEmpty()) {
            return null;
        }
        TableTransform transform = model.transform(table);
        ValueFormat format = model.rules(table).format(column.get(), transform);
        int at = of.table().indexOf(column.get()).orElseThrow();
        return of.rows().stream()
                .mapToDouble(row -> SiblingOrder.number(format.parse(row[at])))
                .toArray();
    }

    /** @param rows of the table: what each is conditioned on */
    private EncodedTable context(String table, int[] rows) throws IOException {
        List<EncodedPart> parts = new ArrayList<>();
        for (ColumnRef ref : model.linkage().table(table).context()) {
            parts.addAll(ancestors(table, ref, rows));
        }
        return new EncodedTable(rows.length, parts);
    }

    /** What each row is conditioned on besides, in the order in which it was learned. */
    private EncodedTable secondParents(String table) throws IOException {
        int rows = tables.get(table).rows().size();
        List<EncodedPart> parts = new ArrayList<>();
        for (ContextRef ref : model.linkage().table(table).contexts()) {
            if (ref.over().isPresent()) {
                ForeignKey key = model.linkage().graph().table(table).foreignKeys().stream()
                        .filter(k -> k.name().equals(ref.over().get()))
                        .findFirst()
                        .orElseThrow();
                parts.addAll(
                        tables.containsKey(key.parent())
                                        && model.linkage().level(ref.column()).isEmpty()
                                ? encoded(ref.column()).stream()
                                        .map(p -> p.gather(parents(table, key)))
                                        .toList()
                                : nothing(ref.column(), rows));
            }
        }
        return new EncodedTable(rows, parts);
    }

    private List<EncodedPart> ancestors(String table, ColumnRef ref, int[] rows) throws IOException {
        if (model.linkage().level(ref).isPresent()) {
            return nothing(ref, rows.length);
        }
        int[] found = rows;
        for (ForeignKey driver : model.linkage().graph().driversUpTo(ref.table(), table)) {
            if (!tables.containsKey(driver.parent())) {
                return nothing(ref, rows.length);
            }
            int[] parents = parents(driver.relationship().childTable(), driver);
            found = Arrays.stream(found).map(r -> r < 0 ? -1 : parents[r]).toArray();
        }
        int[] of = found;
        return encoded(ref).stream().map(p -> p.gather(of)).toList();
    }

    private List<EncodedPart> nothing(ColumnRef ref, int rows) {
        Optional<Level> level = model.linkage().level(ref);
        if (level.isPresent()) {
            return usual(level.get(), rows);
        }
        int[] nowhere = new int[rows];
        Arrays.fill(nowhere, -1);
        List<EncodedPart> parts = new ArrayList<>();
        for (Part part : transform(ref).parts(ref.column())) {
            parts.add(
                    part instanceof Part.OneHot oneHot
                            ? new EncodedPart.Codes(oneHot, nowhere)
                            : new EncodedPart.Scalars(new float[rows]));
        }
        return parts;
    }

    /** How high a parent's other rows are isn't looked at. */
    private static List<EncodedPart> usual(Level level, int rows) {
        int[] codes = new int[rows];
        Arrays.fill(codes, level.classes() / 2);
        return level.encoded(codes);
    }

    private TableTransform transform(ColumnRef ref) {
        return model.transform(ref.table());
    }

    private List<EncodedPart> encoded(ColumnRef ref) throws IOException {
        LoadedTable of = tables.get(ref.table());
        InMemoryColumns encoded = new InMemoryColumns();
        transform(ref)
                .only(List.of(ref.column()))
                .encode(
                        new ResidualRows(
                                new InMemoryRows(of.table(), of.rows()),
                                model.rules(ref.table()),
                                cellsAbove(ref.table())),
                        new Seed(0),
                        encoded);
        return encoded.parts(ref.column());
    }

    private int[] parents(String table, ForeignKey driver) {
        return parentRows.computeIfAbsent(driver.name(), name -> {
            LoadedTable child = tables.get(table);
            int[] out = new int[child.rows().size()];
            LoadedTable parent = tables.get(driver.parent());
            Map<List<String>, Integer> rowOfKey = new HashMap<>();
            if (parent != null) {
                int[] key = indices(parent.table(), driver.relationship().parentKey());
                for (int row = 0; row < parent.rows().size(); row++) {
                    rowOfKey.putIfAbsent(key(parent.rows().get(row), key), row);
                }
            }
            int[] key = indices(child.table(), driver.relationship().childKey());
            for (int row = 0; row < out.length; row++) {
                List<String> value = key(child.rows().get(row), key);
                out[row] = value == null ? -1 : rowOfKey.getOrDefault(value, -1);
            }
            return out;
        });
    }

    private static int[] indices(TableMetadata table, List<String> columns) {
        return columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
    }

    /** @return null if a part of it is missing */
    private static @Nullable List<String> key(String[] row, int[] columns) {
        for (int column : columns) {
            if (row[column] == null) {
                return null;
            }
        }
        return Arrays.stream(columns).mapToObj(c -> row[c]).toList();
    }
}
