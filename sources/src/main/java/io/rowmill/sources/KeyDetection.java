package io.rowmill.sources;

import io.rowmill.core.metadata.KeyGuess;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Primary and foreign keys guessed by names and values, where no catalogue declares them: first primary keys of one column, then
 * the foreign keys that refer to them, then primary keys that are put together of foreign keys.
 */
final class KeyDetection {
    /** Pairs of equal values that random references would have, in the mean, where it is no accident that there is none. */
    private static final double CHANCE = 3;

    private static final int MOST_PARTS = 4;
    private static final double OWN_NAME = 0.95;
    private static final double OWN_CODE = 0.9;
    private static final double NATURAL = 0.85;
    private static final double OTHER_ID = 0.7;
    private static final double FIRST_CODE = 0.6;
    private static final double LINKS = 0.85;
    private static final double LINE_NUMBERS = 0.75;

    private final Map<String, List<ColumnProfile>> tables;
    private final ColumnNames names;
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final List<KeyGuess> guesses = new ArrayList<>();
    private final ForeignKeyGuesses foreignKeys;

    /** @param tables profiles of all columns, by table */
    KeyDetection(Map<String, List<ColumnProfile>> tables) {
        this.tables = tables;
        Map<String, List<String>> columnsOf = new LinkedHashMap<>();
        tables.forEach((t, columns) ->
                columnsOf.put(t, columns.stream().map(ColumnProfile::name).toList()));
        this.names = new ColumnNames(columnsOf);
        // A key that isn't called after its table may be a reference to one that is.
        tables.forEach((t, columns) -> take(columns.stream().flatMap(c -> ownKey(t, c).stream())));
        tables.forEach((t, columns) -> take(columns.stream().flatMap(c -> otherKey(t, columns, c).stream())));
        this.foreignKeys = new ForeignKeyGuesses(tables, primaryKeys, names);
        guesses.addAll(foreignKeys.guesses());
    }

    /** The best one, the first of equals. */
    private void take(Stream<KeyGuess> candidates) {
        candidates
                .filter(g -> !primaryKeys.containsKey(g.table()))
                .reduce((a, b) -> b.confidence() > a.confidence() ? b : a)
                .ifPresent(g -> {
                    if (g.kept()) {
                        primaryKeys.put(g.table(), g.columns());
                    }
                    guesses.add(g);
                });
    }

    private static KeyGuess primaryKey(String table, String column, double confidence, String reason) {
        return new KeyGuess(table, List.of(column), Optional.empty(), confidence, reason, confidence > 0);
    }

    private Optional<KeyGuess> ownKey(String table, ColumnProfile column) {
        boolean candidate = column.canBePrimaryKey()
                && names.isIdLike(table, column.name())
                && !isPureReference(table, column)
                && (names.namesTable(column.name(), table) || names.abbreviatesTable(column.name(), table));
        if (!candidate) {
            return Optional.empty();
        }
        boolean strong = names.isStrong(table, column.name()) && names.namesTable(column.name(), table);
        return Optional.of(primaryKey(
                table,
                column.name(),
                strong ? OWN_NAME : OWN_CODE,
                "it is called after its table, and no value repeats"));
    }

    /** A table that is nothing but references has no key of one column, even if one doesn't repeat. */
    private boolean isPureReference(String table, ColumnProfile column) {
        List<ColumnProfile> columns = tables.get(table);
        return columns.size() > 1
                && columns.stream().allMatch(c -> names.isIdLike(table, c.name()) && !names.namesTable(c.name(), table))
                && !names.namesTable(column.name(), table);
    }

    private Optional<KeyGuess> otherKey(String table, List<ColumnProfile> columns, ColumnProfile column) {
        String name = column.name();
        if (!column.canBePrimaryKey() || isPureReference(table, column) || names.isTime(table, name)) {
            return Optional.empty();
        }
        Optional<String> users = user(table, column);
        if (users.isPresent() && names.isNaturalKey(table, name)) {
            return Optional.of(primaryKey(
                    table, name, NATURAL, "no value repeats, and " + users.get() + " refers to it by the same name"));
        }
        if (!names.isIdLike(table, name)) {
            return Optional.empty();
        }
        Optional<String> parent = chanceParent(table, column);
        if (parent.isPresent()) {
            return Optional.of(primaryKey(
                    table,
                    name,
                    0,
                    "no value repeats, but in so few rows that can be an accident: the column refers to "
                            + parent.get()));
        }
        if (names.isStrong(table, name)) {
            return Optional.of(primaryKey(table, name, OTHER_ID, "it is called an id, and no value repeats"));
        }
        return columns.get(0).equals(column)
                ? Optional.of(primaryKey(
                        table,
                        name,
                        FIRST_CODE,
                        "it is the first column, called a code or a number, and no value repeats"))
                : Optional.empty();
    }

