package io.rowmill.core.metadata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tables of a database and the foreign keys between them.
 *
 * @param constraints rules that somebody declared, in the order in which they stand in the metadata
 */
public record DatabaseMetadata(
        List<TableMetadata> tables, List<Relationship> relationships, List<Constraint> constraints) {
    public DatabaseMetadata {
        tables = List.copyOf(tables);
        relationships = List.copyOf(relationships);
        constraints = List.copyOf(constraints);
    }

    /** Without declared rules. */
    public DatabaseMetadata(List<TableMetadata> tables, List<Relationship> relationships) {
        this(tables, relationships, List.of());
    }

    public Optional<TableMetadata> find(String table) {
        return tables.stream().filter(t -> t.name().equals(table)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no such table */
    public TableMetadata table(String table) {
        return find(table).orElseThrow(() -> new IllegalArgumentException("no table " + table));
    }

    /** Foreign keys of a table, in the order of the metadata. */
    public List<Relationship> parentsOf(String childTable) {
        return relationships.stream()
                .filter(r -> r.childTable().equals(childTable))
                .toList();
    }

    /** The alternate keys of a table that foreign keys refer to, in the table's order. */
    public List<List<String>> referredAlternateKeys(String table) {
        return table(table).alternateKeys().stream()
                .filter(key -> relationships.stream()
                        .anyMatch(r -> r.parentTable().equals(table)
                                && Set.copyOf(r.parentKey()).equals(Set.copyOf(key))))
                .toList();
    }

    /** Rows of the table are taken over as they are; a table that doesn't exist is none. */
    public boolean isCopied(String table) {
        return find(table).filter(TableMetadata::copied).isPresent();
    }

    /** {@link #keyColumns}, whose values are made apart from the content of rows; none of a table that is copied. */
    public Set<String> madeColumns(String table) {
        return isCopied(table) ? Set.of() : keyColumns(table);
    }

    /** A table whose keys tell which row it is: how one that is copied is described to whoever learns from it. */
    public TableMetadata keysAsCategories(String table) {
        Set<String> keys = keyColumns(table);
        return new TableMetadata(
                table,
                table(table).columns().stream()
                        .map(c -> keys.contains(c.name()) ? ColumnMetadata.of(c.name(), Sdtype.CATEGORICAL) : c)
                        .toList(),
                List.of());
    }

    /**
     * Columns of a table's primary key, foreign keys and alternate keys that others refer to. Linkage generates their values; they
     * have no transform.
     */
    public Set<String> keyColumns(String table) {
        Set<String> columns = new LinkedHashSet<>(table(table).primaryKey());
        parentsOf(table).forEach(r -> columns.addAll(r.childKey()));
        referredAlternateKeys(table).forEach(columns::addAll);
        return columns;
    }
}
