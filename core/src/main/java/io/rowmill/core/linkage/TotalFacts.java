package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.linkage.totals.TotalsFinder;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns that are totals of rows that refer to their row, over all keys. Only those over a driver can be kept. */
final class TotalFacts {
    static final TotalFacts NONE = new TotalFacts(Map.of());

    private final Map<String, List<Total>> byTable;

    private TotalFacts(Map<String, List<Total>> byTable) {
        this.byTable = byTable;
    }

    /** @param parents by relationship name */
    static TotalFacts find(DatabaseMetadata database, RuleSource rules, Map<String, ParentRows> parents, Path workDir)
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
        return new TotalFacts(TotalsFinder.find(own, all, keys, workDir.resolve("totals")));
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

    /** Something is a total over the key. */
    boolean hasAny(Relationship key) {
        return !of(key.parentTable(), Set.of(key.name())).isEmpty();
    }
}
