package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks up the columns that a rule of one table names. */
final class Names {
    private final DatabaseMetadata database;
    private final TableMetadata table;

    Names(DatabaseMetadata database, TableMetadata table) {
        this.database = database;
        this.table = table;
    }

    /** A parameter: the name of a column, or {@code parent.column}. */
    static Column written(String name, TableMetadata table) {
        int point = name.lastIndexOf('.');
        return table.indexOf(name).isPresent() || point <= 0
                ? Expression.own(name)
                : new Column(List.of(name.substring(0, point)), name.substring(point + 1));
    }

    /**
     * @return the column with the name of the relationship that leads to it
     * @throws IllegalArgumentException with a sentence if there is none, or none that a rule can read
     */
    Column resolved(Column written) {
        if (written.path().isEmpty()) {
            return known(written, table);
        } else if (written.path().size() > 1) {
            throw new IllegalArgumentException(
                    "column " + named(written) + " is more than one row away; a rule can name a parent's columns only");
        }
        Relationship way = way(written.path().get(0));
        if (way.isSelfReference()) {
            throw new IllegalArgumentException("column " + named(written)
                    + " is of another row of the same table; a rule can name columns of other tables' rows only");
        }
        return known(new Column(List.of(way.name()), written.name()), database.table(way.parentTable()));
    }

    /** What is known of a column that is resolved. */
    ColumnMetadata of(Column column) {
        return tableOf(column).column(column.name());
    }

    private TableMetadata tableOf(Column column) {
        return column.path().isEmpty()
                ? table
                : database.table(database.relationships().stream()
                        .filter(r -> r.name().equals(column.path().get(0)))
                        .findFirst()
                        .orElseThrow()
                        .parentTable());
    }

    private Column known(Column column, TableMetadata of) {
        if (of.indexOf(column.name()).isEmpty()) {
            List<String> names = of.columns().stream().map(ColumnMetadata::name).toList();
            throw new IllegalArgumentException(
                    "table " + of.name() + " has no column " + column.name() + NearestName.hint(column.name(), names));
        }
        if (database.keyColumns(of.name()).contains(column.name())) {
            throw new IllegalArgumentException("column " + column.name() + " of table " + of.name()
                    + " is part of a key, and keys are made before other columns; a rule can't name it");
        }
        return column;
    }

    /** By the columns of the foreign key, by its full name, or by the parent's name. */
    private Relationship way(String name) {
        List<Relationship> keys = database.parentsOf(table.name()).stream()
                .filter(r -> database.find(r.parentTable()).isPresent())
                .toList();
        for (Relationship key : keys) {
            if (key.name().equals(name) || String.join(",", key.childKey()).equals(name)) {
                return key;
            }
        }
        List<Relationship> found =
                keys.stream().filter(k -> k.parentTable().equals(name)).toList();
        if (found.size() == 1) {
            return found.get(0);
        } else if (found.size() > 1) {
            String ways = found.stream()
                    .map(r -> "'" + String.join(",", r.childKey()) + "'")
                    .collect(Collectors.joining(" or "));
            throw new IllegalArgumentException("several keys of table " + table.name() + " lead to " + name
                    + "; write the key's columns in its place: " + ways);
        }
        List<String> known = new ArrayList<>();
        keys.forEach(k -> known.add(k.parentTable()));
        keys.forEach(k -> known.add(String.join(",", k.childKey())));
        throw new IllegalArgumentException(
                "no foreign key of table " + table.name() + " leads to " + name + NearestName.hint(name, known));
    }

    static String named(Column column) {
        List<String> names = new ArrayList<>(column.path());
        names.add(column.name());
        return String.join(".", names);
    }
}
