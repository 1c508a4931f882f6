package io.rowmill.sources;

import io.rowmill.core.metadata.KeyGuess;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Foreign keys of one column, guessed. A guess needs a name that speaks for it, every value among the parent's keys, and
 * coverage: the share of the parent's keys that is used, against the share that as many random references would use. A
 * rating from 1 to 5 is contained in any numbering of a thousand rows, but uses next to nothing of it.
 */
final class ForeignKeyGuesses {
    /** Least confidence of a guess. A name that says all needs no coverage; a hint needs nearly a quarter of what chance would use. */
    private static final double LEAST = 0.4;
    /** With that many of its values among a key's, a column was likely meant to refer to it. */
    private static final double NEARLY = 0.5;

    private final Map<String, List<ColumnProfile>> tables;
    private final Map<String, List<String>> primaryKeys;
    private final ColumnNames names;
    private final List<String> order;
    private final List<Relationship> found = new ArrayList<>();
    private final List<KeyGuess> guesses = new ArrayList<>();
    /** Parents that share their own key with a table, by table. */
    private final Map<String, Set<String>> identifying = new HashMap<>();

    ForeignKeyGuesses(
            Map<String, List<ColumnProfile>> tables, Map<String, List<String>> primaryKeys, ColumnNames names) {
        this.tables = tables;
        this.primaryKeys = primaryKeys;
        this.names = names;
        this.order = List.copyOf(tables.keySet());
        tables.forEach((table, columns) -> columns.forEach(c -> guess(table, c)));
    }

    List<Relationship> found() {
        return found;
    }

    /** Those that are kept, and those that nearly were. */
    List<KeyGuess> guesses() {
        return guesses;
    }

    private record Candidate(String parent, NameMatch name, double confidence, String reason, boolean mutual) {}

    private void guess(String table, ColumnProfile column) {
        List<Candidate> candidates = new ArrayList<>();
        for (String parent : order) {
            List<String> key = primaryKeys.getOrDefault(parent, List.of());
            boolean itself = parent.equals(table) && key.contains(column.name());
            if (key.size() == 1 && !itself && (column.looksLikeKey() || !column.hasValues())) {
                candidate(table, column, parent, profile(parent, key.get(0))).ifPresent(candidates::add);
            }
        }
        candidates.sort(Comparator.comparing(Candidate::name)
                .reversed()
                .thenComparing(Comparator.comparingDouble(Candidate::confidence).reversed())
                .thenComparing(Candidate::parent, this::better));
        Optional<String> taken = Optional.empty();
        for (Candidate c : candidates) {
            if (taken.isPresent()) {
                if (c.name().atLeast(NameMatch.ROLE) && c.confidence() >= LEAST) {
                    report(table, column, c.parent(), 0, "the column fits " + taken.get() + " better", false);
                }
                continue;
            }
            Optional<String> against = objection(table, column, c);
            report(
                    table,
                    column,
                    c.parent(),
                    against.isEmpty() ? c.confidence() : 0,
                    against.orElse(c.reason()),
                    against.isEmpty());
            if (against.isEmpty()) {
                keep(table, column, c.parent());
                taken = Optional.of(c.parent());
            }
        }
    }

    private void report(
            String table, ColumnProfile column, String parent, double confidence, String reason, boolean kept) {
        guesses.add(new KeyGuess(table, List.of(column.name()), Optional.of(parent), confidence, reason, kept));
    }

    private void keep(String table, ColumnProfile column, String parent) {
        found.add(new Relationship(
                parent, primaryKeys.get(parent), table, List.of(column.name()), Optional.empty(), false));
        if (isOwnKey(table, column)) {
            identifying.computeIfAbsent(table, t -> new HashSet<>()).add(parent);
        }
    }

