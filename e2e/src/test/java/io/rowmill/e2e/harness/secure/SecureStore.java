package io.rowmill.e2e.harness.secure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3-compatible store that speaks TLS only. */
public final class SecureStore implements AutoCloseable {
    private final S3Proxy server;

    private SecureStore(S3Proxy server) {
        this.server = server;
    }

    /** @param objects where it keeps buckets as folders and objects as files */
    public static SecureStore start(Path objects, Certificates certificates, String accessKey, String secretKey)
            throws Exception {
        Files.createDirectories(objects);
        Properties settings = new Properties();
        settings.setProperty("s3proxy.secure-endpoint", "https://127.0.0.1:0");
        settings.setProperty("s3proxy.keystore-path", certificates.keyStore().toString());
        settings.setProperty("s3proxy.keystore-password", Certificates.PASSWORD);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", accessKey);
        settings.setProperty("s3proxy.credential", secretKey);
        S3Proxy server = S3Proxy.Builder.fromProperties(settings)
                .blobStore(new FilesystemNio2BlobStore(objects.toAbsolutePath().toString()))
                .build();
        server.start();
        return new SecureStore(server);
    }

    public String endpoint() {
        return "https://127.0.0.1:" + server.getSecurePort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("The store did not stop", e);
        }
    }
}
