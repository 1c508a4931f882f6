package io.rowmill.core.linkage;

import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of siblings that can give rows other values without making them repeat an alternate key. */
final class RulesBesideKeys {
    private final List<List<String>> keys = new ArrayList<>();
    private final Set<String> driver;

    /** @param driver key whose parents' rows are siblings */
    RulesBesideKeys(DatabaseMetadata database, String table, String driver) {
        AlternateKeys alternate = AlternateKeys.of(database, table);
        keys.addAll(alternate.separated());
        keys.addAll(alternate.notKept());
        alternate.uniqueColumns().forEach(column -> keys.add(List.of(column)));
        this.driver = database.parentsOf(table).stream()
                .filter(k -> k.name().equals(driver))
                .map(Relationship::childKey)
                .<Set<String>>map(HashSet::new)
                .findFirst()
                .orElseThrow();
    }

    List<SiblingRule> kept(List<SiblingRule> rules) {
        return rules.stream()
                .filter(rule -> keys.stream()
                        .filter(key -> !Collections.disjoint(key, rule.columns()))
                        .allMatch(key -> keeps(key, rule, rules)))
                .toList();
    }

    /**
     * Rows of different parents differ by the driver if it is in the key, and those of one parent by the column if the rule makes it
     * differ. A column that grows is only put in order: that changes no key whose other columns are the same for all siblings.
     */
    private boolean keeps(List<String> key, SiblingRule rule, List<SiblingRule> rules) {
        Set<String> others = new HashSet<>(key);
        others.removeAll(rule.columns());
        if (rule instanceof Growing growing && !rules.contains(new Distinct(growing.column()))) {
            return driver.containsAll(others);
        }
        return !(rule instanceof AtMostOne) && others.containsAll(driver);
    }
}
