package io.rowmill.cli.app;

import io.rowmill.client.RowTopicReader;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.platform.artifact.SampleManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads a sample back from its topics and checks its keys, with all keys in memory: for databases of a demo's size.
 */
public final class TopicCheck {
    private static final int EXAMPLES = 3;

    private final DatabaseMetadata metadata;
    private final Map<String, Set<List<Object>>> primaryKeys = new HashMap<>();
    /** Of parents, by relationship: the keys that it refers to. */
    private final Map<Relationship, Set<List<Object>>> referredKeys = new HashMap<>();

    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, List<IndexedRecord>> examples = new HashMap<>();
    private final Map<Relationship, List<List<Object>>> foreignKeys = new LinkedHashMap<>();

    /**
     * One foreign key.
     *
     * @param share of rows with a key whose parent is there, 0 to 1
     * @param rows with a key that isn't null
     */
    public record Integrity(Relationship relationship, double share, long rows) {}

    private TopicCheck(DatabaseMetadata metadata) {
        this.metadata = metadata;
        metadata.relationships().forEach(r -> foreignKeys.put(r, new ArrayList<>()));
    }

    public static TopicCheck read(SampleManifest sample, DatabaseMetadata metadata, RowTopicReader topics)
            throws IOException {
        TopicCheck check = new TopicCheck(metadata);
        for (SampleManifest.Table table : sample.tables()) {
            topics.read(sample.sampleId(), table, (ordinal, row) -> check.add(table.table(), row));
        }
        return check;
    }

    private void add(String table, IndexedRecord row) {
        TableMetadata described = metadata.table(table);
        rows.merge(table, 1L, Long::sum);
        List<IndexedRecord> shown = examples.computeIfAbsent(table, t -> new ArrayList<>());
        if (shown.size() < EXAMPLES) {
            shown.add(row);
        }
        if (!described.primaryKey().isEmpty()) {
            primaryKeys.computeIfAbsent(table, t -> new HashSet<>()).add(key(described, described.primaryKey(), row));
        }
        for (Relationship r : metadata.relationships()) {
            boolean refersToPrimaryKey = r.parentKey().equals(described.primaryKey());
            if (r.parentTable().equals(table) && !refersToPrimaryKey) {
                referredKeys.computeIfAbsent(r, k -> new HashSet<>()).add(key(described, r.parentKey(), row));
            }
        }
        for (Relationship r : metadata.parentsOf(table)) {
            List<Object> key = key(described, r.childKey(), row);
            if (key.stream().allMatch(Objects::nonNull)) {
                foreignKeys.get(r).add(key);
            }
        }
    }

    private static List<Object> key(TableMetadata table, List<String> columns, IndexedRecord row) {
        List<Object> key = new ArrayList<>();
        columns.forEach(c -> key.add(row.get(table.indexOf(c).orElseThrow())));
        return key;
    }

    public List<Integrity> integrity() {
        List<Integrity> all = new ArrayList<>();
        foreignKeys.forEach((relationship, keys) -> {
            Set<List<Object>> parents = referredKeys.getOrDefault(
                    relationship, primaryKeys.getOrDefault(relationship.parentTable(), Set.of()));
            long resolved = keys.stream().filter(parents::contains).count();
            all.add(new Integrity(relationship, keys.isEmpty() ? 1 : (double) resolved / keys.size(), keys.size()));
        });
        return all;
    }

    /** Share of distinct primary keys among a table's rows; 1 for a table without a key. */
    public double uniqueness(String table) {
        long all = rows.getOrDefault(table, 0L);
        return all == 0 || metadata.table(table).primaryKey().isEmpty()
                ? 1
                : (double) primaryKeys.get(table).size() / all;
    }

    /** Every foreign key resolves and every primary key is unique. */
    public boolean isWhole() {
        return integrity().stream().allMatch(i -> i.share() == 1)
                && primaryKeys.keySet().stream().allMatch(table -> uniqueness(table) == 1);
    }

    /** Some rows as they are on the topic. */
    public List<IndexedRecord> examples(String table) {
        return examples.getOrDefault(table, List.of());
    }
}
