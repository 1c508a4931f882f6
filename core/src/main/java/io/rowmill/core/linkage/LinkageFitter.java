package io.rowmill.core.linkage;

import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Learns a {@link Linkage} from real rows, in two passes over every table and with one int per row and foreign key. */
public final class LinkageFitter {
    private final SchemaGraph graph;
    private final LinkageSource source;
    private final Seed seed;
    private final KeyIndexer indexer = new KeyIndexer();
    private final Map<String, Map<String, KeyFormat>> formats = new HashMap<>();
    private final Map<String, Integer> rowCounts = new HashMap<>();
    private final Map<String, int[]> parents = new TreeMap<>();
    private final Map<String, List<ColumnRef>> contexts = new HashMap<>();
    private final Map<ColumnRef, Attribute> attributes = new HashMap<>();

    private LinkageFitter(SchemaGraph graph, LinkageSource source, Seed seed) {
        this.graph = graph;
        this.source = source;
        this.seed = seed;
    }

    /**
     * @param parents by relationship name: for every child row the ordinal of its parent row, -1 for none
     */
    public record Fitted(Linkage linkage, Map<String, int[]> parents) {}

    public static Fitted fit(SchemaGraph graph, LinkageSource source, Seed seed) throws IOException {
        LinkageFitter fitter = new LinkageFitter(graph, source, seed);
        fitter.readKeys();
        List<TableLinkage> tables = new ArrayList<>();
        for (TableStructure table : graph.tables()) {
            tables.add(fitter.link(table));
        }
        return new Fitted(new Linkage(graph, tables), fitter.parents);
    }

    private void readKeys() throws IOException {
        for (TableStructure table : graph.tables()) {
            TableRows rows = source.rows(table.table());
            rowCounts.put(table.table(), Math.toIntExact(rows.rowCount()));
            formats.put(table.table(), indexer.readKeys(rows, table));
        }
        for (TableStructure table : graph.tables()) {
            List<Relationship> keys =
                    table.foreignKeys().stream().map(ForeignKey::relationship).toList();
            if (!keys.isEmpty()) {
                parents.putAll(indexer.resolve(source.rows(table.table()), keys));
            }
        }
    }

    private TableLinkage link(TableStructure table) throws IOException {
        Optional<DriverLink> driver = Optional.empty();
        if (table.driver().isPresent()) {
            driver = Optional.of(driverLink(table.driver().get()));
        }
        contexts.put(table.table(), context(table));
        List<ForeignKeyLink> keys = table.foreignKeys().stream()
                .filter(k -> k.role() == KeyRole.SECOND_PARENT || k.role() == KeyRole.SELF_REFERENCE)
                .map(k -> keyLink(table, k))
                .toList();
        return new TableLinkage(
                table.table(),
                rowCounts.get(table.table()),
                driver,
                keys,
                formats.get(table.table()),
                contexts.get(table.table()));
    }

    private DriverLink driverLink(ForeignKey driver) throws IOException {
        int[] counts = new int[rowCounts.get(driver.parent())];
        long nulls = 0;
        for (int parent : parents.get(driver.name())) {
            if (parent < 0) {
                nulls++;
            } else {
                counts[parent]++;
            }
        }
        Map<ColumnRef, Attribute> known = new LinkedHashMap<>();
        for (String column : source.contentColumns(driver.parent())) {
            ColumnRef ref = new ColumnRef(driver.parent(), column);
            known.put(ref, attribute(ref));
        }
        for (ColumnRef ref : contexts.get(driver.parent())) {
            known.put(ref, gathered(attribute(ref), ancestors(driver.parent(), ref.table())));
        }
        return new DriverLink(driver.name(), CardinalityFitter.fit(counts, known), nulls);
    }

    private static Attribute gathered(Attribute attribute, int[] rows) {
        if (attribute instanceof Attribute.Categories categories) {
            return new Attribute.Categories(
                    Arrays.stream(rows).map(categories::code).toArray(), categories.size());
        }
        return new Attribute.Numbers(
                Arrays.stream(rows).mapToDouble(attribute::number).toArray());
    }

