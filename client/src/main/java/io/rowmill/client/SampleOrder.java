package io.rowmill.client;

import io.rowmill.core.transform.Within;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A user's request for synthetic rows.
 *
 * @param model id or name
 * @param scale root rows as a multiple of the source's
 * @param rows exact number of rows by table
 * @param seed empty: the model's
 * @param topicPrefix empty: {@code rowmill.rows.<name>.<sample id>}
 * @param likeness conditions on the rows
 * @param compression compression of their topics; empty: the default of the topics
 * @param children mean number of rows per parent by table; tables that aren't named have the source's
 * @param given rows of which some cells are given; empty: none
 */
public record SampleOrder(
        String model,
        double scale,
        Map<String, Long> rows,
        OptionalLong seed,
        Optional<String> topicPrefix,
        Likeness likeness,
        Optional<String> compression,
        Map<String, Double> children,
        Optional<Given> given) {
    /**
     * Rows of one table, in the order in which they are wanted.
     *
     * @param file a CSV file, gzipped or not; empty cells are drawn
     * @param table empty: the one that the file is named after, or else the only one without parents
     */
    public record Given(Path file, Optional<String> table) {}

    /**
     * @param where cells by column, {@code column} or {@code table.column}; null: no value
     * @param within what cells lie within, by column
     * @param rebalance shares of values by column
     * @param temperature 1: as learned
     * @param topP 1: all values
     */
    public record Likeness(
            Map<String, @Nullable String> where,
            Map<String, Within> within,
            Map<String, Map<String, Double>> rebalance,
            double temperature,
            double topP) {
        public static final Likeness LEARNED = new Likeness(Map.of(), Map.of(), Map.of(), 1, 1);
    }

    /** As many rows as the source has. */
    public static SampleOrder of(String model) {
        return new SampleOrder(model, 1, Map.of(), OptionalLong.empty(), Optional.empty());
    }

    /** No conditions. */
    public SampleOrder(
            String model, double scale, Map<String, Long> rows, OptionalLong seed, Optional<String> topicPrefix) {
        this(model, scale, rows, seed, topicPrefix, Likeness.LEARNED, Optional.empty(), Map.of(), Optional.empty());
    }

    public SampleOrder {
        Objects.requireNonNull(model);
        Objects.requireNonNull(seed);
        Objects.requireNonNull(topicPrefix);
        rows = Map.copyOf(rows);
        children = Map.copyOf(children);
    }
}
