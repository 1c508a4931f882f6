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
import java.util.HashMap;
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
    /** By key. */
    private final Map<String, SiblingFacts> facts = new HashMap<>();

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
            learn(table, keys, columns);
            for (String key : keys) {
                List<SiblingRule> found = facts.get(key).rules(columns, free(rules, columns), members(rules, columns));
                if (!besideKeys(key, found).isEmpty()) {
                    out.add(key);
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
        learn(table, List.of(driver), columns);
        SiblingFacts of = facts.get(driver);
        List<SiblingRule> found = new ArrayList<>(of.rules(columns, free, members(rules, columns)));
        Optional<String> by = orderedBy.filter(columns::contains);
        by.ifPresent(free::remove);
        found.addAll(by.map(column -> of.growing(columns, column, free)).orElseGet(() -> of.growing(columns, free)));
        by.ifPresent(column -> found.addAll(of.growing(columns, Set.of(column))));
        return besideKeys(driver, found);
    }

    /** Reads the rows unless all is known: once for all keys, as rules of columns are told apart afterwards. */
    private void learn(String table, List<String> keys, List<String> columns) throws IOException {
        List<String> unknown = keys.stream()
                .filter(key -> !facts.containsKey(key) || !facts.get(key).covers(columns))
                .toList();
        if (!unknown.isEmpty()) {
            List<ParentRows> of = unknown.stream().map(links::get).toList();
            List<SiblingGroups> groups = SiblingGroups.read(source, of, columns);
            for (int i = 0; i < unknown.size(); i++) {
                Seed own = seed.derive(unknown.get(i));
                facts.put(unknown.get(i), SiblingRuleFinder.find(groups.get(i), source.protection(table), own));
            }
        }
    }

    private List<SiblingRule> besideKeys(String driver, List<SiblingRule> found) {
        return new RulesBesideKeys(database, links.get(driver).child(), driver).kept(found);
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
