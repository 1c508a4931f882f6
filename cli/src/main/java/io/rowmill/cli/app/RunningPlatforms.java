package io.rowmill.cli.app;

import io.rowmill.embedded.PrivateFiles;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.Connection.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Tells client commands of the same user how to sign requests to the store of a platform that runs on this machine: one file
 * per port, readable by the user alone, there while the platform runs.
 */
public final class RunningPlatforms {
    private static final String ACCESS_KEY = "accessKey";
    private static final String SECRET_KEY = "secretKey";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Path home;
    private final Path dir;

    /** @param home {@code ~/.rowmill} */
    public RunningPlatforms(Path home) {
        this.home = home;
        this.dir = home.resolve("running");
    }

    /** @return closing it takes the note away */
    public AutoCloseable announce(Connection platform) throws IOException {
        Credentials credentials = platform.credentials().orElseThrow();
        PrivateFiles.directory(home);
        PrivateFiles.directory(dir);
        Path file = file(platform.s3Endpoint());
        Files.deleteIfExists(file);
        PrivateFiles.newFile(file);
        Properties properties = new Properties();
        properties.setProperty(ACCESS_KEY, credentials.accessKey());
        properties.setProperty(SECRET_KEY, credentials.secretKey());
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, "A running rowmill");
        }
        return () -> Files.deleteIfExists(file);
    }

    /** @return empty if the endpoint is not one of a platform that this user runs on this machine */
    public Optional<Credentials> credentials(String endpoint) throws IOException {
        if (!LOOPBACK.contains(String.valueOf(URI.create(endpoint).getHost())) || !Files.exists(file(endpoint))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file(endpoint))) {
            properties.load(in);
        }
        return Optional.of(new Credentials(properties.getProperty(ACCESS_KEY), properties.getProperty(SECRET_KEY)));
    }

    private Path file(String endpoint) {
        return dir.resolve(URI.create(endpoint).getPort() + ".properties");
    }
}
