package io.rowmill.cli;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model is to be learned. */
final class TrainingOptions {
    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description =
                    "Tables, columns and keys in the SDV V1 JSON format. Without it, rowmill detects, shows and uses them.")
    private @Nullable Path metadata;

    @Option(
            names = "--set",
            paramLabel = "[table.]name=value",
            description = {
                "A setting, for all tables or for one. Can be repeated: --set epochs=100 --set orders.engine=ctgan.",
                "'rowmill settings' lists them all."
            })
    private Map<String, String> settings = new LinkedHashMap<>();

    Optional<String> metadata() throws IOException {
        return SourceOptions.readMetadata(metadata);
    }

    Map<String, String> settings() {
        return settings;
    }

    /** @param seed of {@code --seed}; null: not given */
    Map<String, String> settings(@Nullable Long seed) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            String before = all.put(RunSettings.SEED, seed.toString());
            if (before != null && !before.equals(seed.toString())) {
                throw FailureException.rejected("invalid-settings", "--seed and --set seed name different seeds.");
            }
        }
        return all;
    }
}
