package io.rowmill.core.linkage;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of a database with the role of every foreign key.
 *
 * @param tables a driver's parent comes before its child; otherwise in the order of the metadata
 * @param fixedTotals tables whose number of rows must be known before any row is generated, because a table that they
 *     depend on refers to them
 */
public record SchemaGraph(List<TableStructure> tables, Set<String> fixedTotals) {
    public SchemaGraph {
        tables = List.copyOf(tables);
        fixedTotals = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(fixedTotals));
    }

    /**
     * @param facts by table name; a table without facts counts as empty
     * @throws FailureException (Rejected, {@code unsupported-schema}) with one sentence per key that can't be kept
     */
    public static SchemaGraph of(DatabaseMetadata database, Map<String, TableFacts> facts) {
        List<String> errors = new ArrayList<>();
        checkReferences(database, errors);
        rejectIfAny(errors);
        Set<String> nullable =
                facts.values().stream().flatMap(f -> f.nullableKeys().stream()).collect(Collectors.toSet());
        Set<String> ownChildren =
                facts.values().stream().flatMap(f -> f.ownChildren().stream()).collect(Collectors.toSet());
        Set<String> cut = CycleBreaker.cutKeys(database, nullable, ownChildren, errors);
        List<TableStructure> tables = database.tables().stream()
                .map(t -> new TableRoles(database, t.name(), facts, cut, errors).structure())
                .toList();
        rejectIfAny(errors);
        List<TableStructure> ordered = driversFirst(tables);
        SharedColumns.check(ordered, errors);
        Set<String> fixedTotals = new Dependencies(ordered, Set.of()).breakCircles(errors);
        rejectIfAny(errors);
        return new SchemaGraph(ordered, fixedTotals);
    }

    private static void checkReferences(DatabaseMetadata database, List<String> errors) {
        Set<String> names = new HashSet<>();
        for (Relationship r : database.relationships()) {
            if (database.find(r.childTable()).isEmpty()
                    || database.find(r.parentTable()).isEmpty()) {
                errors.add("Foreign key " + r.name() + " names a table that does not exist.");
                continue;
            }
            boolean isKey = database.table(r.parentTable()).key(r.parentKey()).isPresent();
            if (!isKey || r.childKey().size() != r.parentKey().size()) {
                errors.add("Foreign key " + r.name()
                        + " must refer to a whole primary key or alternate key of its parent table.");
            }
            if (!names.add(r.name())) {
                errors.add("Foreign key " + r.name() + " is listed twice.");
            }
        }
    }

    private static void rejectIfAny(List<String> errors) {
        if (!errors.isEmpty()) {
            throw FailureException.rejected("unsupported-schema", errors);
        }
    }

    private static List<TableStructure> driversFirst(List<TableStructure> tables) {
        Map<String, TableStructure> byName = new HashMap<>();
        tables.forEach(t -> byName.put(t.table(), t));
        Set<TableStructure> ordered = new LinkedHashSet<>();
        tables.forEach(t -> addAfterDriver(t, byName, ordered));
        return List.copyOf(ordered);
    }

    private static void addAfterDriver(
            TableStructure table, Map<String, TableStructure> byName, Set<TableStructure> ordered) {
        table.driver().ifPresent(d -> addAfterDriver(byName.get(d.parent()), byName, ordered));
        ordered.add(table);
    }

    public Optional<TableStructure> find(String table) {
        return tables.stream().filter(t -> t.table().equals(table)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no such table */
    public TableStructure table(String table) {
        return find(table).orElseThrow(() -> new IllegalArgumentException("no table " + table));
    }

    /** Tables whose driver's parent is the given table, in table order. */
    public List<TableStructure> childrenOf(String parent) {
        return tables.stream()
                .filter(t -> t.driver().filter(d -> d.parent().equals(parent)).isPresent())
                .toList();
    }

    /**
     * The drivers from a table up to one of its ancestors, the table's own first.
     *
     * @throws IllegalArgumentException if it is not an ancestor
     */
    public List<ForeignKey> driversUpTo(String ancestor, String table) {
        List<ForeignKey> out = new ArrayList<>();
        String at = table;
        while (!at.equals(ancestor)) {
            ForeignKey driver = table(at)
                    .driver()
                    .orElseThrow(() -> new IllegalArgumentException(ancestor + " is no ancestor of " + table));
            out.add(driver);
            at = driver.parent();
        }
        return out;
    }

    /**
     * The column whose key format a key column's values have: a foreign key's column takes them from the key it refers to,
     * and so on up to a column that is no foreign key.
     */
    public ColumnRef origin(String table, String column) {
        return table(table).foreignKeys().stream()
                .map(ForeignKey::relationship)
                .filter(r -> r.childKey().contains(column))
                .findFirst()
                .map(r -> origin(r.parentTable(), r.parentKey().get(r.childKey().indexOf(column))))
                .orElseGet(() -> new ColumnRef(table, column));
    }
}
