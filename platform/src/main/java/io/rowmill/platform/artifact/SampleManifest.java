package io.rowmill.platform.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The result of a sample.
 *
 * @param tables rows per table and topic
 * @param containsGivenValues cells of some rows were given, so they may be real ones; not said in a manifest of an earlier version
 */
public record SampleManifest(
        int formatVersion,
        String sampleId,
        String modelId,
        List<Table> tables,
        long requestedAtMillis,
        long completedAtMillis,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean containsGivenValues) {
    public static final int FORMAT_VERSION = 1;

    /**
     * @param digest order-independent digest of the rows: sum modulo 2^64 of the first eight bytes of SHA-256 of each row's Avro
     *     bytes, in hex
     * @param endOffsets per partition, after the last row
     */
    public record Table(
            String table, String topic, long rows, long chunks, String digest, Map<Integer, Long> endOffsets) {

        private boolean isOf(SampledTable announced) {
            return table.equals(announced.getTable())
                    && topic.equals(announced.getTopic())
                    && rows == announced.getRows()
                    && digest.equals(announced.getDigest());
        }
    }

    /** Whether the manifest matches the event. */
    public boolean isOf(SampleCompleted announced) {
        return sampleId.equals(announced.getSampleId())
                && modelId.equals(announced.getModelId())
                && tables.size() == announced.getTables().size()
                && IntStream.range(0, tables.size())
                        .allMatch(i -> tables.get(i).isOf(announced.getTables().get(i)));
    }
}
