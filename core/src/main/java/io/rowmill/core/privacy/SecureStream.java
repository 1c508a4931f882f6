package io.rowmill.core.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Many random numbers that nobody can foretell: the key stream of AES in counter mode, with a key that is drawn securely and never
 * kept. A hundred times as fast as {@link SecureRandom}. Not safe for use by several threads.
 */
public final class SecureStream {
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 14;
    private static final double UNIT = 0x1.0p-53;

    private final Cipher cipher;
    private final byte[] zeros = new byte[BUFFER_BYTES];
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).position(BUFFER_BYTES);

    public SecureStream() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES in counter mode", e);
        }
    }

    private long nextLong() {
        if (!buffer.hasRemaining()) {
            try {
                cipher.update(zeros, 0, BUFFER_BYTES, bytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the key stream has no next block", e);
            }
            buffer.rewind();
        }
        return buffer.getLong();
    }

    /** @return from 0 on, below 1, each of 2^53 numbers as probable */
    public double uniform() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Fills {@code out} with independent numbers of the standard normal distribution (Box and Muller). */
    public void normals(float[] out) {
        for (int i = 0; i < out.length; i += 2) {
            double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
            double angle = 2 * Math.PI * uniform();
            out[i] = (float) (radius * Math.cos(angle));
            if (i + 1 < out.length) {
                out[i + 1] = (float) (radius * Math.sin(angle));
            }
        }
    }
}
