package io.rowmill.cli.app;

import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A real database that is a dependency of rowmill: HSQLDB reads it from the class path. */
public enum DemoDatabase {
    /** A music shop: 11 tables, 10 foreign keys. */
    CHINOOK("chinook", Map.of(), false),

    /** A grocery chain. Its keys are undeclared, so metadata come along; a part of its rows keeps training short. */
    FOODMART("foodmart", Map.of("samplingStrategy", "RANDOM", "sampleSize", "10000"), true);

    private final String schema;
    private final Map<String, String> settings;
    private final boolean describedHere;

    DemoDatabase(String schema, Map<String, String> settings, boolean describedHere) {
        this.schema = schema;
        this.settings = settings;
        this.describedHere = describedHere;
    }

    public String url() {
        return "jdbc:hsqldb:res:" + schema;
    }

    public String schema() {
        return schema;
    }

    public Source source() {
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(url()),
                Optional.of(schema),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));
    }

    /** Settings with which the demo ends in minutes. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Empty: the database declares its keys itself. */
    public Optional<String> metadata() {
        if (!describedHere) {
            return Optional.empty();
        }
        try (InputStream in = DemoDatabase.class.getResourceAsStream("/io/rowmill/cli/" + schema + ".metadata.json")) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
