package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small schemas in one line per table and key. */
public final class SchemaBuilder {
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final Map<String, Long> rows = new HashMap<>();
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Map<String, Set<String>> nullable = new HashMap<>();
    private final Map<String, List<List<String>>> alternateKeys = new HashMap<>();
    private final List<Relationship> relationships = new ArrayList<>();

    /** @param primaryKey comma-separated; empty: none */
    public SchemaBuilder table(String name, long rowCount, String primaryKey) {
        primaryKeys.put(name, split(primaryKey));
        rows.put(name, rowCount);
        columns.put(name, new LinkedHashSet<>(split(primaryKey)));
        nullable.put(name, new HashSet<>());
        return this;
    }

    public SchemaBuilder key(String child, String childKey, String parent) {
        return add(child, childKey, parent, false);
    }

    /** @param alternateKey comma-separated */
    public SchemaBuilder alternateKey(String table, String alternateKey) {
        alternateKeys.computeIfAbsent(table, t -> new ArrayList<>()).add(split(alternateKey));
        columns.get(table).addAll(split(alternateKey));
        return this;
    }

    /** A key to other columns than the parent's primary key. */
    public SchemaBuilder key(String child, String childKey, String parent, String parentKey) {
        return add(child, childKey, parent, split(parentKey), false);
    }

    public SchemaBuilder driver(String child, String childKey, String parent) {
        return add(child, childKey, parent, true);
    }

    public SchemaBuilder nullableKey(String child, String childKey, String parent) {
        add(child, childKey, parent, false);
        nullable.get(child).add(relationships.get(relationships.size() - 1).name());
        return this;
    }

    private SchemaBuilder add(String child, String childKey, String parent, boolean driver) {
        return add(child, childKey, parent, primaryKeys.get(parent), driver);
    }

    private SchemaBuilder add(String child, String childKey, String parent, List<String> parentKey, boolean driver) {
        columns.get(child).addAll(split(childKey));
        relationships.add(new Relationship(parent, parentKey, child, split(childKey), Optional.empty(), driver));
        return this;
    }

    private static List<String> split(String names) {
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(","));
    }

    public DatabaseMetadata metadata() {
        List<TableMetadata> tables = primaryKeys.entrySet().stream()
                .map(e -> new TableMetadata(
                        e.getKey(),
                        columnsOf(e.getKey()),
                        e.getValue(),
                        Optional.empty(),
                        alternateKeys.getOrDefault(e.getKey(), List.of())))
                .toList();
        return new DatabaseMetadata(tables, relationships);
    }

    private List<ColumnMetadata> columnsOf(String table) {
        return columns.get(table).stream()
                .map(c -> ColumnMetadata.of(c, Sdtype.ID))
                .toList();
    }

    public Map<String, TableFacts> facts() {
        Map<String, TableFacts> facts = new HashMap<>();
        rows.forEach((table, count) -> facts.put(table, new TableFacts(count, nullable.get(table))));
        return facts;
    }

    public SchemaGraph graph() {
        return SchemaGraph.of(metadata(), facts());
    }
}
