package io.rowmill.sampler;

import io.rowmill.core.sampling.given.GivenRows;
import io.rowmill.core.sampling.given.GivenSource;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The given rows of samples, in objects of so many rows each: a chunk reads those that hold its own, whoever makes it. */
final class GivenBlocks {
    /** Rows of a block; the last one has fewer. */
    static final int ROWS = 1_000;

    private final Artifacts artifacts;

    GivenBlocks(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    void write(String sampleId, long block, GivenRows rows) throws IOException {
        artifacts.write(ArtifactKeys.givenBlock(sampleId, block), rows);
    }

    GivenSource of(String sampleId, StoredPlan plan) {
        StoredPlan.Given given = plan.given();
        return given == null
                ? GivenSource.NONE
                : (table, first, rows) ->
                        given.table().equals(table) ? Optional.of(read(sampleId, first, rows)) : Optional.empty();
    }

    private GivenRows read(String sampleId, long first, int count) throws IOException {
        List<String> columns = List.of();
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (rows.size() < count) {
            long at = first + rows.size();
            GivenRows block = artifacts.read(ArtifactKeys.givenBlock(sampleId, at / ROWS), GivenRows.class);
            int from = (int) (at % ROWS);
            int to = Math.min(block.rows().size(), from + count - rows.size());
            rows.addAll(block.rows().subList(from, to));
            columns = block.columns();
        }
        return new GivenRows(columns, rows);
    }
}
