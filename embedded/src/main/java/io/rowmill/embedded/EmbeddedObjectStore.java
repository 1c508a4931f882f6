package io.rowmill.embedded;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3-compatible storage in this process, its objects as files. It listens on loopback only, wants signed requests, and keeps
 * objects and credentials in its directory. The only class that knows s3proxy.
 */
public final class EmbeddedObjectStore implements AutoCloseable {
    private static final String CREDENTIALS_FILE = "credentials.properties";
    private static final String ACCESS_KEY = "accessKey";
    private static final String SECRET_KEY = "secretKey";

    private final S3Proxy server;
    private final Properties credentials;

    private EmbeddedObjectStore(S3Proxy server, Properties credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /**
     * Starts a store and waits until it serves.
     *
     * @param dataDir created if it is missing
     * @param port 0: any free one
     * @param bucket created if it is missing
     * @throws FailureException (Transient, {@code port-in-use}) if something else has the port
     */
    public static EmbeddedObjectStore start(Path dataDir, int port, String bucket) throws IOException {
        QuietLogs.apply();
        Path dir = PrivateFiles.directory(dataDir);
        Path objects = PrivateFiles.directory(dir.resolve("objects"));
        PrivateFiles.directory(objects.resolve(bucket));
        Properties credentials = credentials(dir.resolve(CREDENTIALS_FILE));
        int claimed = LocalPorts.claim(port, "the object store");
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://" + LocalPorts.HOST + ":" + claimed);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", credentials.getProperty(ACCESS_KEY));
        settings.setProperty("s3proxy.credential", credentials.getProperty(SECRET_KEY));
        return new EmbeddedObjectStore(serve(settings, objects), credentials);
    }

    private static S3Proxy serve(Properties settings, Path objects) throws IOException {
        try {
            S3Proxy server = S3Proxy.Builder.fromProperties(settings)
                    .blobStore(new SignedOnly(new FullDisk(new FilesystemNio2BlobStore(objects.toString()))))
                    .build();
            server.start();
            return server;
        } catch (Exception e) {
            throw new IOException("The object store did not start: " + e.getMessage(), e);
        }
    }

    private static Properties credentials(Path file) throws IOException {
        Properties credentials = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                credentials.load(in);
            }
            return credentials;
        }
        credentials.setProperty(ACCESS_KEY, "rowmill-" + random(4));
        credentials.setProperty(SECRET_KEY, random(20));
        try (OutputStream out = Files.newOutputStream(PrivateFiles.newFile(file))) {
            credentials.store(out, "Credentials of the embedded object store");
        }
        return credentials;
    }

    private static String random(int bytes) {
        byte[] secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    public String endpoint() {
        return "http://" + LocalPorts.HOST + ":" + server.getPort();
    }

    public String accessKey() {
        return credentials.getProperty(ACCESS_KEY);
    }

    public String secretKey() {
        return credentials.getProperty(SECRET_KEY);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the object store did not stop", e);
        }
    }
}
