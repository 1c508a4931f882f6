package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.AcrossFitter;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.CellsAbove;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    /** Looks for rules in all tables, and has those that have any learned by them. */
    void fit() throws IOException {
        for (TableStructure table : graph.tables()) {
            List<Parent> parents = parents(table);
            if (!parents.isEmpty() && rules.hasRules(table.table())) {
                TableRules before = rules.rules(table.table());
                TableRules after = AcrossFitter.fit(
                        before,
                        child(table.table()),
                        parents,
                        source.protection(table.table()).extremeValueCount(),
                        file(table, "values"));
                if (!after.equals(before)) {
                    learn(table, after, parents);
                }
            }
        }
    }

    /** Has tables learned by rules that are known already. */
    void repeat() throws IOException {
        for (TableStructure table : graph.tables()) {
            TableRules found = rules.rules(table.table());
            if (!found.ofParents().isEmpty()) {
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
            out.add(new Parent(key.name(), index.get(key.name()), rules.columns(key.parent())));
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
