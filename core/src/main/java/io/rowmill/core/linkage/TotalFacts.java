package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.linkage.totals.TotalsFinder;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.Total;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Columns that are totals of rows that refer to their row, over all keys. Only those over a driver can be kept. */
final class TotalFacts {
    static final TotalFacts NONE = new TotalFacts(Map.of());

    private final Map<String, List<Total>> byTable;

    private TotalFacts(Map<String, List<Total>> byTable) {
        this.byTable = byTable;
    }

    /**
     * @param protection by table
     * @param parents by relationship name
     */
    static TotalFacts find(
            DatabaseMetadata database,
            RuleSource rules,
            Function<String, Protection> protection,
            Map<String, ParentRows> parents,
            Path workDir)
            throws IOException {
        Map<String, TypedColumns> own = new HashMap<>();
        Map<String, TypedColumns> all = new LinkedHashMap<>();
        for (TableMetadata table : database.tables()) {
            TypedColumns columns = rules.columns(table.name());
            all.put(table.name(), columns);
            if (rules.hasRules(table.name())) {
                Set<String> without =
                        new HashSet<>(AlternateKeys.of(database, table.name()).distinguishing());
                table.sequenceIndex().ifPresent(without::add);
                without.addAll(Declarations.struckTotals(database, table.name()));
                own.put(table.name(), columns.without(without));
            }
        }
        List<TotalsFinder.Key> keys = database.relationships().stream()
                .filter(key -> !key.isSelfReference())
                .map(key ->
                        new TotalsFinder.Key(key.name(), key.childTable(), key.parentTable(), parents.get(key.name())))
                .toList();
        return new TotalFacts(TotalsFinder.find(own, all, keys, protection, workDir.resolve("totals")));
    }

    /** Of a table, over these keys; one per column at most. */
    List<Total> of(String table, Set<String> keys) {
        Map<String, Total> byColumn = new HashMap<>();
        byTable.getOrDefault(table, List.of()).stream()
                .filter(t -> keys.contains(t.relationship()))
                .forEach(t -> byColumn.putIfAbsent(t.column(), t));
        return byTable.getOrDefault(table, List.of()).stream()
                .filter(byColumn::containsValue)
                .toList();
    }

    /**
     * Those of rows that are made together, of which a row's keys and values say which count before the row is complete.
     *
     * @param known names of keys that lead to rows which are known with the row itself
     */
    TotalFacts kept(SchemaGraph graph, Set<String> known) {
        Set<String> drivers = graph.tables().stream()
                .flatMap(t -> t.driver().stream())
                .map(ForeignKey::name)
                .collect(Collectors.toSet());
        Map<String, List<Total>> kept = new HashMap<>();
        byTable.forEach((table, totals) -> {
            Set<String> columns = totals.stream().map(Total::column).collect(Collectors.toSet());
            kept.put(
                    table,
                    totals.stream()
                            .filter(t -> drivers.contains(t.relationship()))
                            .filter(t ->
                                    !(t.filter() instanceof Filter.SameValue same) || !columns.contains(same.above()))
                            .filter(t -> !(t.filter() instanceof Filter.SameParent same)
                                    || known.containsAll(Set.of(same.key(), same.above())))
                            .toList());
        });
        return new TotalFacts(kept);
    }

    /** Sentences about columns that are totals of rows, but not by those that were kept. */
    List<String> lost(TotalFacts kept) {
        List<String> sentences = new ArrayList<>();
        new TreeMap<>(byTable).forEach((table, totals) -> {
            Set<String> columns = new TreeSet<>();
            totals.forEach(t -> columns.add(t.column()));
            kept.byTable.getOrDefault(table, List.of()).forEach(t -> columns.remove(t.column()));
            if (!columns.isEmpty()) {
                sentences.add("Columns of table " + table + " are numbers or sums of rows that refer to it, which are"
                        + " not made together: " + String.join(", ", columns) + ". Synthetic rows don't keep that.");
            }
        });
        return sentences;
    }

    /** Something is a total over the key. */
    boolean hasAny(Relationship key) {
        return !of(key.parentTable(), Set.of(key.name())).isEmpty();
    }
}
