package io.rowmill.benchmarks.size;

import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.SourceRef;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.IngestManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One database through the pipeline.
 *
 * @param rows of all tables
 * @param csvBytes of all tables
 * @param stages by name
 */
record SizedRun(long rows, long csvBytes, Map<String, StageFigures> stages) {
    private static final Map<String, String> SETTINGS =
            Map.of("samplingStrategy", "RANDOM", "sampleSize", "10000", "epochs", "2", "rules", rules());

    /** {@code -Dbenchmarks.java=-Drowmill.rules=false} measures without the search for rules. */
    private static String rules() {
        return System.getProperty("rowmill.rules", "true");
    }

    /** @param dir for temporary files */
    static SizedRun of(Path source, Services services, Path dir) throws Exception {
        try (RowmillClient client = RowmillClient.connect(services.connection(), dir);
                Platform platform = new Platform(services.connection().settings(dir));
                StageClock clock = new StageClock(platform, services)) {
            String run = client.newRunId();
            client.fit(run, order(source), file -> {});
            Map<String, StageFigures> stages = clock.awaitModel();
            long rows = client.ingested(run).orElseThrow().tables().stream()
                    .mapToLong(IngestManifest.Snapshot::rows)
                    .sum();
            return new SizedRun(rows, bytes(source), stages);
        }
    }

    private static FitOrder order(Path source) {
        return new FitOrder(
                new SourceRef.Folder(source), "tpch", Optional.empty(), Optional.empty(), Optional.empty(), SETTINGS);
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
