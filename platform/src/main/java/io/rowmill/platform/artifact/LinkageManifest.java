package io.rowmill.platform.artifact;

import io.rowmill.platform.storage.BlobRef;
import java.util.List;

/**
 * What linkage left of a run.
 *
 * @param linkage how tables join, as JSON
 * @param parentIndexes per relationship, in the order of the metadata: child row → parent row
 */
public record LinkageManifest(int formatVersion, String runId, BlobRef linkage, List<ParentIndex> parentIndexes) {
    public static final int FORMAT_VERSION = 1;

    /** @param relationship its name */
    public record ParentIndex(String relationship, String key, String digest, long size) {}

    public ParentIndex parentIndex(String relationship) {
        return parentIndexes.stream()
                .filter(i -> i.relationship().equals(relationship))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no index of relationship " + relationship));
    }
}
