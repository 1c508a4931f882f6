package io.rowmill.sources;

import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Primary and foreign keys found by names and values, where no catalogue declares them. */
final class KeyDetection {
    private final Map<String, List<ColumnProfile>> tables;
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final List<String> warnings;

    /** @param tables profiles of all columns, by table */
    KeyDetection(Map<String, List<ColumnProfile>> tables, List<String> warnings) {
        this.tables = tables;
        this.warnings = warnings;
        tables.forEach(
                (table, columns) -> singleKey(table, columns).ifPresent(k -> primaryKeys.put(table, List.of(k))));
    }

    /** Tables that are nothing but references get all their columns as key; see {@link #linkCandidates}. */
    private Optional<String> singleKey(String table, List<ColumnProfile> columns) {
        boolean onlyReferences = columns.size() > 1
                && columns.stream()
                        .allMatch(c -> ColumnNames.isIdLike(c.name()) && !ColumnNames.namesTable(c.name(), table));
        if (onlyReferences) {
            return Optional.empty();
        }
        Optional<String> key = columns.stream()
                .filter(c -> ColumnNames.isIdLike(c.name()) && c.canBePrimaryKey())
                .max(Comparator.comparing((ColumnProfile c) -> ColumnNames.namesTable(c.name(), table))
                        .thenComparing(c -> -columns.indexOf(c)))
                .map(ColumnProfile::name);
        key.filter(k -> !ColumnNames.namesTable(k, table))
                .ifPresent(k -> warnings.add("Table " + table + ": column " + k
                        + " is used as its primary key because its values are unique; check this."));
        return key;
    }

    /** Columns that could form a primary key together, of the tables that have none yet. */
    Map<String, List<String>> linkCandidates() {
        Map<String, List<String>> candidates = new LinkedHashMap<>();
        tables.forEach((table, columns) -> {
            List<String> parts = columns.stream()
                    .filter(c -> c.isWhole() && c.looksLikeKey() && ColumnNames.isIdLike(c.name()))
                    .map(ColumnProfile::name)
                    .limit(4)
                    .toList();
            if (!primaryKeys.containsKey(table) && parts.size() > 1) {
                candidates.put(table, parts);
            }
        });
        return candidates;
    }

    void setPrimaryKey(String table, List<String> columns) {
        primaryKeys.put(table, columns);
        warnings.add("Table " + table + ": " + String.join(", ", columns)
                + " together are used as its primary key because they are unique; check this.");
    }

    Map<String, List<String>> primaryKeys() {
        return primaryKeys;
    }

    List<Relationship> foreignKeys() {
        List<Relationship> found = new ArrayList<>();
        tables.forEach((table, columns) -> {
            for (ColumnProfile column : columns) {
                bestParent(table, column)
                        .ifPresent(parent -> found.add(new Relationship(
                                parent,
                                primaryKeys.get(parent),
                                table,
                                List.of(column.name()),
                                Optional.empty(),
                                false)));
            }
        });
        return found;
    }

    private Optional<String> bestParent(String table, ColumnProfile column) {
        Map<String, Integer> scores = new HashMap<>();
        boolean ownKey = List.of(column.name()).equals(primaryKeys.get(table));
        primaryKeys.forEach((parent, key) -> {
            boolean itself = parent.equals(table) && key.contains(column.name());
            if (key.size() == 1 && !itself && (column.looksLikeKey() || !column.hasValues())) {
                int score = ColumnNames.similarity(column.name(), table, parent, key.get(0));
                boolean ownName = ownKey && (score < 3 || ColumnNames.namesTable(column.name(), table));
                // Without a value to compare, only a name that ends in the key's will do.
                int needed = column.hasValues() ? 1 : 2;
                if (score >= needed
                        && !ownName
                        && column.values()
                                .isContainedIn(profile(parent, key.get(0)).values())) {
                    scores.put(parent, score);
                }
            }
        });
        Optional<String> best = scores.keySet().stream()
                .max(Comparator.comparing((String p) -> scores.get(p)).thenComparing(Comparator.reverseOrder()));
        best.filter(p -> scores.get(p) < 3)
                .ifPresent(p ->
                        warnings.add("Table " + table + ": column " + column.name() + " is taken for a reference to "
                                + p + " because all its values occur there and the names are alike; check it."));
        return best;
    }

    private ColumnProfile profile(String table, String column) {
        return tables.get(table).stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** All sets of two, three and four candidates, smallest first, in column order. */
    static List<List<String>> combinations(List<String> columns) {
        List<List<String>> out = new ArrayList<>();
        for (int mask = 1; mask < 1 << columns.size(); mask++) {
            if (Integer.bitCount(mask) > 1) {
                List<String> set = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    if ((mask >> i & 1) == 1) {
                        set.add(columns.get(i));
                    }
                }
                out.add(set);
            }
        }
        out.sort(Comparator.comparingInt(List::size));
        return out;
    }
}
