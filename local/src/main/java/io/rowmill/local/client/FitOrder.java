package io.rowmill.local.client;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user wants learned.
 *
 * @param name of the model to be
 * @param schema database schema; empty: the default one
 * @param secret name under which the ingest service finds the source's credentials
 * @param metadata JSON; empty: beside the files, else detected
 * @param settings by {@code name} or {@code table.name}
 */
public record FitOrder(
        SourceRef source,
        String name,
        Optional<String> schema,
        Optional<String> secret,
        Optional<String> metadata,
        Map<String, String> settings) {
    public FitOrder {
        Objects.requireNonNull(source);
        Objects.requireNonNull(name);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(metadata);
        settings = Map.copyOf(settings);
    }
}
