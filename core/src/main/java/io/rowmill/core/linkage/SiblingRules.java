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

    /** Whether rows must be made together to keep something: rows of different chunks know nothing of each other. */
    boolean any(String key) throws IOException {
        return !find(key, Optional.empty()).isEmpty();
    }

    /** @param orderedBy column by which siblings are ordered; empty: they are in the order of the source */
    List<SiblingRule> of(String driver, Optional<String> orderedBy) throws IOException {
        return find(driver, Optional.of(orderedBy));
    }

    /** @param order empty: rules that need none are enough */
    private List<SiblingRule> find(String key, Optional<Optional<String>> order) throws IOException {
        String table = links.get(key).child();
        Optional<RuleSource> rules = source.rules();
        if (database.isCopied(table) || rules.isEmpty() || !rules.get().hasRules(table)) {
            return List.of();
        }
        List<String> columns = source.contentColumns(table);
        if (columns.isEmpty()) {
            return List.of();
        }
        Set<String> free = free(rules.get().rules(table), columns);
        SiblingGroups groups = SiblingGroups.read(source, links.get(key), columns);
        SiblingRuleFinder finder = new SiblingRuleFinder(groups, source.protection(table), seed.derive(key));
        List<SiblingRule> found =
                new ArrayList<>(finder.find(free, members(rules.get().rules(table), columns)));
        if (order.isPresent()) {
            Optional<String> by = order.get().filter(columns::contains);
            by.ifPresent(free::remove);
            found.addAll(finder.growing(by.map(groups::orderedBy).orElse(groups), free));
            by.ifPresent(column -> found.addAll(finder.growing(groups, Set.of(column))));
        }
        return found;
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