    /** A column of another table with the same name, whose values repeat and are all among these. */
    private Optional<String> user(String table, ColumnProfile key) {
        for (Map.Entry<String, List<ColumnProfile>> other : tables.entrySet()) {
            for (ColumnProfile column : other.getValue()) {
                boolean refers = !other.getKey().equals(table)
                        && column.looksLikeKey()
                        && !column.values().isUnique()
                        && names.sameName(other.getKey(), column.name(), table, key.name())
                        && column.values().isContainedIn(key.values());
                if (refers) {
                    return Optional.of(other.getKey() + "." + column.name());
                }
            }
        }
        return Optional.empty();
    }

    /** A table whose keys the column holds, each at most once, as as many random references could do. */
    private Optional<String> chanceParent(String table, ColumnProfile column) {
        return primaryKeys.entrySet().stream()
                .filter(e -> !e.getKey().equals(table) && e.getValue().size() == 1)
                .filter(e -> {
                    ColumnProfile key = profile(e.getKey(), e.getValue().get(0));
                    return names.match(table, column.name(), e.getKey(), key.name(), column.isNumber())
                                    .atLeast(NameMatch.ROLE)
                            && column.values().isContainedIn(key.values())
                            && pairs(column.rows()) < CHANCE * key.rows();
                })
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static double pairs(long rows) {
        return rows * (rows - 1) / 2.0;
    }

    /** Columns that could form a primary key together, of the tables that have none yet: references, and one that numbers rows. */
    Map<String, List<String>> linkCandidates() {
        Map<String, List<String>> candidates = new LinkedHashMap<>();
        tables.forEach((table, columns) -> {
            List<String> parts = columns.stream()
                    .filter(c -> c.isWhole() && (isReference(table, c.name()) || isLineNumber(table, c.name())))
                    .map(ColumnProfile::name)
                    .limit(MOST_PARTS)
                    .toList();
            if (!primaryKeys.containsKey(table) && parts.size() > 1) {
                candidates.put(table, parts);
            }
        });
        return candidates;
    }

    private boolean isReference(String table, String column) {
        return foreignKeys.found().stream()
                .anyMatch(r -> r.childTable().equals(table) && r.childKey().contains(column));
    }

    private boolean isLineNumber(String table, String column) {
        return names.isLineNumber(table, column) && !isReference(table, column);
    }

    /** Of the columns of a candidate, those sets that could be a key, smallest first: references, or one and a number of the row in it. */
    List<List<String>> combinations(String table, List<String> columns) {
        return combinations(columns).stream()
                .filter(set -> {
                    List<String> references =
                            set.stream().filter(c -> isReference(table, c)).toList();
                    List<String> numbers =
                            set.stream().filter(c -> !isReference(table, c)).toList();
                    return numbers.isEmpty()
                            || (numbers.size() == 1
                                    && references.size() == 1
                                    && profile(table, numbers.get(0)).countsRowsOf(profile(table, references.get(0))));
                })
                .toList();
    }

    void setPrimaryKey(String table, List<String> columns) {
        primaryKeys.put(table, columns);
        boolean links = columns.stream().allMatch(c -> isReference(table, c));
        guesses.add(new KeyGuess(
                table,
                columns,
                Optional.empty(),
                links ? LINKS : LINE_NUMBERS,
                links
                        ? "they refer to other tables, and together they don't repeat"
                        : "a reference and a number of the row within it, which together don't repeat",
                true));
    }

    Map<String, List<String>> primaryKeys() {
        return primaryKeys;
    }

    List<Relationship> foreignKeys() {
        return foreignKeys.found();
    }

    /** Primary keys first, in the order of the tables. */
    List<KeyGuess> guesses() {
        List<String> order = List.copyOf(tables.keySet());
        return guesses.stream()
                .sorted(Comparator.comparing((KeyGuess g) -> g.parentTable().isPresent())
                        .thenComparing(g -> order.indexOf(g.table())))
                .toList();
    }

    private ColumnProfile profile(String table, String column) {
        return tables.get(table).stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** All sets of two, three and four candidates, smallest first, in column order. */
    private static List<List<String>> combinations(List<String> columns) {
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
