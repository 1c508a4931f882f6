package io.rowmill.core.linkage;

import io.rowmill.core.linkage.Uniqueness.Rule;
import io.rowmill.core.linkage.keys.KeyRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The second keys whose parents are chosen to fit. Their parents' rows must be there before; so a key that would close a circle keeps
 * its uniform choice, as do keys that share columns with others.
 */
final class MatchedKeys {
    private MatchedKeys() {}

    /**
     * @param rules by table; keys that they settle have no choice
     * @param fitting tables whose second parents are not to be drawn uniformly
     * @return names, in the order of tables and their keys
     */
    static Set<String> of(SchemaGraph graph, Map<String, List<KeyRule>> rules, Predicate<String> fitting) {
        Set<String> matched = new LinkedHashSet<>();
        for (TableStructure table : graph.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean ruled = rules.get(table.table()).stream()
                        .anyMatch(r -> r.settles().contains(key.name()));
                if (fitting.test(table.table()) && isFree(table, key) && !ruled) {
                    matched.add(key.name());
                    Dependencies dependencies = new Dependencies(graph.tables(), matched);
                    rules.forEach(dependencies::read);
                    if (!dependencies.isWithoutCircles(graph.fixedTotals())) {
                        matched.remove(key.name());
                    }
                }
            }
        }
        return matched;
    }

    private static boolean isFree(TableStructure table, ForeignKey key) {
        if (key.role() != KeyRole.SECOND_PARENT || key.parent().equals(table.table())) {
            return false;
        }
        List<ForeignKey> others = new ArrayList<>(table.foreignKeys());
        others.remove(key);
        boolean shares = others.stream()
                .anyMatch(other -> !Collections.disjoint(
                        other.relationship().childKey(), key.relationship().childKey()));
        Uniqueness uniqueness = table.uniqueness();
        boolean drawnTogether = uniqueness.keys().contains(key.name())
                && (uniqueness.rule() == Rule.DISTINCT_IN_TABLE
                        || uniqueness.keys().size() > 1);
        return !shares && !drawnTogether;
    }
}
