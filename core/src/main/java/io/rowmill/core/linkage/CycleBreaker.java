package io.rowmill.core.linkage;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the foreign keys at which cycles between tables are cut: keys to rows that refer back first, then nullable keys, then keys outside the primary key, a
 * declared driver last. A cut key is never a driver; its values are ordinals known before any content.
 */
final class CycleBreaker {
    private final DatabaseMetadata database;
    private final Set<String> nullable;
    private final Set<String> ownChildren;
    private final List<Relationship> edges;
    private final List<Relationship> cut = new ArrayList<>();

    private CycleBreaker(DatabaseMetadata database, Set<String> nullable, Set<String> ownChildren) {
        this.ownChildren = ownChildren;
        this.database = database;
        this.nullable = nullable;
        this.edges = new ArrayList<>(database.relationships().stream()
                .filter(r -> !r.isSelfReference() && !database.isCopied(r.childTable()))
                .toList());
    }

    /**
     * @param ownChildren names of keys that lead to a row which refers to the row itself
     * @param errors gets one sentence per cycle that cannot be broken
     */
    static Set<String> cutKeys(
            DatabaseMetadata database, Set<String> nullable, Set<String> ownChildren, List<String> errors) {
        CycleBreaker breaker = new CycleBreaker(database, nullable, ownChildren);
        for (Predicate<Relationship> breakable : breaker.preferences()) {
            breaker.cutAll(breakable);
        }
        breaker.edges.stream()
                .map(breaker::cycleThrough)
                .filter(path -> !path.isEmpty())
                .findFirst()
                .ifPresent(path -> errors.add("The primary keys of " + String.join(" -> ", path)
                        + " depend on each other in a cycle; at least one of these foreign keys must lie outside the"
                        + " primary key."));
        breaker.cut.stream()
                .filter(Relationship::driver)
                .forEach(r -> errors.add(
                        "Foreign key " + r.name() + " is declared as driver but lies on a cycle of drivers."));
        Set<String> names = new HashSet<>();
        breaker.cut.forEach(r -> names.add(r.name()));
        return names;
    }

    private List<Predicate<Relationship>> preferences() {
        Predicate<Relationship> outsideKey = r -> Collections.disjoint(
                r.childKey(), database.table(r.childTable()).primaryKey());
        Predicate<Relationship> canBeNull = r -> nullable.contains(r.name()) && outsideKey.test(r);
        Predicate<Relationship> undeclared = r -> !r.driver();
        Predicate<Relationship> isOwnChild = r -> ownChildren.contains(r.name()) && outsideKey.test(r);
        return List.of(
                isOwnChild.and(undeclared),
                canBeNull.and(undeclared),
                outsideKey.and(undeclared),
                canBeNull,
                outsideKey);
    }

    private void cutAll(Predicate<Relationship> breakable) {
        for (Relationship edge : List.copyOf(edges)) {
            if (breakable.test(edge) && !cycleThrough(edge).isEmpty()) {
                edges.remove(edge);
                cut.add(edge);
            }
        }
    }

    /** Shortest path child, parent, ..., child that starts with the edge; empty if there is none. */
    private List<String> cycleThrough(Relationship edge) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(edge.parentTable()));
        cameFrom.put(edge.parentTable(), edge.childTable());
        while (!queue.isEmpty() && !cameFrom.containsKey(edge.childTable())) {
            String table = queue.poll();
            for (Relationship next : edges) {
                if (next.childTable().equals(table) && cameFrom.putIfAbsent(next.parentTable(), table) == null) {
                    queue.add(next.parentTable());
                }
            }
        }
        return cameFrom.containsKey(edge.childTable()) ? pathTo(edge.childTable(), cameFrom) : List.of();
    }

    private static List<String> pathTo(String table, Map<String, String> cameFrom) {
        List<String> path = new ArrayList<>(List.of(table));
        String at = cameFrom.get(table);
        while (!at.equals(table)) {
            path.add(at);
            at = cameFrom.get(at);
        }
        path.add(table);
        Collections.reverse(path);
        return path;
    }
}
