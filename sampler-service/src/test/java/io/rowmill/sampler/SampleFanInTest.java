package io.rowmill.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.ChunkResult;
import io.rowmill.core.sampling.ChunkResult.Segment;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.TablePlan;
import io.rowmill.core.sampling.TableProgress;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.stream.DrivenFanIn;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleCancelled;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SampledTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleFanInTest {
    private static final int CHUNK_ROWS = 10;
    private static final int MOST_AT_A_TIME = 128;

    private int written;

    private final DrivenFanIn fanIn = new DrivenFanIn(
            List.of(Topics.SAMPLE_PLANS, Topics.SAMPLE_PROGRESS, Topics.SAMPLE_COMMANDS, Topics.SAMPLE_FAILURES),
            List.of(Topics.SAMPLE_CHUNKS, Topics.SAMPLE_BARRIERS, Topics.SAMPLE_FAILURES),
            codec -> new SampleFanIn(codec, "/rowmill/test"));

    @AfterEach
    void close() {
        fanIn.close();
    }

    /** A root table, and a child with one row per parent's row. */
    private void plan(String sampleId, long rows) {
        plan(
                sampleId,
                new SamplePlan(
                        new Seed(1),
                        CHUNK_ROWS,
                        List.of(
                                table("a/root", Optional.empty(), OptionalLong.of(rows)),
                                table("a", Optional.of("a/root"), OptionalLong.empty()))));
    }

    private void plan(String sampleId, SamplePlan plan) {
        fanIn.send(
                Topics.SAMPLE_PLANS,
                sampleId,
                SamplePlanned.newBuilder()
                        .setSampleId(sampleId)
                        .setModelId("model")
                        .setPlan("")
                        .setSettled(PlanRecords.write(plan))
                        .setManifest("plan.json")
                        .setTopicPrefix("rows")
                        .setRowPartitions(4)
                        .setRequestedAt(Instant.EPOCH)
                        .build());
    }

    private static TablePlan table(String name, Optional<String> parent, OptionalLong rows) {
        return new TablePlan(
                name,
                parent,
                rows,
                0,
                1,
                true,
                CHUNK_ROWS,
                Uniqueness.Rule.NONE,
                List.of(),
                List.of(),
                List.of(),
                true,
                List.of());
    }

    private List<SampleChunkRequested> requests() {
        return fanIn.published(Topics.SAMPLE_CHUNKS).stream()
                .map(SampleChunkRequested.class::cast)
                .toList();
    }

    private void done(SampleChunkRequested chunk) {
        int rows = Math.toIntExact(chunk.getRows());
        Map<String, List<Segment>> segments =
                chunk.getTable().equals("a") ? Map.of() : Map.of("a", List.of(new Segment(rows, rows)));
        int index = Math.toIntExact(chunk.getChunk());
        fanIn.send(
                Topics.SAMPLE_PROGRESS,
                chunk.getSampleId() + "/" + chunk.getTable() + "/" + index,
                new SampleProgressed(
                        chunk.getSampleId(),
                        chunk.getTable(),
                        chunk.getChunk(),
                        chunk.getRows(),
                        RowDigest.format(1),
                        Json.write(new ChunkResult(chunk.getTable(), index, segments))));
    }

    private void finish() {
        for (List<SampleChunkRequested> open = requests(); !open.isEmpty(); open = requests()) {
            assertThat(open).as("chunks at a time").hasSizeLessThanOrEqualTo(MOST_AT_A_TIME);
            open.forEach(this::done);
        }
    }

    /** @return work of the fan-in */
    private long make(int chunks) {
        long before = fanIn.work();
        String sampleId = "sample-" + chunks;
        plan(sampleId, (long) chunks * CHUNK_ROWS);
        finish();
        long rows = (long) chunks * CHUNK_ROWS;
        assertThat(fanIn.published(Topics.SAMPLE_BARRIERS))
                .singleElement()
                .isInstanceOfSatisfying(SampleWritten.class, written -> assertThat(written.getTables())
                        .containsExactly(
                                new SampledTable(
                                        "a/root",
                                        Topics.rows("rows", "a/root", 4).name(),
                                        rows,
                                        (long) chunks,
                                        RowDigest.format(chunks)),
                                new SampledTable("a", "rows.a", rows, (long) chunks, RowDigest.format(chunks))));
        assertThat(fanIn.remembered()).as("that samples were written").isEqualTo(++written);
        return fanIn.work() - before;
    }

    @Test
    void tenTimesTheChunksReadAndWriteTenTimesTheEntries() {
        // When
        long few = make(500);
        long many = make(5_000);

        // Then
        assertThat((double) many / few).as("linear: 10; quadratic: 100").isBetween(8.0, 13.0);
    }

    @Test
    void aTrillionRowsAreAskedForAFewChunksAtATime() {
        // Given
        SamplePlan trillion = new SamplePlan(
                new Seed(1), 10_000, List.of(table("a", Optional.empty(), OptionalLong.of(1_000_000_000_000L))));

        // When
        plan("s", trillion);
        List<SampleChunkRequested> first = requests();
        int atFirst = fanIn.remembered();
        first.forEach(this::done);
        for (int i = 0; i < 5; i++) {
            requests().forEach(this::done);
        }

        // Then
        assertThat(first).hasSize(MOST_AT_A_TIME);
        assertThat(atFirst).isLessThan(MOST_AT_A_TIME + 10);
        assertThat(fanIn.remembered()).as("after thousands of chunks").isLessThan(MOST_AT_A_TIME + 10);
    }

    @Test
    void finishedChunksOfAParentAreRememberedInBlocks() {
        // Given
        int chunks = 5_000;
        plan("s", (long) chunks * CHUNK_ROWS);

        // When: the parent is made, in any order, and its children are asked for
        List<SampleChunkRequested> open = new ArrayList<>(requests());
        SampleChunkRequested first = open.get(0);
        while (open.get(0).getTable().equals("a/root")) {
            Collections.shuffle(open, new Random(open.size()));
            open.forEach(this::done);
            open = new ArrayList<>(requests());
        }

        // Then
        int blocks = chunks / 64;
        assertThat(fanIn.remembered()).as("blocks, what is left, children").isLessThan(blocks + MOST_AT_A_TIME + 100);
        done(first);
        open.forEach(this::done);
        finish();
        assertThat(fanIn.published(Topics.SAMPLE_BARRIERS))
                .singleElement()
                .isInstanceOfSatisfying(SampleWritten.class, w -> assertThat(w.getTables())
                        .extracting(SampledTable::getRows)
                        .containsExactly((long) chunks * CHUNK_ROWS, (long) chunks * CHUNK_ROWS));
    }

    @Test
    void progressThatAVersionWroteWhichReleasedAllChunksAtOnceIsRead() {
        assertThat(Json.read("{\"total\":30,\"chunks\":3,\"done\":1}", TableProgress.class))
                .isEqualTo(new TableProgress(30, 3, 1, Optional.empty()));
    }

    @Test
    void aChunkThatIsReportedTwiceIsCountedOnce() {
        // Given
        plan("s", 2 * CHUNK_ROWS);
        List<SampleChunkRequested> roots = requests();

        // When
        done(roots.get(0));
        done(roots.get(0));
        done(roots.get(1));
        requests().forEach(this::done);

        // Then
        assertThat(fanIn.published(Topics.SAMPLE_BARRIERS))
                .singleElement()
                .isInstanceOfSatisfying(SampleWritten.class, written -> assertThat(written.getTables())
                        .extracting(SampledTable::getRows)
                        .containsExactly(20L, 20L));
    }

    @Test
    void aSampleThatIsAskedForAgainIsNotWrittenAgain() {
        // Given
        plan("s", CHUNK_ROWS);
        requests().forEach(this::done);
        requests().forEach(this::done);
        assertThat(fanIn.published(Topics.SAMPLE_BARRIERS)).hasSize(1);

        // When
        plan("s", CHUNK_ROWS);

        // Then
        assertThat(requests()).isEmpty();
    }

    private void cancel(String sampleId) {
        fanIn.send(Topics.SAMPLE_COMMANDS, sampleId, new SampleCancelled(sampleId, "enough", Instant.EPOCH));
    }

    private SampleFailed failure() {
        return (SampleFailed) fanIn.published(Topics.SAMPLE_FAILURES).get(0);
    }

    @Test
    void aCancelledSampleSaysWhatStaysAndAsksForNothingMore() {
        // Given
        plan("s", 2 * CHUNK_ROWS);
        List<SampleChunkRequested> roots = requests();
        done(roots.get(0));

        // When
        cancel("s");
        done(roots.get(1));
        plan("s", 2 * CHUNK_ROWS);

        // Then
        SampleFailed failed = failure();
        assertThat(failed.getCode()).isEqualTo("cancelled");
        assertThat(failed.getMessages())
                .containsExactly("The sample was cancelled. 10 rows of it were on their topics and stay there.");
        assertThat(failed.getWritten()).extracting(SampledTable::getRows).containsExactly(10L, 0L);
        assertThat(requests()).isEmpty();
        assertThat(fanIn.remembered()).as("that it is over").isEqualTo(1);
    }

    @Test
    void aSampleThatIsCancelledBeforeItIsPlannedIsNeverMade() {
        // When
        cancel("s");
        plan("s", CHUNK_ROWS);

        // Then
        assertThat(failure().getMessages()).containsExactly("The sample was cancelled. No row of it was written.");
        assertThat(requests()).isEmpty();
    }

    @Test
    void aSampleThatIsWrittenCannotBeCancelled() {
        // Given
        plan("s", CHUNK_ROWS);
        finish();

        // When
        cancel("s");

        // Then
        assertThat(fanIn.published(Topics.SAMPLE_FAILURES)).isEmpty();
    }

    @Test
    void aRecordThatCannotBeDecodedEndsItsSampleAndNoOther() {
        // Given
        plan("poisoned", CHUNK_ROWS);
        plan("sound", CHUNK_ROWS);
        List<SampleChunkRequested> roots = requests();

        // When
        fanIn.send(Topics.SAMPLE_PROGRESS, "poisoned/a/0".getBytes(UTF_8), new byte[] {7}, new RecordHeaders());
        roots.forEach(this::done);
        requests().forEach(this::done);

        // Then
        assertThat(fanIn.records(Topics.SAMPLE_PROGRESS.deadLetters())).hasSize(1);
        assertThat(fanIn.published(Topics.SAMPLE_FAILURES))
                .singleElement()
                .isInstanceOfSatisfying(
                        SampleFailed.class, f -> assertThat(f.getSampleId()).isEqualTo("poisoned"));
        assertThat(fanIn.published(Topics.SAMPLE_BARRIERS))
                .singleElement()
                .isInstanceOfSatisfying(
                        SampleWritten.class, w -> assertThat(w.getSampleId()).isEqualTo("sound"));
        assertThat(fanIn.remembered()).as("that the sample was written").isEqualTo(1);
    }
}
