package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object on its way; a connection that breaks meanwhile is a transient failure, not an error of the reader's. */
final class S3InputStream extends FilterInputStream {
    S3InputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static FailureException broken(IOException e) {
        return FailureException.unavailable("storage-unavailable", "The connection to the object store broke.", e);
    }
}
