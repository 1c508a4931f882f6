package io.rowmill.core.table.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The first bytes of a file, and which encoding they are in.
 *
 * @param bytes at most a sample's length
 * @param complete whether these are all
 * @param foreign the first byte behind the sample that isn't ASCII, and the three that follow; empty: none was looked at
 */
record SampleBytes(byte[] bytes, boolean complete, byte[] foreign) {
    private static final int LENGTH = 1 << 16;
    /** A file can begin with many rows in ASCII: so far the first other letter is searched. */
    private static final int FARTHEST = 4 << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static SampleBytes of(ByteSource source) throws IOException {
        try (InputStream in = source.open()) {
            byte[] bytes = upTo(in, LENGTH);
            boolean complete = bytes.length < LENGTH;
            byte[] foreign = {};
            for (int read = 0; !complete && isAscii(bytes) && read < FARTHEST && foreign.length == 0; read += LENGTH) {
                byte[] more = upTo(in, LENGTH);
                foreign = firstForeign(more);
                if (more.length < LENGTH) {
                    break;
                }
            }
            return new SampleBytes(bytes, complete, foreign);
        } catch (ZipException | EOFException e) {
            // Not even the archive's header is whole: said when rows are read.
            return new SampleBytes(new byte[0], true, new byte[0]);
        }
    }

    /** A broken archive is said when its rows are read. */
    private static byte[] upTo(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int count = 0;
        try {
            int n = 0;
            while (count < length && n >= 0) {
                n = in.read(bytes, count, length - count);
                count += Math.max(n, 0);
            }
        } catch (ZipException | EOFException e) {
            return Arrays.copyOf(bytes, count);
        }
        return Arrays.copyOf(bytes, count);
    }

    private static boolean isAscii(byte[] bytes) {
        return firstForeign(bytes).length == 0;
    }

    private static byte[] firstForeign(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return Arrays.copyOfRange(bytes, i, Math.min(i + 4, bytes.length));
            }
        }
        return new byte[0];
    }

    /** The charset that a byte order mark names. */
    Optional<Charset> marked() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (startsWith(0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return startsWith(0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private boolean startsWith(int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-8, unless there is a mark, or much speaks for another one. */
    Charset charset() {
        return marked().or(this::wide).orElseGet(this::narrow);
    }

    /** Text in Latin letters has a zero in every other byte of UTF-16, from its first letter on. */
    private Optional<Charset> wide() {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                even += 1 - i % 2;
                odd += i % 2;
            }
        }
        int enough = Math.max(2, bytes.length / 5);
        if (bytes.length < 2 || (bytes[0] == 0) == (bytes[1] == 0)) {
            return Optional.empty();
        }
        if (even >= enough && odd * 10 <= even) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return odd >= enough && even * 10 <= odd ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private Charset narrow() {
        byte[] told = foreign.length > 0 ? foreign : bytes;
        boolean cut = foreign.length > 0 || !complete;
        if (isAscii(told) || isUtf8(told, cut) || hasSequences() || hasControls()) {
            return StandardCharsets.UTF_8;
        }
        // Five bytes are no character of windows-1252, and a control character of ISO 8859-1.
        return decodes(WINDOWS, bytes) ? WINDOWS : StandardCharsets.ISO_8859_1;
    }

    private static boolean isUtf8(byte[] bytes, boolean cut) {
        for (int shorter = 0; shorter <= (cut ? 3 : 0) && shorter <= bytes.length; shorter++) {
            if (decodes(StandardCharsets.UTF_8, Arrays.copyOf(bytes, bytes.length - shorter))) {
                return shorter < bytes.length;
            }
        }
        return false;
    }

    private static boolean decodes(Charset charset, byte[] bytes) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        return !decoder.decode(ByteBuffer.wrap(bytes), out, true).isError();
    }

    /** More letters of UTF-8 than bytes that are none: a damaged file in UTF-8, which is to be said and not to be read. */
    private boolean hasSequences() {
        int letters = 0;
        int strays = 0;
        for (int i = 0; i < bytes.length; i++) {
            int length = (bytes[i] & 0xE0) == 0xC0 ? 2 : (bytes[i] & 0xF0) == 0xE0 ? 3 : 1;
            if (bytes[i] < 0 && length > 1 && continues(i + 1, length - 1)) {
                letters++;
                i += length - 1;
            } else if (bytes[i] < 0) {
                strays++;
            }
        }
        return letters > strays;
    }

    private boolean continues(int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (i >= bytes.length || (bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** No text holds them; the file is something else. */
    private boolean hasControls() {
        for (byte b : bytes) {
            if (b >= 0 && b < 0x09) {
                return true;
            }
        }
        return false;
    }
}
