package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.AcrossFitter;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.CellsAbove;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rules between a table's columns and columns of the rows it refers to: by the driver, and by second keys whose parents are known
 * before a row is made.
 */
final class ParentRules {
    private final DatabaseMetadata database;
    private final SchemaGraph graph;
    private final LinkageSource source;
    private final RuleSource rules;
    private final Map<String, ParentRows> index;
    private final Set<String> known;
    private final Path workDir;
    /** By table the columns that are known too late for rows that refer to it. */
    private final Map<String, Set<String>> late = new HashMap<>();

    /**
     * @param index by relationship name
     * @param known names of the second keys whose parents are known before a row is made
     */
    ParentRules(
            DatabaseMetadata database,
            SchemaGraph graph,
            LinkageSource source,
            RuleSource rules,
            Map<String, ParentRows> index,
            Set<String> known,
            Path workDir) {
        this.database = database;
        this.graph = graph;
        this.source = source;
        this.rules = rules;
        this.index = new TreeMap<>(index);
        this.known = Set.copyOf(known);
        this.workDir = workDir;
    }

    /**
     * Looks for rules in all tables, and has those that have any learned by them.
     *
     * @param totals that were found
     */
    void fit(TotalFacts totals) throws IOException {
        List<TableStructure> tables =
                graph.tables().stream().filter(t -> rules.hasRules(t.table())).toList();
        Map<String, TableRules> totaled = new HashMap<>();
        for (TableStructure table : tables) {
            totaled.put(table.table(), withTotals(table, rules.rules(table.table()), totals));
        }
        for (TableStructure table : tables) {
            List<Parent> parents = parents(table);
            TableRules after = withParents(table, parents, totaled.get(table.table()));
            if (!after.equals(rules.rules(table.table()))) {
                learn(table, after, parents);
            }
        }
    }

    /** Totals of rows whose driver leads to the table: all rows of one parent are made together. */
    private TableRules withTotals(TableStructure table, TableRules before, TotalFacts totals) {
        Set<String> drivers = graph.tables().stream()
                .flatMap(t -> t.driver().stream())
                .map(ForeignKey::name)
                .collect(Collectors.toSet());
        List<Total> found = totals.of(table.table(), drivers);
        TableRules after = found.isEmpty() ? before : before.withTotals(found);
        late.put(table.table(), after.late());
        return after;
    }

    private TableRules withParents(TableStructure table, List<Parent> parents, TableRules before) throws IOException {
        return parents.isEmpty()
                ? before
                : AcrossFitter.fit(
                        before,
                        child(table.table()).without(lateOf(table.table())),
                        parents,
                        source.protection(table.table()).extremeValueCount(),
                        file(table, "values"));
    }

    private Set<String> lateOf(String table) {
        return late.getOrDefault(table, Set.of());
    }

    /** Has tables learned by rules that are known already. */
    void repeat() throws IOException {
        for (TableStructure table : graph.tables()) {
            TableRules found = rules.rules(table.table());
            if (!found.ofParents().isEmpty() || !found.totals().isEmpty()) {
                learn(table, found, parents(table));
            }
        }
    }

    private void learn(TableStructure table, TableRules found, List<Parent> parents) throws IOException {
        try (CellsAbove cells = CellsAbove.of(found.ofParents(), parents, file(table, "cells"))) {
            rules.learnBy(found, cells);
        }
    }

    private Path file(TableStructure table, String what) {
        return workDir.resolve("rules-" + graph.tables().indexOf(table) + "-" + what);
    }

    /** The driver first: a rule that holds over several keys goes by it. */
    private List<Parent> parents(TableStructure table) throws IOException {
        List<ForeignKey> keys = new ArrayList<>();
        table.driver().ifPresent(keys::add);
        table.keysOf(KeyRole.SECOND_PARENT)
                .filter(k -> known.contains(k.name()))
                .forEach(keys::add);
        List<Parent> out = new ArrayList<>();
        for (ForeignKey key : keys) {
            out.add(new Parent(
                    key.name(),
                    index.get(key.name()),
                    rules.columns(key.parent()).without(lateOf(key.parent()))));
        }
        return out;
    }

    /** A column that never repeats, or by which rows follow one another, has its values from nobody. */
    private TypedColumns child(String table) throws IOException {
        Set<String> own = new HashSet<>(AlternateKeys.of(database, table).uniqueColumns());
        database.table(table).sequenceIndex().ifPresent(own::add);
        return rules.columns(table).without(own);
    }
}
