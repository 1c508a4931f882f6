package io.rowmill.sampler;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;

/** What only the chunks of a sample need: their hand-overs, and rows of which some cells are given. */
final class SampleData {
    private SampleData() {}

    /** Deletes it: the sample has ended. */
    static void delete(ObjectStore store, String sampleId) throws IOException {
        store.deletePrefix(ArtifactKeys.handOvers(sampleId));
        store.deletePrefix(ArtifactKeys.given(sampleId));
    }
}
