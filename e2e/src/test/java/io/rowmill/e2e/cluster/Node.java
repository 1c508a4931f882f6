package io.rowmill.e2e.cluster;

import io.rowmill.e2e.harness.FreePort;
import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of three nodes, broker and controller in one process, on one data directory for all its lives. */
final class Node implements AutoCloseable {
    /** The newest of each; their poms are in {@code e2e/cluster}. */
    enum Version {
        KAFKA_3("kafka-3"),
        KAFKA_4("kafka-4");

        private final String module;

        Version(String module) {
            this.module = module;
        }

        private Path libs() {
            Path libs = Project.path("e2e/cluster/" + module + "/target/libs");
            if (!Files.isDirectory(libs)) {
                throw new AssertionError(libs + " is missing: build with -Pcluster");
            }
            return libs;
        }
    }

    private final int id;
    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();
    private final Path dir;
    private final Program program;
    private Version version;

    Node(int id, Path dir) throws IOException {
        this.id = id;
        this.dir = Files.createDirectories(dir.resolve("node-" + id));
        this.program = new Program(this.dir.resolve("broker.log"), Map.of());
    }

    int id() {
        return id;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String voter() {
        return id + "@127.0.0.1:" + controllerPort;
    }

    /** Writes its configuration and makes its directory one of a cluster's. */
    void format(String clusterId, String voters) throws Exception {
        Files.writeString(dir.resolve("log4j.properties"), LOG);
        Files.writeString(
                dir.resolve("server.properties"),
                CONFIGURATION.formatted(id, port, controllerPort, voters, dir.resolve("data")));
        version = Version.KAFKA_3;
        program.run(java("kafka.tools.StorageTool", "format", "-t", clusterId, "-c", configuration()));
    }

    private String configuration() {
        return dir.resolve("server.properties").toString();
    }

    private List<String> java(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Program.java(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j.configuration=file:" + dir.resolve("log4j.properties"),
                "-Dorg.apache.logging.log4j.level=WARN",
                "-cp",
                version.libs() + "/*"));
        command.addAll(List.of(words));
        return command;
    }

    void start() throws IOException {
        program.start(java("kafka.Kafka", configuration()));
    }

    void kill() throws InterruptedException {
        program.kill();
    }

    /** Stops it and starts it with the libraries of another version. */
    void renew(Version next) throws Exception {
        program.stop();
        version = next;
        start();
    }

    /** Runs one of Kafka's own tools with the libraries of this node. */
    void tool(String name, String... arguments) throws Exception {
        List<String> command = java(name);
        command.addAll(List.of(arguments));
        try (Program tool = new Program(dir.resolve("tool.log"), Map.of())) {
            tool.run(command);
        }
    }

    boolean isAlive() throws IOException {
        return program.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }

    private static final String CONFIGURATION =
            """
            process.roles=broker,controller
            node.id=%d
            listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.quorum.voters=%s
            log.dirs=%s
            auto.create.topics.enable=false
            default.replication.factor=3
            min.insync.replicas=2
            offsets.topic.num.partitions=8
            offsets.topic.replication.factor=3
            transaction.state.log.num.partitions=8
            transaction.state.log.replication.factor=3
            transaction.state.log.min.isr=2
            """;

    private static final String LOG =
            """
            log4j.rootLogger=WARN, stdout
            log4j.appender.stdout=org.apache.log4j.ConsoleAppender
            log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
            log4j.appender.stdout.layout.ConversionPattern=%d %p %c: %m%n
            """;
}
