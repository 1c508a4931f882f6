package io.rowmill.benchmarks;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.RunFollower;
import io.rowmill.client.RunOutcome;
import io.rowmill.client.SampleFollower;
import io.rowmill.client.SampleOrder;
import io.rowmill.client.SampleOutcome;
import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.ingest.IngestService;
import io.rowmill.ingest.IngestSettings;
import io.rowmill.linkage.LinkageService;
import io.rowmill.platform.Platform;
import io.rowmill.platform.metrics.MetricNames;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.Connection.Credentials;
import io.rowmill.preprocess.PreprocessService;
import io.rowmill.sampler.SamplerService;
import io.rowmill.sampler.SamplerSettings;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.TrainingProgressed;
import io.rowmill.trainer.TrainerService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Broker, registry, store and the five services in this process, as {@code rowmill up} has them, and a client. */
final class Pipeline implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Connection connection;
    private final Platform platform;
    private final RowmillClient client;

    private record Settings(
            boolean enabled,
            int concurrency,
            Duration retryDeadline,
            List<String> jdbcAllow,
            Optional<String> driverJar,
            Duration queryTimeout,
            Duration sweepInterval,
            int chunkRows,
            long maxRowsPerRequest)
            implements IngestSettings, SamplerSettings {
        /** As the services have them by default, but for the concurrency. */
        Settings(int concurrency) {
            this(
                    true,
                    concurrency,
                    Duration.ofSeconds(30),
                    Stream.of(DemoDatabase.values()).map(DemoDatabase::url).toList(),
                    Optional.empty(),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    10_000,
                    1_000_000_000);
        }
    }

    /** @param samplerConcurrency chunks that the sampler makes side by side */
    static Pipeline start(Path folder, int samplerConcurrency) throws IOException {
        return new Pipeline(folder, samplerConcurrency);
    }

    private Pipeline(Path folder, int samplerConcurrency) throws IOException {
        EmbeddedPlatform embedded = EmbeddedPlatform.start(folder, EmbeddedPlatform.Ports.ANY);
        parts.add(embedded);
        EmbeddedPlatform.Addresses at = embedded.addresses();
        connection = Connection.of(
                at.bootstrapServers(),
                at.registryUrl(),
                at.s3Endpoint(),
                Optional.of(new Credentials(at.accessKey(), at.secretKey())));
        Path workDir = folder.resolve("work");
        platform = new Platform(connection.settings(workDir));
        parts.add(platform);
        Settings one = new Settings(1);
        parts.add(new IngestService(platform, one));
        parts.add(new PreprocessService(platform, one));
        parts.add(new LinkageService(platform, one));
        parts.add(new TrainerService(platform, one));
        parts.add(new SamplerService(platform, new Settings(samplerConcurrency)));
        client = RowmillClient.connect(connection, workDir);
        parts.add(client);
    }

    /** Another sampler, as a second process would have it: with its own connections, in the same consumer groups. */
    SecondSampler startSecondSampler(Path folder) {
        Platform second = new Platform(connection.settings(folder.resolve("work")));
        try {
            return new SecondSampler(second, new SamplerService(second, new Settings(1)));
        } catch (RuntimeException e) {
            second.close();
            throw e;
        }
    }

    /** @param platform its own: what it counts is its work alone */
    record SecondSampler(Platform platform, SamplerService service) implements AutoCloseable {
        double rows() {
            return platform.meters().counter(MetricNames.ROWS_SAMPLED).count();
        }

        @Override
        public void close() {
            service.close();
            platform.close();
        }
    }

    String bootstrapServers() {
        return connection.bootstrapServers();
    }

    Platform platform() {
        return platform;
    }

    RowmillClient client() {
        return client;
    }

    /** Waits for the model. */
    ModelReady fit(FitOrder order) throws IOException, InterruptedException {
        String runId = client.newRunId();
        try (RunFollower follower = client.followRun(runId)) {
            client.fit(runId, order, file -> {});
            RunOutcome outcome = follower.await(new Silent());
            if (outcome instanceof RunOutcome.Ready ready) {
                return ready.model();
            }
            throw new IllegalStateException("the run ended as " + outcome);
        }
    }

    /** Waits for the rows. */
    SampleCompleted sample(SampleOrder order) throws InterruptedException {
        String sampleId = client.newSampleId();
        try (SampleFollower follower = client.followSample(sampleId)) {
            client.sample(sampleId, order);
            SampleOutcome outcome = follower.await(new Silent());
            if (outcome instanceof SampleOutcome.Completed completed) {
                return completed.sample();
            }
            throw new IllegalStateException("the sample ended as " + outcome);
        }
    }

    @Override
    public void close() {
        Platform.closeAll(parts);
    }

    private static final class Silent implements RunFollower.Listener, SampleFollower.Listener {
        @Override
        public void onStatus(RunStatus status) {}

        @Override
        public void onTraining(TrainingProgressed progress) {}

        @Override
        public void onChunk(String table, long chunk, long rows) {}

        @Override
        public void onQuiet() {}
    }
}
