package io.rowmill.embedded;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker that is its own controller, in this process. It listens on loopback only and keeps its data: started again
 * on the same directory, on whatever port, it is the same cluster.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE = 1;

    /** Few internal partitions keep start-up short; one node needs no copies; the times fit a node that talks to itself. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.heartbeat.interval.ms", "200"),
            Map.entry("controller.quorum.election.timeout.ms", "200"),
            Map.entry("controller.quorum.fetch.timeout.ms", "500"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
            Map.entry("log.segment.bytes", Integer.toString(256 << 20)),
            Map.entry("log.index.size.max.bytes", Integer.toString(2 << 20)),
            Map.entry("message.max.bytes", Integer.toString(10 << 20)));

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param dataDir created and formatted if it is new
     * @param port 0: any free one
     * @throws FailureException (Transient, {@code port-in-use}) if something else has the port
     */
    public static EmbeddedKafka start(Path dataDir, int port) throws IOException {
        QuietLogs.apply();
        Path dir = PrivateFiles.directory(dataDir);
        int brokerPort = LocalPorts.claim(port, "Kafka");
        Properties settings = settings(dir, brokerPort, LocalPorts.claim(0, "Kafka"));
        if (!Files.exists(dir.resolve("meta.properties"))) {
            format(dir, settings);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, brokerPort);
    }

    /** A voter list in the settings, not in the data, lets the controller's port differ from start to start. */
    private static Properties settings(Path dir, int brokerPort, int controllerPort) {
        String broker = LocalPorts.HOST + ":" + brokerPort;
        String controller = LocalPorts.HOST + ":" + controllerPort;
        Properties settings = new Properties();
        settings.putAll(SETTINGS);
        settings.setProperty("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + broker);
        settings.setProperty("controller.quorum.voters", NODE + "@" + controller);
        settings.setProperty("log.dirs", dir.toString());
        return settings;
    }

    private static void format(Path dir, Properties settings) throws IOException {
        Path file = Files.createTempFile(dir.getParent(), "kafka", ".properties");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
            int status = StorageTool.execute(
                    command, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            if (status != 0) {
                throw new IOException("Kafka could not format " + dir);
            }
        } finally {
            Files.delete(file);
        }
    }

    public String bootstrapServers() {
        return LocalPorts.HOST + ":" + port;
    }

    /** Stops the broker and waits until its files are closed. What it does not manage on its way down is said, not thrown. */
    @Override
    public void close() {
        QuietLogs.stopping();
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException e) {
            LOG.warn("The embedded broker did not shut down cleanly: {}", e.toString());
        } finally {
            QuietLogs.started();
        }
    }
}
