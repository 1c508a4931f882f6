package io.rowmill.ingest.quarkus;

import io.smallrye.config.WithDefault;
import java.util.List;

/** What applies where nobody sets anything. */
public final class IngestDefaults {
    private IngestDefaults() {}

    public static List<String> jdbcAllow() {
        try {
            String list = IngestConfig.class
                    .getMethod("jdbcAllow")
                    .getAnnotation(WithDefault.class)
                    .value();
            return List.of(list.split(","));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
