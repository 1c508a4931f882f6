package io.rowmill.e2e.harness.secure;

import io.rowmill.e2e.docs.AccessTable;
import io.rowmill.e2e.harness.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A broker as a careful operator has it: clients come by SASL_SSL with SCRAM-SHA-512, each service as a user of its own with the
 * rights of docs/security.md and no other. A second listener, without any of that, is the operator's own.
 */
public final class SecureKafka implements AutoCloseable {
    private static final int ITERATIONS = 4096;

    private final KafkaRaftServer server;
    private final int clientPort;
    private final int operatorPort;

    private SecureKafka(KafkaRaftServer server, int clientPort, int operatorPort) {
        this.server = server;
        this.clientPort = clientPort;
        this.operatorPort = operatorPort;
    }

    /** @param passwords by user */
    public static SecureKafka start(Path dir, Certificates certificates, Map<String, String> passwords)
            throws Exception {
        int clientPort = FreePort.next();
        int operatorPort = FreePort.next();
        Properties settings = settings(dir.resolve("log"), clientPort, operatorPort, FreePort.next(), certificates);
        format(dir, settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        SecureKafka kafka = new SecureKafka(server, clientPort, operatorPort);
        kafka.admit(passwords);
        return kafka;
    }

    private static Properties settings(
            Path logDir, int clientPort, int operatorPort, int controllerPort, Certificates certificates) {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("log.dirs", logDir.toString()),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("inter.broker.listener.name", "OPERATOR"),
                Map.entry(
                        "listeners",
                        "CLIENT://127.0.0.1:" + clientPort + ",OPERATOR://127.0.0.1:" + operatorPort
                                + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry(
                        "advertised.listeners",
                        "CLIENT://127.0.0.1:" + clientPort + ",OPERATOR://127.0.0.1:" + operatorPort),
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_SSL,OPERATOR:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.client.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.location", certificates.keyStore().toString()),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.password", Certificates.PASSWORD),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
                Map.entry("log.index.size.max.bytes", Integer.toString(2 << 20))));
        return settings;
    }

    private static void format(Path dir, Properties settings) throws IOException {
        Path file = Files.createDirectories(dir).resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (StorageTool.execute(command, nowhere) != 0) {
            throw new IOException("Kafka could not format " + dir);
        }
    }

    private void admit(Map<String, String> passwords) throws Exception {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        passwords.forEach((user, password) -> users.add(new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", operatorAddress()))) {
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(AccessTable.read().bindings()).all().get();
        }
    }

    /** For those who prove who they are. */
    public String clientAddress() {
        return "127.0.0.1:" + clientPort;
    }

    /** For whoever may do everything. */
    public String operatorAddress() {
        return "127.0.0.1:" + operatorPort;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