    /** Columns as given with the driver, else the parent's and the parent's own context, the most informative ones. */
    private List<ColumnRef> context(TableStructure table) throws IOException {
        List<String> content = source.contentColumns(table.table());
        if (table.driver().isEmpty() || content.isEmpty()) {
            return List.of();
        }
        Relationship driver = table.driver().get().relationship();
        List<String> parentContent = source.contentColumns(driver.parentTable());
        if (driver.contextColumns().isPresent()) {
            return driver.contextColumns().get().stream()
                    .filter(parentContent::contains)
                    .map(c -> new ColumnRef(driver.parentTable(), c))
                    .toList();
        }
        Map<ColumnRef, Attribute> candidates = new LinkedHashMap<>();
        Map<ColumnRef, int[]> ancestorOf = new HashMap<>();
        List<ColumnRef> refs = new ArrayList<>(parentContent.stream()
                .map(c -> new ColumnRef(driver.parentTable(), c))
                .toList());
        refs.addAll(contexts.get(driver.parentTable()));
        for (ColumnRef ref : refs) {
            candidates.put(ref, attribute(ref));
            ancestorOf.put(ref, ancestors(table.table(), ref.table()));
        }
        List<Attribute> child = new ArrayList<>();
        for (String column : content) {
            child.add(attribute(new ColumnRef(table.table(), column)));
        }
        return ContextSelector.select(candidates, ancestorOf, child, rowCounts.get(table.table()));
    }

    /** Row of an ancestor along driver keys, for every row of a table; -1: none. */
    private int[] ancestors(String table, String ancestor) {
        ForeignKey driver = graph.table(table).driver().orElseThrow();
        int[] direct = parents.get(driver.name());
        if (driver.parent().equals(ancestor)) {
            return direct;
        }
        int[] above = ancestors(driver.parent(), ancestor);
        return Arrays.stream(direct).map(p -> p < 0 ? -1 : above[p]).toArray();
    }

    private Attribute attribute(ColumnRef ref) throws IOException {
        Attribute known = attributes.get(ref);
        if (known == null) {
            known = source.attribute(ref.table(), ref.column());
            attributes.put(ref, known);
        }
        return known;
    }

    private ForeignKeyLink keyLink(TableStructure table, ForeignKey key) {
        int[] rows = parents.get(key.name());
        double nullRate =
                rows.length == 0 ? 0 : Arrays.stream(rows).filter(p -> p < 0).count() / (double) rows.length;
        Optional<Forest> forest = key.role() == KeyRole.SELF_REFERENCE
                ? Optional.of(ForestFitter.fit(rows, seed.derive(key.name())))
                : Optional.empty();
        return new ForeignKeyLink(key.name(), nullRate, forest, repeated(table, key));
    }

    /** A key of the driver's parent to the same table that has the same value in all rows. */
    private Optional<String> repeated(TableStructure table, ForeignKey key) {
        boolean free = key.role() == KeyRole.SECOND_PARENT
                && !table.uniqueness().keys().contains(key.name());
        if (!free || table.driver().isEmpty()) {
            return Optional.empty();
        }
        ForeignKey driver = table.driver().get();
        return graph.table(driver.parent()).foreignKeys().stream()
                .filter(k -> k.parent().equals(key.parent()))
                .filter(k -> agrees(parents.get(key.name()), parents.get(driver.name()), parents.get(k.name())))
                .map(ForeignKey::name)
                .findFirst();
    }

    private static boolean agrees(int[] keys, int[] drivers, int[] parentKeys) {
        int first = -1;
        boolean varies = false;
        for (int row = 0; row < keys.length; row++) {
            if (drivers[row] >= 0 && keys[row] != parentKeys[drivers[row]]) {
                return false;
            }
            first = first < 0 ? keys[row] : first;
            varies |= keys[row] >= 0 && keys[row] != first;
        }
        return varies;
    }
}
