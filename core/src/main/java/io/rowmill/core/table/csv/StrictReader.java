package io.rowmill.core.table.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes text and fails on the first malformed byte, after everything in front of it was handed out: so whoever counts
 * lines knows the line of that byte. (The JDK's own reader throws away what it had decoded.)
 */
final class StrictReader implements Closeable {
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private boolean endOfBytes;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** @return how many characters were put to the front of {@code target}; 0 at the end */
    int read(char[] target) throws IOException {
        CharBuffer out = CharBuffer.wrap(target);
        while (true) {
            CoderResult result = decoder.decode(bytes, out, endOfBytes);
            if (out.position() > 0) {
                return out.position();
            }
            if (result.isError()) {
                throw new CharacterCodingException();
            }
            if (endOfBytes) {
                return 0;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (n < 0) {
            endOfBytes = true;
        } else {
            bytes.position(bytes.position() + n);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
