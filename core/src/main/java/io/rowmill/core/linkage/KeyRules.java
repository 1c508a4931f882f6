package io.rowmill.core.linkage;

import io.rowmill.core.linkage.keys.JoinedKeys;
import io.rowmill.core.linkage.keys.KeyFacts;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.linkage.keys.KeyRule.AtMost;
import io.rowmill.core.linkage.keys.Settlement;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Chooses the rules by which foreign keys of each table follow from each other, so that no table waits for itself. */
final class KeyRules {
    private final DatabaseMetadata database;
    private final SchemaGraph graph;
    private final KeyFacts facts;
    private final List<String> warnings;
    private final Dependencies dependencies;
    private final Set<String> ownChildren;

    /**
     * @param ownChildren keys that are known after all others: no rule settles them or reads them
     * @param warnings gets a sentence per table with rules that can't be kept
     */
    KeyRules(
            DatabaseMetadata database,
            SchemaGraph graph,
            KeyFacts facts,
            Set<String> ownChildren,
            List<String> warnings) {
        this.ownChildren = ownChildren;
        this.database = database;
        this.warnings = warnings;
        this.graph = graph;
        this.facts = facts;
        this.dependencies = new Dependencies(graph.tables(), Set.of());
    }

    /** By table. */
    Map<String, List<KeyRule>> choose() {
        Map<String, List<KeyRule>> rules = new HashMap<>();
        for (TableStructure table : graph.tables()) {
            if (database.isCopied(table.table())) {
                rules.put(table.table(), List.of());
                continue;
            }
            Set<String> struck = Declarations.struckKeys(database, table.table());
            Settlement.Settled settled = Settlement.of(facts, table(table, struck));
            dependencies.read(table.table(), settled.rules());
            List<KeyRule> all = new ArrayList<>(settled.rules());
            all.removeIf(rule -> rule instanceof AtMost most && !Collections.disjoint(most.keys(), struck));
            declared(table).filter(rule -> !all.contains(rule)).forEach(all::add);
            rules.put(table.table(), all);
            if (!settled.unread().isEmpty()) {
                warnings.add("Keys of table " + table.table() + " follow from rows of "
                        + String.join(", ", settled.unread()) + " in the source, which are made after those of "
                        + table.table() + ": synthetic rows don't keep that.");
            }
        }
        return rules;
    }

    /** Alternate keys that consist of foreign keys, as the metadata says. */
    private Stream<AtMost> declared(TableStructure table) {
        return database.table(table.table()).alternateKeys().stream().flatMap(key -> {
            List<ForeignKey> within = table.foreignKeys().stream()
                    .filter(k -> key.containsAll(k.relationship().childKey()))
                    .toList();
            boolean isCovered = key.stream().allMatch(c -> within.stream()
                    .anyMatch(k -> k.relationship().childKey().contains(c)));
            List<String> names = within.stream().map(ForeignKey::name).toList();
            return isCovered ? Stream.of(new AtMost(names, 1)) : Stream.empty();
        });
    }

    /** @param struck keys that follow from none */
    private Settlement.Table table(TableStructure table, Set<String> struck) {
        Uniqueness uniqueness = table.uniqueness();
        List<String> distinct = uniqueness.rule() == Uniqueness.Rule.DISTINCT_IN_GROUP
                        && uniqueness.keys().size() == 1
                ? uniqueness.keys()
                : List.of();
        List<String> open = table.keysOf(KeyRole.SECOND_PARENT)
                .map(ForeignKey::name)
                .filter(k -> !struck.contains(k))
                .filter(k -> !ownChildren.contains(k))
                .filter(k ->
                        (distinct.contains(k) || !table.uniqueness().keys().contains(k)) && !sharesColumns(table, k))
                .toList();
        List<String> settled = table.foreignKeys().stream()
                .filter(k -> k.role() != KeyRole.SELF_REFERENCE && !open.contains(k.name()))
                .map(ForeignKey::name)
                .toList();
        return new Settlement.Table(
                table.table(),
                table.driver().map(ForeignKey::name),
                settled,
                open,
                distinct,
                this::isKnown,
                others -> dependencies.canRead(table.table(), others, graph.fixedTotals()));
    }

    /** A key that takes its columns from another one tells the row that it leads to only if this row's key is its ordinal. */
    private boolean isKnown(String relationship) {
        ForeignKey key = graph.tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> k.name().equals(relationship))
                .findFirst()
                .orElseThrow();
        if (ownChildren.contains(relationship)) {
            return false;
        }
        return key.role() != KeyRole.DERIVED
                || graph.table(key.parent()).followsOrdinal(key.relationship().parentKey());
    }

    /** A key of which another one has a column can't be chosen freely. */
    private static boolean sharesColumns(TableStructure table, String name) {
        Relationship key = relationship(table.foreignKeys(), name);
        return table.foreignKeys().stream()
                .filter(other -> !other.name().equals(name))
                .filter(other -> other.coveredBy().filter(name::equals).isEmpty())
                .anyMatch(other -> !Collections.disjoint(other.relationship().childKey(), key.childKey()));
    }

    private static Relationship relationship(List<ForeignKey> keys, String name) {
        return keys.stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow()
                .relationship();
    }

    /** The joined rows of a database. */
    record Joined(DatabaseMetadata database, ToIntFunction<String> rowCounts, Map<String, ParentRows> parents)
            implements JoinedKeys {
        @Override
        public List<String> tables() {
            return database.tables().stream().map(TableMetadata::name).toList();
        }

        @Override
        public int rows(String table) {
            return rowCounts.applyAsInt(table);
        }

        @Override
        public List<Relationship> keysOf(String table) {
            return database.parentsOf(table);
        }

        @Override
        public int[] parentsOf(String relationship, int[] childRows) {
            return parents.get(relationship).parentsOf(childRows);
        }

        @Override
        public int[] childCounts(String relationship, int[] parentRows) {
            return parents.get(relationship).childCounts(parentRows);
        }
    }
}
