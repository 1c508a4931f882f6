package io.rowmill.platform.needs;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.topic.Refusals;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * A broker that answers. Whether somebody listens is asked first: Kafka's client would go on trying, with a warning each time.
 * The question needs no right.
 */
public final class BrokersNeed implements Need {
    private static final int ANSWER_MS = 5_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> client;
    private final String servers;
    private volatile @Nullable Admin admin;

    /** @param client connection settings of the cluster */
    public BrokersNeed(Map<String, Object> client) {
        this.client = Map.copyOf(client);
        this.servers = String.valueOf(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    @Override
    public String name() {
        return "Kafka at " + servers + " (ROWMILL_KAFKA_BOOTSTRAP_SERVERS)";
    }

    @Override
    public void ask() throws InterruptedException {
        try {
            admin().describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS))
                    .nodes()
                    .get();
        } catch (ExecutionException e) {
            throw away(e.getCause());
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    private Admin admin() {
        Admin known = admin;
        if (known == null) {
            Listeners.trouble(servers).ifPresent(why -> {
                throw FailureException.unavailable(
                        "kafka-unavailable",
                        "No Kafka broker answers at " + servers + ", " + why
                                + ": are brokers up, and is ROWMILL_KAFKA_BOOTSTRAP_SERVERS right?",
                        null);
            });
            known = Admin.create(client);
            admin = known;
        }
        return known;
    }

    /** A client that has failed once may remember it: the next question gets a new one. */
    private FailureException away(@Nullable Throwable cause) {
        close();
        return FailureException.unavailable("kafka-unavailable", sentence(cause), cause);
    }

    private String sentence(@Nullable Throwable cause) {
        if (cause instanceof SaslAuthenticationException) {
            return "Kafka at " + servers
                    + " refuses these credentials: check the settings of its client (sasl.jaas.config,"
                    + " sasl.mechanism, ...).";
        }
        if (cause instanceof SslAuthenticationException) {
            return "There is no TLS connection to Kafka at " + servers
                    + ": check the settings of its client (ssl.truststore.location, ...). " + reason(cause) + ".";
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            // Its own text tells times and attempts, others each time.
            return "Something listens at " + servers
                    + " and doesn't answer as a Kafka broker does: is it one, is it up, and does it speak the"
                    + " security.protocol that is set?";
        }
        return "Kafka at " + servers + " can't be used: " + reason(cause) + ".";
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof KafkaException e ? Refusals.reason(e) : String.valueOf(cause);
    }

    @Override
    public void close() {
        Admin asked = admin;
        admin = null;
        if (asked != null) {
            asked.close(CLOSE);
        }
    }
}
