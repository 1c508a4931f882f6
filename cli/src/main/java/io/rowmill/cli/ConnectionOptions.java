package io.rowmill.cli;

import io.rowmill.cli.app.Ports;
import io.rowmill.cli.app.RunningPlatforms;
import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.settings.ClientSettings;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.Connection.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the platform is that a client command talks to: options, else the environment, else 'rowmill up' on this machine. */
final class ConnectionOptions {
    private static final String KAFKA_CLIENT = "ROWMILL_KAFKA_CLIENT_";
    private static final String REGISTRY_CLIENT = "ROWMILL_REGISTRY_CLIENT_";
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s/].*");

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "The platform that 'rowmill up --port-offset N' has started on this machine. Default: ${DEFAULT-VALUE}.")
    private int portOffset;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka of a real cluster. Environment: ROWMILL_KAFKA_BOOTSTRAP_SERVERS.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "Its schema registry. Environment: ROWMILL_REGISTRY_URL.")
    private @Nullable String registryUrl;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description =
                    "Its object store. Environment: ROWMILL_S3_ENDPOINT, ROWMILL_S3_BUCKET, ROWMILL_S3_ACCESS_KEY,"
                            + " ROWMILL_S3_SECRET_KEY.")
    private @Nullable String s3Endpoint;

    /** A client of the platform. From now on, the log has warnings alone. */
    RowmillClient connect(CliContext context) throws IOException {
        LogSetup.quiet(context.console());
        Path workDir = Files.createTempDirectory("rowmill-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> JobDir.delete(workDir)));
        return RowmillClient.connect(connection(context), workDir);
    }

    Connection connection(CliContext context) throws IOException {
        Map<String, String> env = context.environment();
        Connection local = Ports.fixed(portOffset).connection(Optional.empty());
        String registry = first(registryUrl, env.get("ROWMILL_REGISTRY_URL"), local.registryUrl());
        String s3 = first(s3Endpoint, env.get("ROWMILL_S3_ENDPOINT"), local.s3Endpoint());
        for (String url : registry.split(",", 0)) {
            requireHttp("schema registry", url.strip());
        }
        requireHttp("object store", s3);
        return new Connection(
                first(bootstrapServers, env.get("ROWMILL_KAFKA_BOOTSTRAP_SERVERS"), local.bootstrapServers()),
                registry,
                s3,
                env.getOrDefault("ROWMILL_S3_BUCKET", Connection.DEFAULT_BUCKET),
                credentials(context, s3),
                settings(env, KAFKA_CLIENT),
                settings(env, REGISTRY_CLIENT));
    }

    /** Clients take an address that is none for a server that is away, and try again. */
    private static void requireHttp(String what, String url) {
        if (!HTTP.matcher(url).matches()) {
            throw FailureException.rejected(
                    "invalid-url", "The " + what + "'s address is not a URL: write http://HOST:PORT, or https://...");
        }
    }

    private static Optional<Credentials> credentials(CliContext context, String endpoint) throws IOException {
        String accessKey = context.environment().get("ROWMILL_S3_ACCESS_KEY");
        String secretKey = context.environment().get("ROWMILL_S3_SECRET_KEY");
        return accessKey != null && secretKey != null
                ? Optional.of(new Credentials(accessKey, secretKey))
                : new RunningPlatforms(context.home()).credentials(endpoint);
    }

    /** {@code ROWMILL_KAFKA_CLIENT_SECURITY_PROTOCOL} is {@code security.protocol}; {@code ROWMILL_KAFKA_CLIENT_FILE} names a file. */
    private static Map<String, String> settings(Map<String, String> env, String prefix) {
        String file = prefix + "FILE";
        Map<String, String> given = env.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix) && !e.getKey().equals(file))
                .collect(Collectors.toMap(
                        e -> e.getKey()
                                .substring(prefix.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        Map.Entry::getValue));
        return ClientSettings.of(given, Optional.ofNullable(env.get(file)).map(Path::of));
    }

    private static String first(@Nullable String option, @Nullable String environment, String fallback) {
        return option != null ? option : Objects.requireNonNullElse(environment, fallback);
    }
}
