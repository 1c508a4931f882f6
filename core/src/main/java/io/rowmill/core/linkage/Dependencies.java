package io.rowmill.core.linkage;

import io.rowmill.core.linkage.keys.KeyPath;
import io.rowmill.core.linkage.keys.KeyRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be known before the first row of a table can be generated. This is all rows of its driver's parent, and the number
 * of rows of every table that it refers to by another key (with their keys, if these don't follow from ordinals), and all rows of
 * tables that its keys follow from. It is also the number of rows of the tables from which its link-table children draw distinct
 * parents, because that limits the number of children.
 */
public final class Dependencies {
    private final Map<String, TableStructure> tables = new HashMap<>();
    private final List<TableStructure> order;
    private final Set<String> matched;
    /** By table: others from whose rows its keys follow. */
    private final Map<String, Set<String>> read = new HashMap<>();

    /** @param matched names of second keys whose parents are chosen to fit, which needs these parents' rows */
    public Dependencies(List<TableStructure> order, Set<String> matched) {
        this.order = order;
        this.matched = Set.copyOf(matched);
        order.forEach(t -> tables.put(t.table(), t));
    }

    /** With what the rules between keys read. */
    public static Dependencies of(Linkage linkage) {
        Dependencies dependencies = new Dependencies(linkage.graph().tables(), linkage.matched());
        linkage.tables().forEach(t -> dependencies.read(t.table(), t.keyRules()));
        return dependencies;
    }

    /** From now on, rows of a table are made by these rules. */
    void read(String table, List<KeyRule> rules) {
        Set<String> others = read.computeIfAbsent(table, t -> new LinkedHashSet<>());
        rules.forEach(rule -> others.addAll(tablesOf(table, rule)));
    }

    /** Tables whose rows a rule reads; the rows of the driver's parent are at hand. */
    private Set<String> tablesOf(String table, KeyRule rule) {
        Optional<String> driver = structure(table).driver().map(ForeignKey::name);
        Set<String> read = new LinkedHashSet<>();
        for (KeyPath path : rule.paths()) {
            path.relationships().stream()
                    .limit(path.length() - 1L)
                    .filter(r -> !driver.equals(Optional.of(r)))
                    .map(this::parentOf)
                    .forEach(read::add);
        }
        if (rule instanceof KeyRule.Through through) {
            read.add(through.table());
        }
        return read;
    }

    /** Tables from whose rows the keys of a table follow: they are looked up there. */
    public Set<String> readFor(String table) {
        return read.getOrDefault(table, Set.of());
    }

    private String parentOf(String relationship) {
        return order.stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> k.name().equals(relationship))
                .findFirst()
                .orElseThrow()
                .parent();
    }

    /**
     * Rows of the others can be made before those of the table.
     *
     * @param fixed tables whose totals are fixed in advance
     */
    boolean canRead(String table, Set<String> others, Set<String> fixed) {
        return others.stream().noneMatch(o -> o.equals(table) || reaches(o, table, fixed, new HashSet<>()));
    }

    /** Tables whose rows must all be generated before those of the given table. */
    public Set<String> completeBefore(String table) {
        Set<String> needed = new LinkedHashSet<>();
        structure(table).driver().ifPresent(d -> needed.add(d.parent()));
        structure(table)
                .keysOf(KeyRole.SECOND_PARENT)
                .filter(k -> matched.contains(k.name())
                        || !structure(k.parent())
                                .followsOrdinal(k.relationship().parentKey()))
                .map(ForeignKey::parent)
                .forEach(needed::add);
        needed.addAll(readFor(table));
        return needed;
    }

    /** Tables whose number of rows must be known before the rows of the given table are generated. */
    public Set<String> totalsBefore(String table) {
        Set<String> needed = new LinkedHashSet<>();
        structure(table).keysOf(KeyRole.SECOND_PARENT).map(ForeignKey::parent).forEach(needed::add);
        needed.addAll(readFor(table));
        for (TableStructure child : order) {
            boolean driven =
                    child.driver().filter(d -> d.parent().equals(table)).isPresent();
            if (driven && child.uniqueness().rule() == Uniqueness.Rule.DISTINCT_IN_GROUP) {
                needed.addAll(distinctParents(child));
            }
        }
        needed.remove(table);
        return needed;
    }

    private static List<String> distinctParents(TableStructure child) {
        return child.foreignKeys().stream()
                .filter(k -> child.uniqueness().keys().contains(k.name()))
                .map(ForeignKey::parent)
                .toList();
    }

    /** Tables whose totals have to be fixed in advance. */
    Set<String> breakCircles(List<String> errors) {
        Set<String> fixed = new LinkedHashSet<>();
        for (TableStructure table : order) {
            if (waitsForItself(table.table(), Set.copyOf(tables.keySet()), new HashSet<>())) {
                errors.add("Table " + table.table() + " refers, directly or through other tables, to a table whose"
                        + " primary key is composed of foreign keys and depends on it in turn.");
                return fixed;
            }
        }
        for (TableStructure table : order) {
            for (String parent : totalsBefore(table.table())) {
                if (waits(parent, table.table(), fixed)) {
                    fixed.add(parent);
                }
            }
        }
        return fixed;
    }

    private boolean waits(String total, String table, Set<String> fixed) {
        return completeBeforeTotal(total, fixed).stream()
                .anyMatch(t -> t.equals(table) || reaches(t, table, fixed, new HashSet<>()));
    }

    /** Tables that must be complete before the number of rows of the given one is known. */
    private Set<String> completeBeforeTotal(String table, Set<String> fixed) {
        Set<String> needed = new LinkedHashSet<>();
        addBeforeTotal(table, fixed, new HashSet<>(), needed);
        return needed;
    }

    private void addBeforeTotal(String table, Set<String> fixed, Set<String> seen, Set<String> needed) {
        if (fixed.contains(table) || !seen.add(table)) {
            return;
        }
        structure(table).driver().ifPresent(d -> needed.add(d.parent()));
        distinctParents(structure(table)).forEach(p -> addBeforeTotal(p, fixed, seen, needed));
    }

    /** No table's rows need, directly or not, rows of that table. */
    boolean isWithoutCircles(Set<String> fixed) {
        return order.stream().noneMatch(t -> waitsForItself(t.table(), fixed, new HashSet<>()));
    }

    private boolean waitsForItself(String table, Set<String> fixed, Set<String> seen) {
        return reaches(table, table, fixed, seen);
    }

    /** Rows of {@code from} need, directly or not, the rows of {@code goal}. */
    private boolean reaches(String from, String goal, Set<String> fixed, Set<String> seen) {
        List<String> needed = new ArrayList<>(completeBefore(from));
        for (String total : totalsBefore(from)) {
            needed.addAll(completeBeforeTotal(total, fixed));
        }
        for (String next : needed) {
            if (next.equals(goal) || (seen.add(next) && reaches(next, goal, fixed, seen))) {
                return true;
            }
        }
        return false;
    }

    private TableStructure structure(String table) {
        return tables.get(table);
    }
}
