package io.rowmill.sampler;

import io.rowmill.core.sampling.HandOver;
import io.rowmill.core.sampling.HandOverReader;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hand-overs that were read last: chunks of rows that refer to the same parents follow one another. */
final class HandOverCache {
    private static final long MOST_BYTES = 64L << 20;
    /** Values take so many times as much memory as bytes. */
    private static final long BOXED = 6;

    private final Artifacts artifacts;
    private final Map<String, Entry> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Entry(HandOver handOver, long bytes) {}

    HandOverCache(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    HandOverReader of(String sampleId) {
        return new HandOverReader() {
            @Override
            public HandOver read(String table, int chunk) throws IOException {
                return get(ArtifactKeys.handOver(sampleId, table, chunk));
            }

            @Override
            public Optional<HandOver> totals(String table, int chunk, int offset) throws IOException {
                String key = ArtifactKeys.totals(sampleId, table, chunk, offset);
                return artifacts.store().exists(key) ? Optional.of(get(key)) : Optional.empty();
            }
        };
    }

    private HandOver get(String key) throws IOException {
        Entry known = find(key);
        if (known != null) {
            return known.handOver();
        }
        byte[] stored;
        try (InputStream in = artifacts.store().open(key)) {
            stored = in.readAllBytes();
        }
        HandOver handOver = HandOver.readFrom(new ByteArrayInputStream(stored));
        keep(key, new Entry(handOver, stored.length * (handOver.values().isEmpty() ? 1L : BOXED)));
        return handOver;
    }

    private synchronized @Nullable Entry find(String key) {
        return byKey.get(key);
    }

    private synchronized void keep(String key, Entry entry) {
        Entry before = byKey.put(key, entry);
        bytes += entry.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Entry> eldestFirst = byKey.values().iterator();
        while (bytes > MOST_BYTES && byKey.size() > 1) {
            bytes -= eldestFirst.next().bytes();
            eldestFirst.remove();
        }
    }
}
