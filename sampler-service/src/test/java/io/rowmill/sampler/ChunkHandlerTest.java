package io.rowmill.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampledTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkHandlerTest {
    private static final String HAND_OVERS = ArtifactKeys.handOvers(SmallSample.ID);

    @TempDir
    private Path dir;

    private SmallSample sample;
    private List<SampleChunkRequested> customers;

    @BeforeEach
    void aPlannedSample() throws Exception {
        sample = new SmallSample(dir);
        customers = sample.begin(SmallSample.request().build());
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private static String header(RecordedJob.Row row, String name) {
        return new String(row.headers().lastHeader(name).value(), UTF_8);
    }

    private GenericRecord value(RecordedJob.Row row) {
        return (GenericRecord) sample.codec.decode(row.topic().name(), row.value());
    }

    private long handOvers() throws IOException {
        try (var found = sample.run.store().list(HAND_OVERS)) {
            return found.count();
        }
    }

    @Test
    void rowsGoToTheirTopicWithTheirPlaceAndAreCounted() throws Exception {
        // When
        RecordedJob job = sample.make(customers.get(1));

        // Then
        assertThat(job.rows()).hasSize(10).allSatisfy(row -> {
            assertThat(row.topic().name()).isEqualTo("rowmill.rows.small.sample-1.customers");
            assertThat(row.key()).isNotNull();
            assertThat(row.partition()).as("rows with a key find their own").isNull();
            assertThat(header(row, "sample-id")).isEqualTo(SmallSample.ID);
            assertThat(header(row, "chunk")).isEqualTo("1");
        });
        assertThat(IntStream.range(0, 10).mapToObj(i -> header(job.rows().get(i), "row")))
                .isEqualTo(IntStream.range(10, 20).mapToObj(Integer::toString).toList());
        assertThat(sample.rows.count()).isEqualTo(10);
    }

    @Test
    void progressTellsRowsAndTheirDigest() throws Exception {
        // When
        RecordedJob job = sample.make(customers.get(0));

        // Then
        RowDigest digest = new RowDigest();
        job.rows().forEach(row -> digest.add(row.value()));
        SampleProgressed progress = job.events(SampleProgressed.class).get(0);
        assertThat(progress.getRows()).isEqualTo(10);
        assertThat(progress.getDigest()).isEqualTo(RowDigest.format(digest.sum()));
        assertThat(job.published().get(0).key()).isEqualTo("sample-1/customers/0");
    }

    @Test
    void theSameChunkTwiceGivesTheSameBytes() throws Exception {
        // When
        RecordedJob once = sample.make(customers.get(0));
        RecordedJob twice = sample.make(customers.get(0));

        // Then
        assertThat(twice.rows()).extracting(RecordedJob.Row::value).containsExactlyElementsOf(values(once));
        assertThat(twice.events(SampleProgressed.class)).isEqualTo(once.events(SampleProgressed.class));
    }

    private static List<byte[]> values(RecordedJob job) {
        return job.rows().stream().map(RecordedJob.Row::value).toList();
    }

    @Test
    void aWholeSampleHasEveryChildUnderAParentThatExists() throws Exception {
        // When
        List<RecordedJob> jobs = sample.finish(customers);

        // Then
        List<Object> ids = new ArrayList<>();
        List<Object> parents = new ArrayList<>();
        for (RecordedJob job : jobs) {
            for (RecordedJob.Row row : job.rows()) {
                boolean parent = row.topic().name().endsWith(SmallDatabase.CUSTOMERS);
                (parent ? ids : parents).add(value(row).get(parent ? "id" : "customer"));
            }
        }
        assertThat(ids).hasSize(SmallDatabase.CUSTOMER_ROWS).doesNotHaveDuplicates();
        assertThat(parents).isNotEmpty().isSubsetOf(ids);
        assertThat(sample.written().getTables())
                .extracting(SampledTable::getRows)
                .containsExactly((long) ids.size(), (long) parents.size());
    }

    @Test
    void rowsWithoutAKeyAreDealtByTheirPlace() throws Exception {
        // When
        List<RecordedJob> jobs = sample.finish(customers);

        // Then
        assertThat(jobs.stream()
                        .flatMap(job -> job.rows().stream())
                        .filter(row -> row.topic().name().endsWith(SmallDatabase.ORDERS)))
                .allSatisfy(row -> {
                    assertThat(row.key()).isNull();
                    assertThat(row.partition()).isEqualTo(Integer.parseInt(header(row, "row")) % 4);
                });
    }

    @Test
    void aChunkOfASampleThatHasEndedLeavesNoHandOver() throws Exception {
        // Given
        RecordedJob ended = sample.run.job();
        ended.end();
        sample.run.store().put(HAND_OVERS + "customers/7", new byte[] {1});

        // When
        sample.make(customers.get(0), ended);

        // Then
        assertThat(handOvers()).isZero();
    }

    @Test
    void aSampleWithoutAPlanIsADefectThatNamesIt() throws Exception {
        // Given
        SampleChunkRequested stray = SampleChunkRequested.newBuilder(customers.get(0))
                .setSampleId("sample-9")
                .build();

        // When / Then
        assertThatThrownBy(() -> sample.make(stray))
                .hasMessageContaining("There is no " + ArtifactKeys.samplePlan("sample-9") + ".");
        assertThat(sample.rows.count()).isZero();
    }
}
