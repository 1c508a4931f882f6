package io.rowmill.local.client;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many synthetic rows a user wants.
 *
 * @param model id or name
 * @param scale root rows as a multiple of the source's
 * @param rows exact number for the tables it names
 * @param seed empty: the model's
 * @param topicPrefix empty: {@code rowmill.rows.<name>.<sample id>}
 */
public record SampleOrder(
        String model, double scale, Map<String, Long> rows, OptionalLong seed, Optional<String> topicPrefix) {
    public SampleOrder {
        Objects.requireNonNull(model);
        Objects.requireNonNull(seed);
        Objects.requireNonNull(topicPrefix);
        rows = Map.copyOf(rows);
    }
}
