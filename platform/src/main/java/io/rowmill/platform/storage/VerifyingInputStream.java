package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Digests what passes and compares at the end. */
final class VerifyingInputStream extends FilterInputStream {
    private final BlobRef ref;
    private final MessageDigest digest = Digests.newDigest();
    private boolean verified;

    VerifyingInputStream(InputStream in, BlobRef ref) {
        super(in);
        this.ref = ref;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            digest.update(buffer, offset, n);
        } else if (n < 0 && !verified) {
            verify();
        }
        return n;
    }

    private void verify() {
        if (!Digests.text(digest.digest()).equals(ref.digest())) {
            throw FailureException.defect(
                    "tampered-artifact", ref.objectKey() + " is not what was written: its digest differs.");
        }
        verified = true;
    }

    /** By reading, so that nothing escapes the digest. */
    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public synchronized void mark(int limit) {
        // Not supported; FilterInputStream would pass it on.
    }

    @Override
    public synchronized void reset() throws IOException {
        throw new IOException("mark and reset are not supported");
    }
}
