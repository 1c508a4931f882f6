package io.rowmill.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A user's request to learn a database.
 *
 * @param name name of the new model
 * @param schema database schema; empty: the default one
 * @param secret name under which the ingest service finds the source's credentials
 * @param metadata JSON; empty: read from beside the files, or else detected
 * @param settings by {@code name}, {@code table.name} or {@code table/batch.name}
 * @param base id or name of the model from which everything except {@code only} is taken over; empty: everything is learned
 * @param only tables, or table/batch, to train again; empty without a base
 */
public record FitOrder(
        SourceRef source,
        String name,
        Optional<String> schema,
        Optional<String> secret,
        Optional<String> metadata,
        Map<String, String> settings,
        Optional<String> base,
        List<String> only) {
    public FitOrder {
        Objects.requireNonNull(source);
        Objects.requireNonNull(name);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(metadata);
        settings = Map.copyOf(settings);
        Objects.requireNonNull(base);
        only = List.copyOf(only);
    }

    /** With all defaults; the metadata is detected. */
    public static FitOrder of(SourceRef source, String name) {
        return new FitOrder(source, name, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** Everything is learned. */
    public FitOrder(
            SourceRef source,
            String name,
            Optional<String> schema,
            Optional<String> secret,
            Optional<String> metadata,
            Map<String, String> settings) {
        this(source, name, schema, secret, metadata, settings, Optional.empty(), List.of());
    }
}
