package io.rowmill.platform.storage;

import java.util.regex.Pattern;

/**
 * A blob by its content.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 */
public record BlobRef(String digest, long size) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public BlobRef {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a sha256 digest");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a blob has no negative size: " + size);
        }
    }

    /** {@code blobs/sha256/ab/abcdef...}. */
    String objectKey() {
        String hex = digest.substring(Digests.PREFIX.length());
        return "blobs/sha256/" + hex.substring(0, 2) + "/" + hex;
    }
}
