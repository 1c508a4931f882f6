package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.AcrossFitter;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.CellsAbove;
import io.rowmill.core.linkage.across.FollowingFitter;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.linkage.across.Repeated;
import io.rowmill.core.linkage.across.Repetitions;
import io.rowmill.core.linkage.across.RowSamples;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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
    private final SiblingRules siblings;
    private final SiblingOrders orders;
    private final Set<String> known;
    private final Path workDir;
    private final DeclaredTables declared;
    private int anchors;
    /** By table the column by which siblings follow one another, and the row before each row, where rules read it. */
    private final Map<String, String> ordered = new HashMap<>();

    private final Map<String, ParentIndex> before = new HashMap<>();
    /** By table the columns that are known too late for rows that refer to it. */
    private final Map<String, Set<String>> late = new HashMap<>();

    /**
     * @param index by relationship name
     * @param siblings what the rows of one parent keep: a column that this is about is not made from the row before
     * @param orders of siblings
     * @param known names of the second keys whose parents are known before a row is made
     */
    ParentRules(
            DatabaseMetadata database,
            SchemaGraph graph,
            LinkageSource source,
            RuleSource rules,
            Map<String, ParentRows> index,
            SiblingRules siblings,
            SiblingOrders orders,
            Set<String> known,
            Path workDir) {
        this.siblings = siblings;
        this.orders = orders;
        this.database = database;
        this.graph = graph;
        this.source = source;
        this.rules = rules;
        this.index = new TreeMap<>(index);
        this.known = Set.copyOf(known);
        this.workDir = workDir;
        this.declared = new DeclaredTables(database, source, rules, this.index, workDir);
    }

    /**
     * Looks for rules in all tables, and has those that have any learned by them.
     *
     * @param totals that were found
     */
    void fit(TotalFacts totals) throws IOException {
        declared.check(true);
        Map<String, TableRules> totaled = new HashMap<>();
        for (TableStructure table : graph.tables()) {
            if (rules.hasRules(table.table())) {
                totaled.put(table.table(), withTotals(table, rules.rules(table.table()), totals));
            }
        }
        Repetitions repetitions = new Repetitions();
        for (TableStructure table : childrenFirst()) {
            if (rules.hasRules(table.table())) {
                fit(table, totaled.get(table.table()), repetitions);
            } else if (declared.has(table.table())) {
                TableRules before = rules.rules(table.table());
                TableRules after = declared.with(before, known(table));
                if (!after.equals(before)) {
                    learn(table, after, parents(table), Map.of());
                }
            }
        }
    }

    /** Totals of rows whose driver leads to the table: all rows of one parent are made together. */
    private TableRules withTotals(TableStructure table, TableRules before, TotalFacts totals) throws IOException {
        Set<String> drivers = graph.tables().stream()
                .flatMap(t -> t.driver().stream())
                .map(ForeignKey::name)
                .collect(Collectors.toSet());
        List<Total> found = new ArrayList<>();
        for (Total total : declared.without(table.table(), before, totals.of(table.table(), drivers))) {
            if (!isAnchor(table, total)) {
                found.add(total);
            }
        }
        Set<String> late = before.withTotals(found).late();
        found.removeIf(t -> t.filter() instanceof Filter.SameValue same && late.contains(same.above()));
        TableRules after = found.isEmpty() ? before : before.withTotals(found);
        this.late.put(table.table(), after.late());
        return after;
    }

    /**
     * Rows of other tables are bound to the least or greatest of a table's rows, such as loans to the day of an account's first entry.
     * It must be known to all of them; rows that begin with it are near it as it is.
     */
    private boolean isAnchor(TableStructure table, Total total) throws IOException {
        if (total.kind() != Total.Kind.LEAST && total.kind() != Total.Kind.GREATEST) {
            return false;
        }
        TypedColumns all = rules.columns(table.table());
        Set<String> others = new HashSet<>(all.formats().keySet());
        others.remove(total.column());
        for (TableStructure child : graph.tables()) {
            for (ForeignKey key : keys(child)) {
                boolean isOther =
                        key.parent().equals(table.table()) && !key.name().equals(total.relationship());
                Parent parent = new Parent(key.name(), index.get(key.name()), all.without(others));
                if (isOther
                        && rules.hasRules(child.table())
                        && AcrossFitter.isAnyBound(child(child.table()), parent, anchorFile())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A new one each time, as it stays mapped. */
    private Path anchorFile() {
        return workDir.resolve("rules-anchor-" + anchors++);
    }

    private Set<String> lateOf(String table) {
        return late.getOrDefault(table, Set.of());
    }

    /**
     * @param totaled the table's own rules with its totals
     * @param repetitions of the tables that refer to this one
     */
    private void fit(TableStructure table, TableRules totaled, Repetitions repetitions) throws IOException {
        Repeated repeated = repetitions.of(table.table());
        TableRules before = repeated.with(totaled);
        List<Parent> parents = parents(table);
        TableRules after = before;
        Optional<RowSamples> samples = Optional.empty();
        if (!parents.isEmpty()) {
            samples = Optional.of(RowSamples.of(rules.columns(table.table()), parents));
            DeclaredRules of = declared.of(table.table());
            TypedColumns child =
                    child(table.table()).without(lateOf(table.table())).without(of.made());
            Protection protection = source.protection(table.table());
            after = AcrossFitter.fit(
                    before, child, parents, samples.get(), protection, of.struck(), file(table, "values"));
            repetitions.add(child, before, after, parents, protection);
        }
        after = declared.with(following(table, after, samples), known(table));
        Map<String, Set<String>> told = new HashMap<>(repeated.values());
        told.keySet().retainAll(rules.hiding(table.table()));
        if (!after.equals(rules.rules(table.table())) || !told.isEmpty()) {
            // What is learned of other columns is a distance or a place.
            told.keySet().retainAll(wholly(after, told.keySet()));
            learn(table, after, parents, told);
        }
    }

    /** Columns that are made from those of the row before. They come last: an order of siblings has to be known. */
    private TableRules following(TableStructure table, TableRules found, Optional<RowSamples> samples)
            throws IOException {
        String name = table.table();
        if (table.driver().isEmpty() || samples.isEmpty() || !rules.learnsSequences(name)) {
            return found;
        }
        Optional<String> column = order(table).column().filter(c -> found.learned(c) != Learned.NOTHING);
        if (column.isEmpty()) {
            return found;
        }
        Set<String> others = new HashSet<>(AlternateKeys.of(database, name).distinguishing());
        others.addAll(lateOf(name));
        others.addAll(declared.of(name).made());
        siblings.of(table.driver().get().name(), column).stream()
                .filter(rule -> !(rule instanceof SiblingRule.Growing))
                .forEach(rule -> others.addAll(rule.columns()));
        ParentIndex before = rowsBefore(table, column.get());
        TableRules after = FollowingFitter.fit(
                found,
                rules.columns(name).without(others),
                parents(table).get(0),
                before,
                samples.get(),
                source.protection(name),
                file(table, "steps"));
        if (!after.equals(found)) {
            ordered.put(name, column.get());
        }
        return after;
    }

    private SiblingOrder order(TableStructure table) {
        return orders.of(table.driver().orElseThrow());
    }

    private ParentIndex rowsBefore(TableStructure table, String column) throws IOException {
        ParentIndex known = before.get(table.table());
        if (known == null) {
            known = RowsBefore.of(
                    order(table), column, index.get(table.driver().orElseThrow().name()), file(table, "siblings"));
            before.put(table.table(), known);
        }
        return known;
    }

    /** The columns by which siblings follow one another, of tables whose rows are made from the row before. */
    Map<String, String> ordered() {
        return Map.copyOf(ordered);
    }

    private Set<String> known(TableStructure table) {
        return keys(table).stream().map(ForeignKey::name).collect(Collectors.toSet());
    }

    /** Sentences about rows that break what is declared. */
    List<String> warnings() {
        return declared.warnings();
    }

    private static Set<String> wholly(TableRules rules, Set<String> columns) {
        return columns.stream().filter(c -> rules.learned(c) == Learned.WHOLE).collect(Collectors.toSet());
    }

    /** So that what a table's rows repeat is known when the rows that they repeat are learned. */
    private List<TableStructure> childrenFirst() {
        Set<TableStructure> out = new LinkedHashSet<>();
        graph.tables().forEach(table -> addAfterChildren(table, out, new HashSet<>()));
        return List.copyOf(out);
    }

    private void addAfterChildren(TableStructure table, Set<TableStructure> done, Set<TableStructure> begun) {
        if (begun.add(table) && !done.contains(table)) {
            for (TableStructure child : graph.tables()) {
                if (keys(child).stream().anyMatch(key -> key.parent().equals(table.table()))) {
                    addAfterChildren(child, done, begun);
                }
            }
            done.add(table);
        }
    }

    /**
     * Has tables learned by rules that are known already.
     *
     * @param orders the columns by which siblings follow one another
     */
    void repeat(Function<String, Optional<String>> orders) throws IOException {
        declared.check(false);
        for (TableStructure table : graph.tables()) {
            TableRules found = rules.rules(table.table());
            orders.apply(table.table()).ifPresent(column -> ordered.put(table.table(), column));
            if (!found.ofParents().isEmpty() || !found.totals().isEmpty()) {
                learn(table, found, parents(table), Map.of());
            }
        }
    }

    private void learn(TableStructure table, TableRules found, List<Parent> parents, Map<String, Set<String>> told)
            throws IOException {
        List<Parent> read = new ArrayList<>(parents);
        if (found.ofParents().stream().anyMatch(Source::isBefore)) {
            String column = Objects.requireNonNull(ordered.get(table.table()), "siblings have no order");
            read.add(FollowingFitter.before(rowsBefore(table, column), rules.columns(table.table())));
        }
        try (CellsAbove cells = CellsAbove.of(found.ofParents(), read, file(table, "cells"))) {
            rules.learnBy(found, cells, told);
        }
    }

    private Path file(TableStructure table, String what) {
        return workDir.resolve("rules-" + graph.tables().indexOf(table) + "-" + what);
    }

    /** The driver first: a rule that holds over several keys goes by it. */
    private List<ForeignKey> keys(TableStructure table) {
        List<ForeignKey> keys = new ArrayList<>();
        table.driver().ifPresent(keys::add);
        table.keysOf(KeyRole.SECOND_PARENT)
                .filter(k -> known.contains(k.name()))
                .forEach(keys::add);
        return keys;
    }

    private List<Parent> parents(TableStructure table) throws IOException {
        List<Parent> out = new ArrayList<>();
        for (ForeignKey key : keys(table)) {
            out.add(new Parent(
                    key.name(),
                    index.get(key.name()),
                    rules.columns(key.parent()).without(lateOf(key.parent()))));
        }
        return out;
    }

    /** A column that never repeats, or by which rows follow one another, has its values from nobody. */
    private TypedColumns child(String table) throws IOException {
        Set<String> own = new HashSet<>(AlternateKeys.of(database, table).distinguishing());
        database.table(table).sequenceIndex().ifPresent(own::add);
        return rules.columns(table).without(own);
    }
}
