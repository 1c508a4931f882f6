package io.rowmill.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as {@code sha256:} and 64 hexadecimal digits. */
public final class Digests {
    static final String PREFIX = "sha256:";
    private static final int BUFFER_BYTES = 1 << 16;

    private Digests() {}

    public static String sha256(byte[] bytes) {
        return text(newDigest().digest(bytes));
    }

    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    /** @param in read to its end, not closed */
    public static String sha256(InputStream in) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return text(digest.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String text(byte[] digest) {
        return PREFIX + HexFormat.of().formatHex(digest);
    }
}