    /** Of names and values; empty: nothing worth a word speaks for it. */
    private Optional<Candidate> candidate(String table, ColumnProfile column, String parent, ColumnProfile key) {
        NameMatch name = names.match(table, column.name(), parent, key.name(), column.isNumber() && key.isNumber());
        boolean ownKey = isOwnKey(table, column);
        boolean ownName = ownKey && (!name.atLeast(NameMatch.TABLE) || names.namesTable(column.name(), table));
        if (name == NameMatch.NONE || ownName) {
            return Optional.empty();
        }
        if (!column.hasValues()) {
            // Without a value to compare, only an id whose name ends in the key's will do.
            return name.atLeast(NameMatch.ROLE) && names.isIdLike(table, column.name())
                    ? Optional.of(
                            new Candidate(parent, name, LEAST, name.reason() + "; there is no value to compare", false))
                    : Optional.empty();
        }
        if (!column.values().isContainedIn(key.values())) {
            double share = column.values().shareIn(key.values());
            if (name.atLeast(NameMatch.TABLE) && share >= NEARLY) {
                report(
                        table,
                        column,
                        parent,
                        0,
                        name.reason() + ", but only " + percent(share) + " of its values are among the keys",
                        false);
            }
            return Optional.empty();
        }
        return Optional.of(contained(table, column, parent, key, name));
    }

    private Candidate contained(String table, ColumnProfile column, String parent, ColumnProfile key, NameMatch name) {
        double used =
                (double) column.values().distinct() / Math.max(1, key.values().distinct());
        double expected = 1 - Math.exp(-(double) column.filled() / Math.max(1, key.rows()));
        double coverage = Math.min(1, used / expected);
        boolean mutual = isOwnKey(table, column) && key.values().isContainedIn(column.values());
        return new Candidate(
                parent,
                name,
                name.weight() * (1 + coverage) / 2,
                name.reason() + "; all its values are keys there, and it uses " + percent(Math.min(1, used))
                        + " of them",
                mutual);
    }

    private Optional<String> objection(String table, ColumnProfile column, Candidate candidate) {
        String parent = candidate.parent();
        if (candidate.confidence() < LEAST) {
            return Optional.of(
                    candidate.reason() + ", less than chance would: its numbers seem to count something else");
        }
        if (candidate.mutual() && better(table, parent) < 0) {
            return Optional.of("both tables have the same keys, and each could refer to the other; " + table
                    + " is taken for the parent because " + whyBetter(table, parent));
        }
        if (isOwnKey(table, column) && isAbove(parent, table)) {
            return Optional.of("the foreign keys would form a cycle of primary keys, and no row could be the first");
        }
        return Optional.empty();
    }

    /** The table's own key is the given table's, directly or through others. */
    private boolean isAbove(String table, String sought) {
        return table.equals(sought)
                || identifying.getOrDefault(table, Set.of()).stream().anyMatch(p -> isAbove(p, sought));
    }

    /** Negative: the first table is the better parent of the two, if their keys are the same. */
    private int better(String a, String b) {
        return Comparator.comparing((String t) -> !isCalledAfterItsKey(t))
                .thenComparing(t -> !keyComesFirst(t))
                .thenComparing(order::indexOf)
                .compare(a, b);
    }

    private String whyBetter(String a, String b) {
        if (isCalledAfterItsKey(a) != isCalledAfterItsKey(b)) {
            return "its key is called after it";
        }
        return keyComesFirst(a) != keyComesFirst(b) ? "the key is its first column" : "it comes first in the source";
    }

    private boolean isCalledAfterItsKey(String table) {
        String key = primaryKeys.get(table).get(0);
        return names.namesTable(key, table) || names.abbreviatesTable(key, table);
    }

    private boolean keyComesFirst(String table) {
        return tables.get(table).get(0).name().equals(primaryKeys.get(table).get(0));
    }

    private boolean isOwnKey(String table, ColumnProfile column) {
        return List.of(column.name()).equals(primaryKeys.get(table));
    }

    private ColumnProfile profile(String table, String column) {
        return tables.get(table).stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static String percent(double share) {
        return share > 0 && share < 0.01 ? "less than 1 %" : Math.round(share * 100) + " %";
    }
}
