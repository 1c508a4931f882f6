package io.rowmill.platform.rows;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Order-independent digest of a set of rows: the sum modulo 2^64 of the first eight bytes of SHA-256 of each row's value. The
 * five bytes of the wire format's header are left out, since schema ids differ between registries.
 */
public final class RowDigest {
    private static final int WIRE_HEADER = 5;
    private static final int HEX = 16;

    private final MessageDigest sha256;
    private long sum;

    public RowDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @param value a record's value in the Confluent wire format */
    public void add(byte[] value) {
        sha256.update(value, WIRE_HEADER, value.length - WIRE_HEADER);
        byte[] digest = sha256.digest();
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = head << 8 | (digest[i] & 0xff);
        }
        sum += head;
    }

    public long sum() {
        return sum;
    }

    /** Sixteen hexadecimal digits. */
    public static String format(long sum) {
        return String.format("%016x", sum);
    }

    public static long parse(String text) {
        return Long.parseUnsignedLong(text, HEX);
    }
}
