package io.rowmill.core.quality;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How well a classifier tells a synthetic database from the real one, where nothing is left out that it could tell them by.
 *
 * @param tables by table: its rows alone
 * @param withParent by foreign key: child rows with the columns of their parents
 * @param withChildren by foreign key: parent rows with what their children add up to
 */
public record DatabaseDetection(
        Map<String, Detection> tables, Map<String, Detection> withParent, Map<String, Detection> withChildren) {

    /** Nothing was measured. */
    public static final DatabaseDetection NONE = new DatabaseDetection(Map.of(), Map.of(), Map.of());

    /**
     * Real and synthetic tables by name, whole in memory. At most 20,000 rows of each side count.
     *
     * @param onStep told what is being measured
     */
    public static DatabaseDetection measure(
            DatabaseMetadata metadata,
            Map<String, MemoryTable> real,
            Map<String, MemoryTable> synthetic,
            BoostedTrees trees,
            Seed seed,
            Consumer<String> onStep) {
        TwoSampleBuilder builder = new TwoSampleBuilder(metadata, real, synthetic, seed);
        Map<String, Detection> tables = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            onStep.accept("detection in " + table.name());
            tables.put(table.name(), Detection.of(builder.alone(table.name()), trees, seed));
        }
        Map<String, Detection> withParent = new LinkedHashMap<>();
        Map<String, Detection> withChildren = new LinkedHashMap<>();
        for (Relationship r : metadata.relationships()) {
            onStep.accept("detection over " + r.name());
            withParent.put(r.name(), Detection.of(builder.withParent(r), trees, seed));
            withChildren.put(r.name(), Detection.of(builder.withChildren(r), trees, seed));
        }
        return new DatabaseDetection(tables, withParent, withChildren);
    }
}
