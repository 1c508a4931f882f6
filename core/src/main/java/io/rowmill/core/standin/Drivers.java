package io.rowmill.core.standin;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Declares the keys by which rows belong to their units as drivers, and orders tables by them. */
final class Drivers {
    private static final int MOST_CONTEXT = 8;

    private Drivers() {}

    /** A row of a table outside the reach is a unit of its own, so its content says nothing of a parent's. */
    static DatabaseMetadata declare(DatabaseMetadata database, Reach reach) {
        requireApart(database);
        List<Relationship> out = new ArrayList<>();
        for (Relationship key : database.relationships()) {
            boolean learned = !database.isCopied(key.childTable());
            boolean driver = learned && reach.isDriver(database, key);
            boolean apart = learned && !reach.covers(key.childTable()) && !database.isCopied(key.parentTable());
            out.add(new Relationship(
                    key.parentTable(),
                    key.parentKey(),
                    key.childTable(),
                    key.childKey(),
                    apart ? Optional.of(List.of()) : context(database, key, driver),
                    learned ? driver : key.driver()));
        }
        return new DatabaseMetadata(database.tables(), out, database.constraints());
    }

    /** Stand-ins don't tell which columns of a parent matter to its children, so the first ones count, whatever they say. */
    private static Optional<List<String>> context(DatabaseMetadata database, Relationship key, boolean driver) {
        if (!driver || key.contextColumns().isPresent()) {
            return key.contextColumns();
        }
        return Optional.of(database.table(key.parentTable()).contentColumns().stream()
                .map(ColumnMetadata::name)
                .limit(MOST_CONTEXT)
                .toList());
    }

    private static void requireApart(DatabaseMetadata database) {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : database.tables()) {
            Set<String> seen = new HashSet<>();
            for (Relationship key : database.parentsOf(table.name())) {
                boolean shares = key.childKey().stream().anyMatch(seen::contains);
                if (shares && !table.copied()) {
                    errors.add("Foreign key " + key.name()
                            + " shares a column with another one. With epsilon this isn't supported yet: leave one of them out"
                            + " of the metadata.");
                }
                seen.addAll(key.childKey());
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("shared-key-columns", errors);
        }
    }

    /** Tables that are learned, each after those that its rows refer to. */
    static List<String> order(DatabaseMetadata database, Reach reach) {
        Set<String> done = new LinkedHashSet<>();
        List<TableMetadata> open = new ArrayList<>(
                database.tables().stream().filter(t -> !t.copied()).toList());
        while (!open.isEmpty()) {
            List<TableMetadata> next =
                    open.stream().filter(t -> isReady(database, t.name(), done)).toList();
            if (next.isEmpty()) {
                throw FailureException.rejected(
                        "key-cycle",
                        "The foreign keys of "
                                + String.join(
                                        ", ",
                                        open.stream().map(TableMetadata::name).toList())
                                + " form a cycle. With epsilon this isn't supported yet: leave one of them out of the metadata.");
            }
            next.forEach(t -> done.add(t.name()));
            open.removeAll(next);
        }
        return List.copyOf(done);
    }

    private static boolean isReady(DatabaseMetadata database, String table, Set<String> done) {
        return database.parentsOf(table).stream()
                .allMatch(r ->
                        r.isSelfReference() || database.isCopied(r.parentTable()) || done.contains(r.parentTable()));
    }
}
