package io.rowmill.platform.model;

import io.rowmill.core.sampling.BatchedSynthesizer;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.SynthesizerManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the synthesizer of a table from stored weights, which are checked by their digest. */
public final class SynthesizerLoader {
    private final Artifacts artifacts;
    private final Engines engines;

    public SynthesizerLoader(Artifacts artifacts, Engines engines) {
        this.artifacts = artifacts;
        this.engines = engines;
    }

    /**
     * @param transform of the whole table
     * @param trained the batches of the table, at least one; several become one synthesizer
     * @return to be closed by the caller
     */
    public Synthesizer load(TableTransform transform, List<SynthesizerManifest> trained) throws IOException {
        if (trained.size() == 1) {
            return load(trained.get(0));
        }
        List<BatchedSynthesizer.Trained> batches = new ArrayList<>();
        for (SynthesizerManifest batch : trained) {
            batches.add(new BatchedSynthesizer.Trained(batch.columnBatch(), load(batch)));
        }
        return BatchedSynthesizer.of(transform, batches);
    }

    private Synthesizer load(SynthesizerManifest trained) throws IOException {
        byte[] weights = artifacts.readBlob(trained.weights());
        return engines.byName(trained.engine()).load(new ByteArrayInputStream(weights));
    }
}
