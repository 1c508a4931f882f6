package io.rowmill.benchmarks.size;

import io.rowmill.local.client.Connection;
import io.rowmill.local.client.FitOrder;
import io.rowmill.local.client.RowmillClient;
import io.rowmill.local.client.SourceRef;
import io.rowmill.local.embedded.EmbeddedPlatform;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One database through the pipeline: broker, registry and store in this process, every service in its own.
 *
 * @param rows of all tables
 * @param csvBytes of all tables
 * @param stages by name, in the order they are passed
 */
record SizedRun(long rows, long csvBytes, Map<String, StageFigures> stages) {
    static final List<String> STAGES = List.of(Stages.INGEST, Stages.PREPROCESS, Stages.LINKAGE, Stages.TRAINER);

    private static final Map<String, String> SETTINGS =
            Map.of("samplingStrategy", "RANDOM", "sampleSize", "20000", "epochs", "3");

    static SizedRun of(Path source, Path dir) throws Exception {
        try (EmbeddedPlatform embedded = EmbeddedPlatform.start(dir.resolve("platform"), EmbeddedPlatform.Ports.ANY)) {
            EmbeddedPlatform.Addresses at = embedded.addresses();
            Connection connection = Connection.of(
                    at.bootstrapServers(),
                    at.registryUrl(),
                    at.s3Endpoint(),
                    Optional.of(new Connection.Credentials(at.accessKey(), at.secretKey())));
            Map<String, MeasuredService> services = new LinkedHashMap<>();
            try {
                for (String stage : STAGES) {
                    services.put(stage, MeasuredService.start(stage, connection, dir));
                }
                return measure(source, connection, dir, services);
            } finally {
                for (MeasuredService service : services.values()) {
                    service.close();
                }
            }
        }
    }

    private static SizedRun measure(Path source, Connection connection, Path dir, Map<String, MeasuredService> services)
            throws Exception {
        try (RowmillClient client = RowmillClient.connect(connection, dir);
                Platform platform = new Platform(connection.settings(dir));
                Timeline timeline = new Timeline(platform)) {
            Map<String, Usage> before = usages(services);
            String run = client.newRunId();
            FitOrder order = new FitOrder(
                    new SourceRef.Folder(source),
                    "tpch",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    SETTINGS);
            client.fit(run, order, file -> {});
            long start = System.nanoTime();
            timeline.awaitModel();
            Map<String, Usage> after = usages(services);
            Map<String, StageFigures> stages = new LinkedHashMap<>();
            long from = start;
            for (String stage : STAGES) {
                Usage end = after.get(stage);
                double cpu = end.cpuSeconds() - before.get(stage).cpuSeconds();
                double wall = (timeline.endOf(stage) - from) * 1e-9;
                stages.put(stage, new StageFigures(wall, cpu, end.liveBytes(), end.residentBytes()));
                from = timeline.endOf(stage);
            }
            long rows = client.ingested(run).orElseThrow().tables().stream()
                    .mapToLong(IngestManifest.Snapshot::rows)
                    .sum();
            return new SizedRun(rows, bytes(source), stages);
        }
    }

    private static Map<String, Usage> usages(Map<String, MeasuredService> services) throws IOException {
        Map<String, Usage> usages = new LinkedHashMap<>();
        for (Map.Entry<String, MeasuredService> service : services.entrySet()) {
            usages.put(service.getKey(), service.getValue().usage());
        }
        return usages;
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
