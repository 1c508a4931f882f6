package io.rowmill.benchmarks.size;

import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.settings.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Broker, registry and store in this process, every service of a run in its own. */
final class Services implements AutoCloseable {
    static final List<String> STAGES = List.of(Stages.INGEST, Stages.PREPROCESS, Stages.LINKAGE, Stages.TRAINER);

    private final EmbeddedPlatform platform;
    private final Connection connection;
    private final Map<String, MeasuredService> processes = new LinkedHashMap<>();

    private Services(EmbeddedPlatform platform) {
        this.platform = platform;
        EmbeddedPlatform.Addresses at = platform.addresses();
        this.connection = Connection.of(
                at.bootstrapServers(),
                at.registryUrl(),
                at.s3Endpoint(),
                Optional.of(new Connection.Credentials(at.accessKey(), at.secretKey())));
    }

    /** @param dir for data, logs and work files */
    static Services start(Path dir) throws Exception {
        Services services = new Services(EmbeddedPlatform.start(dir.resolve("platform"), EmbeddedPlatform.Ports.ANY));
        try {
            for (String stage : STAGES) {
                services.processes.put(stage, MeasuredService.start(stage, services.connection, dir));
            }
            return services;
        } catch (IOException | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    MeasuredService of(String stage) {
        return processes.get(stage);
    }

    @Override
    public void close() throws Exception {
        for (MeasuredService process : processes.values()) {
            process.close();
        }
        platform.close();
    }
}
