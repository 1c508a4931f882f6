package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchedAccuracyTest {
    private static final String CUSTOMERS = SmallDatabase.CUSTOMERS;
    private static final List<ColumnBatch> BATCHES = List.of(
            new ColumnBatch("b1", List.of("age"), List.of()), new ColumnBatch("b2", List.of("city"), List.of()));

    @TempDir
    private Path dir;

    @TempDir
    private Path workDir;

    private SmallRun run(Map<String, String> settings) throws IOException {
        return new SmallRun(dir)
                .ingest(settings, null)
                .prepare(Map.of(CUSTOMERS, BATCHES))
                .link()
                .train();
    }

    private Optional<Validation.Accuracy> measure(SmallRun run) throws IOException {
        List<SynthesizerManifest> trained = List.of(run.trained(CUSTOMERS, "b1"), run.trained(CUSTOMERS, "b2"));
        return new BatchedAccuracy(run.artifacts(), run::data, Engines.installed(), workDir)
                .measure(run.ingested(), run.prepared(CUSTOMERS), trained);
    }

    @Test
    void pairsAcrossBatchesCount() throws IOException {
        // When
        Validation.Accuracy accuracy = measure(run(Map.of())).orElseThrow();

        // Then: each batch alone has one column, so a 2-way figure can only come from both
        assertThat(accuracy.oneWay()).isBetween(0.7, 1.0);
        assertThat(accuracy.twoWay()).isNotNull().isLessThan(accuracy.oneWay());
        assertThat(accuracy.collapsed()).isEmpty();
    }

    @Test
    void theFigureIsTheSameEachTime() throws IOException {
        // Given
        SmallRun run = run(Map.of());

        // When / Then
        assertThat(measure(run)).isEqualTo(measure(run));
    }

    @Test
    void aRunThatDoesNotValidateIsNotMeasured() throws IOException {
        assertThat(measure(run(Map.of("validate", "false")))).isEmpty();
    }

    @Test
    void noRealRowStaysInTheWorkDirectory() throws IOException {
        // When
        measure(run(Map.of()));

        // Then
        try (Stream<Path> left = Files.walk(workDir)) {
            assertThat(left).containsExactly(workDir);
        }
    }
}
