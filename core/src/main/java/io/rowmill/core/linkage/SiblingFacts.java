package io.rowmill.core.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rows of each parent of one key keep together, whatever else is known of the columns, and how many exceptions must be expected
 * by chance.
 *
 * @param columns that were looked at, in the order of the table
 * @param values by column: that no value repeats, or that rows have numbers
 * @param flags by column: values that one row of a parent has at most
 * @param ends pairs of columns that are starts and ends
 * @param growing by the column that the rows are in the order of, and by column
 * @param inSourceOrder the same of rows in the order of the source
 */
record SiblingFacts(
        List<String> columns,
        Map<String, Fact> values,
        Map<String, List<Fact>> flags,
        List<Ends> ends,
        Map<String, Map<String, Fact>> growing,
        Map<String, Fact> inSourceOrder) {
    /** Values of a column of which a parent may have one at most. */
    static final int MOST_VALUES = 20;

    /** @param exceptions that must be expected by chance, while there is none */
    record Fact(SiblingRule rule, double exceptions) {}

    /** @param width of all rows together, from the start to the end */
    record Ends(SiblingRule.Apart rule, double exceptions, double width) {}

    static SiblingFacts none(List<String> columns) {
        return new SiblingFacts(columns, Map.of(), Map.of(), List.of(), Map.of(), Map.of());
    }

    boolean covers(List<String> others) {
        return columns.containsAll(others);
    }

    /**
     * @param among columns that rules may be about
     * @param free columns that can be given other values
     * @param members columns that can be given other values if others are, too
     */
    List<SiblingRule> rules(List<String> among, Set<String> free, Set<String> members) {
        double enough = enough(among);
        List<SiblingRule> rules = new ArrayList<>();
        for (String column : among) {
            Fact ofValues = values.get(column);
            if (ofValues != null && ofValues.exceptions() >= enough) {
                if (free.contains(column) || members.contains(column)) {
                    rules.add(ofValues.rule());
                }
            } else if (free.contains(column)) {
                flags.getOrDefault(column, List.of()).stream()
                        .filter(f -> f.exceptions() > enough)
                        .forEach(f -> rules.add(f.rule()));
            }
        }
        // Of several ends, the latest one says it for all.
        ends.stream()
                .filter(e -> e.exceptions() > enough
                        && free.contains(e.rule().start())
                        && among.containsAll(e.rule().columns()))
                .max(Comparator.comparingDouble(Ends::width))
                .ifPresent(e -> rules.add(e.rule()));
        return rules;
    }

    /**
     * Columns that never fall.
     *
     * @param order a column that the rows are in the order of
     */
    List<SiblingRule> growing(List<String> among, String order, Set<String> free) {
        return growing(among, growing.getOrDefault(order, inSourceOrder), free);
    }

    /** Like the other method, in the order of the source. */
    List<SiblingRule> growing(List<String> among, Set<String> free) {
        return growing(among, inSourceOrder, free);
    }

    private static List<SiblingRule> growing(List<String> among, Map<String, Fact> facts, Set<String> free) {
        return among.stream()
                .filter(c -> free.contains(c) && facts.containsKey(c))
                .map(facts::get)
                .filter(f -> f.exceptions() > enough(among))
                .map(Fact::rule)
                .toList();
    }

    /** So many exceptions must be expected by chance that the probability of none is small for all candidates together. */
    private static double enough(List<String> among) {
        int columns = among.size();
        return Math.log(1e4) + Math.log(Math.max(1, columns * (columns + MOST_VALUES)));
    }
}
