package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rows of the parents of each key keep together. */
final class SiblingRules {
    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Map<String, ParentRows> links;
    private final Seed seed;

    /** @param links by name of the foreign key; may be filled later */
    SiblingRules(DatabaseMetadata database, LinkageSource source, Map<String, ParentRows> links, Seed seed) {
        this.database = database;
        this.source = source;
        this.links = links;
        this.seed = seed;
    }

    /**
     * Those of a table's keys whose rows must be made together to keep something: rows of different chunks know nothing of each other.
     *
     * @param asked keys; those whose parents have too many rows to be made together are not among the result
     */
    Set<String> keeping(String table, List<String> asked) throws IOException {
        List<String> columns = columns(table);
        List<String> keys = asked.stream()
                .filter(key -> SiblingTies.areTogether(links.get(key)))
                .toList();
        Set<String> out = new HashSet<>();
        if (!columns.isEmpty() && !keys.isEmpty()) {
            TableRules rules = source.rules().orElseThrow().rules(table);
            List<ParentRows> of = keys.stream().map(links::get).toList();
            List<SiblingGroups> groups = SiblingGroups.read(source, of, columns);
            for (int i = 0; i < keys.size(); i++) {
                SiblingRuleFinder finder = finder(table, keys.get(i), groups.get(i));
                List<SiblingRule> found = finder.find(free(rules, columns), members(rules, columns));
                if (!besideKeys(keys.get(i), found).isEmpty()) {
                    out.add(keys.get(i));
                }
            }
        }
        return out;
    }

    /** @param orderedBy column by which siblings are ordered; empty: they are in the order of the source */
    List<SiblingRule> of(String driver, Optional<String> orderedBy) throws IOException {
        String table = links.get(driver).child();
        List<String> columns = columns(table);
        if (columns.isEmpty()) {
            return List.of();
        }
        TableRules rules = source.rules().orElseThrow().rules(table);
        Set<String> free = free(rules, columns);
        SiblingGroups groups =
                SiblingGroups.read(source, List.of(links.get(driver)), columns).get(0);
        SiblingRuleFinder finder = finder(table, driver, groups);
        List<SiblingRule> found = new ArrayList<>(finder.find(free, members(rules, columns)));
        Optional<String> by = orderedBy.filter(columns::contains);
        by.ifPresent(free::remove);
        found.addAll(finder.growing(by.map(groups::orderedBy).orElse(groups), free));
        by.ifPresent(column -> found.addAll(finder.growing(groups, Set.of(column))));
        return besideKeys(driver, found);
    }

    private List<SiblingRule> besideKeys(String driver, List<SiblingRule> found) {
        return new RulesBesideKeys(database, links.get(driver).child(), driver).kept(found);
    }

    private SiblingRuleFinder finder(String table, String key, SiblingGroups groups) {
        return new SiblingRuleFinder(groups, source.protection(table), seed.derive(key));
    }

    /** None: nothing is looked for. */
    private List<String> columns(String table) {
        Optional<RuleSource> rules = source.rules();
        return database.isCopied(table) || rules.isEmpty() || !rules.get().hasRules(table)
                ? List.of()
                : source.contentColumns(table);
    }

    /** Columns whose cells say those that they are made from, and by no other rule. */
    private static Set<String> members(TableRules rules, List<String> columns) {
        Set<String> members = new HashSet<>();
        for (Derivation derivation : rules.derivations()) {
            if (derivation instanceof Member && rules.learned(derivation.column()) == Learned.PLACE) {
                members.add(derivation.column());
            }
        }
        rules.derivations().stream().filter(d -> !(d instanceof Member)).forEach(d -> members.removeAll(d.columns()));
        members.retainAll(columns);
        return members;
    }

    /** Columns that no other rule makes. */
    private static Set<String> free(TableRules rules, List<String> columns) {
        Set<String> free = new HashSet<>(columns);
        rules.derivations().forEach(d -> free.removeAll(d.columns()));
        free.removeIf(c -> rules.learned(c) != Learned.WHOLE);
        return free;
    }
}
