package io.rowmill.e2e.cluster;

import io.rowmill.e2e.harness.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** Three nodes with everything on all of them and two needed for a write. They begin as Kafka 3. */
final class RealKafka implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<Node> nodes = new ArrayList<>();

    private RealKafka() {}

    static RealKafka start(Path dir) throws Exception {
        RealKafka kafka = new RealKafka();
        try {
            kafka.startAll(dir);
            return kafka;
        } catch (Exception | Error e) {
            kafka.close();
            throw e;
        }
    }

    private void startAll(Path dir) throws Exception {
        for (int id = 1; id <= 3; id++) {
            nodes.add(new Node(id, dir));
        }
        String clusterId = Uuid.randomUuid().toString();
        String voters = nodes.stream().map(Node::voter).collect(Collectors.joining(","));
        for (Node node : nodes) {
            node.format(clusterId, voters);
            node.start();
        }
        awaitWhole();
    }

    String bootstrapServers() {
        return nodes.stream().map(Node::address).collect(Collectors.joining(","));
    }

    Node node(int id) {
        return nodes.get(id - 1);
    }

    /** The node that leads the controllers: what is most to lose. */
    Node controller() throws Exception {
        try (Admin admin = admin()) {
            return node(admin.describeMetadataQuorum().quorumInfo().get().leaderId());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Waits until the others have noticed that one is away: before, nobody minds. */
    void awaitLossOf(Node lost) {
        Await.until("broker " + lost.id() + " is missed", LIMIT, () -> {
            try (Admin admin = admin()) {
                return admin.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == lost.id());
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    /** Waits until every node answers, knows of the others, and has every partition in sync. */
    void awaitWhole() {
        Await.until("three brokers in sync", LIMIT, () -> {
            for (Node node : nodes) {
                if (!node.isAlive() || !isWholeTo(node)) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean isWholeTo(Node node) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", node.address()))) {
            return admin.describeCluster().nodes().get().size() == nodes.size() && isInSync(admin);
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static boolean isInSync(Admin admin) throws Exception {
        Collection<String> topics = admin.listTopics().names().get();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            if (topic.partitions().stream()
                    .anyMatch(p -> p.isr().size() < p.replicas().size())) {
                return false;
            }
        }
        return true;
    }

    /** How many copies of a record a write waits for, on every topic that doesn't say it itself. */
    void requireInSync(int replicas) throws Exception {
        ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry("min.insync.replicas", Integer.toString(replicas)), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(all, List.of(set))).all().get();
        }
    }

    /** After all nodes are renewed: what only the new version can do is let in. There is no way back. */
    void finalizeUpgrade(String release) throws Exception {
        node(1).tool(
                        "org.apache.kafka.tools.FeatureCommand",
                        "--bootstrap-server",
                        bootstrapServers(),
                        "upgrade",
                        "--release-version",
                        release);
    }

    /** Levels of the features that all nodes have agreed on. */
    Map<String, Short> features() throws Exception {
        try (Admin admin = admin()) {
            return admin.describeFeatures().featureMetadata().get().finalizedFeatures().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> level(e.getValue())));
        }
    }

    private static short level(FinalizedVersionRange range) {
        return range.maxVersionLevel();
    }

    @Override
    public void close() throws InterruptedException {
        for (Node node : nodes) {
            // Without a majority the last ones can't leave in order, and needn't.
            node.kill();
        }
    }
}
