package io.rowmill.core.linkage;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How much the rows of one parent have to do with each other, for each key of the tables that have a choice of drivers. */
final class KeyTies {
    private final LinkageSource source;
    private final Map<String, ParentRows> links;
    private final SiblingRules siblings;
    private final Seed seed;

    /** @param links by name of the foreign key */
    KeyTies(LinkageSource source, Map<String, ParentRows> links, SiblingRules siblings, Seed seed) {
        this.source = source;
        this.links = links;
        this.siblings = siblings;
        this.seed = seed;
    }

    /** @return by table and foreign key */
    Map<String, Map<String, Double>> find(DatabaseMetadata database, TotalFacts totals) throws IOException {
        Map<String, Map<String, Double>> ties = new HashMap<>();
        for (TableMetadata table : database.tables()) {
            List<Relationship> keys = database.parentsOf(table.name()).stream()
                    .filter(k -> !k.isSelfReference())
                    .toList();
            ties.put(table.name(), keys.size() < 2 ? Map.of() : of(table.name(), keys, totals));
        }
        return ties;
    }

    /** Rows that have a total, or keep something together, are made together, whatever else they tell of each other. */
    private Map<String, Double> of(String table, List<Relationship> keys, TotalFacts totals) throws IOException {
        List<String> open = keys.stream()
                .filter(k -> !totals.hasAny(k))
                .map(Relationship::name)
                .toList();
        Set<String> keeping = siblings.keeping(table, open);
        Map<String, Double> ties = new TreeMap<>();
        for (Relationship key : keys) {
            boolean isTogether = !open.contains(key.name()) || keeping.contains(key.name());
            ties.put(key.name(), isTogether ? 1 : SiblingTies.of(source, key, links.get(key.name()), seed));
        }
        return ties;
    }
}
