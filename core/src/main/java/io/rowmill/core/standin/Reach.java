package io.rowmill.core.standin;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows belong to one unit: those of the root table, and all that lead there by a chain of foreign keys.
 *
 * @param root null: every row is a unit of its own
 * @param path by table, in an order in which parents come first: the foreign key that leads towards the root
 */
record Reach(@Nullable String root, Map<String, Relationship> path) {
    /**
     * @param wanted root table; empty: the only one there is
     * @throws FailureException (Rejected) if there is no such table, or several
     */
    static Reach of(DatabaseMetadata database, PrivacyUnit unit, Optional<String> wanted) {
        if (unit == PrivacyUnit.ROW) {
            return new Reach(null, Map.of());
        }
        String root = wanted.orElseGet(() -> onlyRoot(database));
        if (database.find(root).isEmpty() || database.isCopied(root)) {
            throw FailureException.rejected(
                    "invalid-privacy-root",
                    "Setting 'privacyRoot' names " + root + ", which is "
                            + (database.isCopied(root) ? "a public table" : "no table")
                            + ": name the table whose rows are to be hidden, such as that of your customers.");
        }
        return new Reach(root, path(database, root));
    }

    private static String onlyRoot(DatabaseMetadata database) {
        List<String> roots = database.tables().stream()
                .filter(t -> !t.copied() && parents(database, t.name()).isEmpty())
                .map(TableMetadata::name)
                .toList();
        if (roots.size() != 1) {
            throw FailureException.rejected(
                    "no-privacy-root",
                    "With epsilon, name the table whose rows are to be hidden with all that belongs to them: --set"
                            + " privacyRoot=TABLE. "
                            + (roots.isEmpty()
                                    ? "Every table refers to another one."
                                    : "Several refer to no other: " + String.join(", ", roots) + ".")
                            + " Or mark tables that are no secret as public.");
        }
        return roots.get(0);
    }

    private static List<Relationship> parents(DatabaseMetadata database, String table) {
        return database.parentsOf(table).stream()
                .filter(r -> !r.isSelfReference() && !database.isCopied(r.parentTable()))
                .toList();
    }

    /** Breadth first: a table is reached by the shortest chain, by a declared driver among chains of one length. */
    private static Map<String, Relationship> path(DatabaseMetadata database, String root) {
        Map<String, Relationship> path = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            String parent = open.remove();
            database.relationships().stream()
                    .filter(r -> r.parentTable().equals(parent) && !r.isSelfReference())
                    .sorted(Comparator.comparing((Relationship r) -> !r.driver()))
                    .filter(r -> !database.isCopied(r.childTable())
                            && !r.childTable().equals(root)
                            && !path.containsKey(r.childTable()))
                    .forEach(r -> {
                        if (path.putIfAbsent(r.childTable(), r) == null) {
                            open.add(r.childTable());
                        }
                    });
        }
        return path;
    }

    /** Rows of the table belong to a row of the root. */
    boolean covers(String table) {
        return table.equals(root) || path.containsKey(table);
    }

    /** The key is the one that {@link #driver} names. */
    boolean isDriver(DatabaseMetadata database, Relationship key) {
        return driver(database, key.childTable())
                .filter(driver -> driver.name().equals(key.name()))
                .isPresent();
    }

    /** The foreign key whose parents have the rows of a table: that towards the root, else the first to a table that is learned. */
    Optional<Relationship> driver(DatabaseMetadata database, String table) {
        if (covers(table)) {
            return Optional.ofNullable(path.get(table));
        }
        return parents(database, table).stream()
                .filter(r -> !covers(r.parentTable()))
                .min(Comparator.comparing((Relationship r) -> !r.driver()));
    }
}
