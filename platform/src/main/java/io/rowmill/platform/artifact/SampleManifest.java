package io.rowmill.platform.artifact;

import java.util.List;
import java.util.Map;

/**
 * What a sample wrote.
 *
 * @param tables rows per table and topic
 */
public record SampleManifest(
        int formatVersion,
        String sampleId,
        String modelId,
        List<Table> tables,
        long requestedAtMillis,
        long completedAtMillis) {
    public static final int FORMAT_VERSION = 1;

    /**
     * @param digest order-independent digest of the rows: sum modulo 2^64 of the first eight bytes of SHA-256 of each row's Avro
     *     bytes, in hex
     * @param endOffsets per partition, after the last row
     */
    public record Table(
            String table, String topic, long rows, long chunks, String digest, Map<Integer, Long> endOffsets) {}
}
