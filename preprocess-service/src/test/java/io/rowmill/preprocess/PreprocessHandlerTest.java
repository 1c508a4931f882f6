package io.rowmill.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.PreprocessManifest.EncodedColumn;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.testing.OrderOfEffects;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.TableIngested;
import io.rowmill.schemas.TablePrepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessHandlerTest {
    private static final String CUSTOMERS = SmallDatabase.CUSTOMERS;

    @TempDir
    private Path dir;

    @TempDir
    private Path workDir;

    private SmallRun run;

    @BeforeEach
    void aRunWithoutAnyStage() {
        run = new SmallRun(dir);
    }

    private RecordedJob handle(SmallRun of, String table) throws IOException {
        of.store().forgetEffects();
        RecordedJob job = of.job();
        new PreprocessHandler(of.artifacts(), of::data, workDir)
                .handle(new TableIngested(of.id(), table, 1L, SmallDatabase.TABLES, ""), job);
        return job;
    }

    private static String manifest(SmallRun of, String table) {
        return ArtifactKeys.tableManifest(of.id(), Stages.PREPROCESS, table);
    }

    private static List<String> names(PreprocessManifest manifest) {
        return manifest.columns().stream().map(EncodedColumn::column).toList();
    }

    @Test
    void whatHasBeenPreparedIsStoredThenNamedThenAnnounced() throws IOException {
        // Given
        run.ingest();

        // When
        RecordedJob job = handle(run, CUSTOMERS);

        // Then
        OrderOfEffects.assertKept(run.store().effects(), manifest(run, CUSTOMERS), Topics.TABLES_PREPARED);
        assertThat(job.events(TablePrepared.class))
                .containsExactly(
                        new TablePrepared(run.id(), CUSTOMERS, SmallDatabase.TABLES, manifest(run, CUSTOMERS)));
    }

    @Test
    void whatIsEncodedIsContentAndNoKey() throws IOException {
        // Given
        run.ingest();

        // When
        handle(run, CUSTOMERS);
        handle(run, SmallDatabase.ORDERS);

        // Then
        PreprocessManifest customers = run.prepared(CUSTOMERS);
        assertThat(names(customers)).containsExactly("city", "age");
        assertThat(customers.rows()).isEqualTo(SmallDatabase.CUSTOMER_ROWS);
        assertThat(customers.batches()).containsExactly(ColumnBatch.whole(List.of("city", "age")));
        assertThat(run.data().encodedColumn(customers.column("city"), dir).parts(new int[] {0, 39}))
                .allMatch(part -> part.rows() == 2);
        assertThat(names(run.prepared(SmallDatabase.ORDERS))).containsExactly("item", "paid");
    }

    @Test
    void aTableThatIsPreparedIsAnnouncedAgainAndNotReadAgain() throws IOException {
        // Given
        run.ingest();
        List<TablePrepared> first = handle(run, CUSTOMERS).events(TablePrepared.class);
        run.data().delete();

        // When
        RecordedJob again = handle(run, CUSTOMERS);

        // Then
        assertThat(again.events(TablePrepared.class)).isEqualTo(first);
        OrderOfEffects.assertOnlyAnnounced(run.store().effects(), Topics.TABLES_PREPARED);
    }

    @Test
    void aJobThatDiedBeforeItsManifestIsDoneAgainToTheSameBytes() throws IOException {
        // Given
        run.ingest();
        handle(run, CUSTOMERS);
        PreprocessManifest first = run.prepared(CUSTOMERS);
        run.store().delete(manifest(run, CUSTOMERS));

        // When
        handle(run, CUSTOMERS);

        // Then
        assertThat(run.prepared(CUSTOMERS)).isEqualTo(first);
    }

    @Test
    void settingsOfTheRequestReachTheTransformsAndTheBatches() throws IOException {
        // Given
        run.ingest(
                Map.of(
                        "seed", "8",
                        "customers.columnBatches", "who:age;where:city",
                        "customers.extremeValueCount", "3"),
                null);
        SmallRun other = run.next("run-other").ingest();

        // When
        handle(run, CUSTOMERS);
        handle(other, CUSTOMERS);

        // Then
        assertThat(run.prepared(CUSTOMERS).batches())
                .extracting(ColumnBatch::name, ColumnBatch::columns)
                .containsExactly(tuple("who", List.of("age")), tuple("where", List.of("city")));
        assertThat(run.prepared(CUSTOMERS).hidden())
                .isNotEqualTo(other.prepared(CUSTOMERS).hidden());
    }

    @Test
    void everyBatchIsEncodedAsItsEngineNeedsIt() throws IOException {
        // Given
        run.ingest(
                Map.of("customers.columnBatches", "who:age;where:city", "customers/who.engine", SmallRun.OF_CATEGORIES),
                null);
        SmallRun wholly = run.next("run-wholly").ingest(Map.of("engine", SmallRun.OF_CATEGORIES), null);
        SmallRun normalized = run.next("run-normalized").ingest();

        // When
        for (SmallRun each : List.of(run, wholly, normalized)) {
            handle(each, CUSTOMERS);
        }

        // Then
        assertThat(ages(normalized)).anyMatch(Part.Scalar.class::isInstance);
        assertThat(ages(run)).isEqualTo(ages(wholly)).allMatch(Part.OneHot.class::isInstance);
        assertThat(run.data()
                        .encodedColumn(run.prepared(CUSTOMERS).column("age"), dir)
                        .parts(new int[] {0, 39}))
                .extracting(EncodedPart::layout)
                .isEqualTo(ages(run));
        assertThat(run.prepared(CUSTOMERS).batches())
                .extracting(ColumnBatch::columns)
                .containsExactly(List.of("age"), List.of("city"));
    }

    private static List<Part> ages(SmallRun of) throws IOException {
        return of.prepared(CUSTOMERS).column("age").parts();
    }

    @Test
    void aSnapshotThatIsNotWhatWasWrittenIsADefectAndLeavesNoManifest() throws IOException {
        // Given
        run.ingest();
        run.store().put(ArtifactKeys.snapshot(run.id(), CUSTOMERS), new byte[] {1, 2, 3});

        // When
        FailureException failure = catchThrowableOfType(FailureException.class, () -> handle(run, CUSTOMERS));

        // Then
        assertThat(failure.failure()).isInstanceOf(Failure.Defect.class);
        assertThat(failure.failure().code()).isEqualTo("tampered-artifact");
        assertThat(run.store().effects()).isEmpty();
    }

    @Test
    void noRealRowStaysInTheWorkDirectory() throws IOException {
        // Given
        run.ingest();

        // When
        handle(run, CUSTOMERS);

        // Then
        try (Stream<Path> left = Files.walk(workDir)) {
            assertThat(left).containsExactly(workDir);
        }
    }

    @Test
    void withABaseItsTransformIsTakenAndOnlyWhatIsReadIsEncoded() throws IOException {
        // Given
        run.model();
        SmallRun next = run.next("run-next").ingest(Map.of(), run.asBase(CUSTOMERS, ColumnBatch.WHOLE_TABLE));

        // When
        handle(next, CUSTOMERS);
        handle(next, SmallDatabase.ORDERS);

        // Then
        assertThat(next.prepared(CUSTOMERS).transform())
                .isEqualTo(run.prepared(CUSTOMERS).transform());
        assertThat(next.prepared(CUSTOMERS).batches())
                .isEqualTo(run.prepared(CUSTOMERS).batches());
        assertThat(names(next.prepared(CUSTOMERS))).containsExactly("city", "age");
        assertThat(next.prepared(SmallDatabase.ORDERS).columns())
                .as("orders are neither trained nor anybody's context")
                .isEmpty();
    }

    @Test
    void theTransformThatIsStoredTurnsRowsBack() throws IOException {
        // Given
        run.ingest();

        // When
        handle(run, CUSTOMERS);

        // Then
        TableTransform transform =
                run.artifacts().readJsonBlob(run.prepared(CUSTOMERS).transform(), TableTransform.class);
        assertThat(transform.contentColumns()).containsExactly("city", "age");
        assertThat(transform.parts("city"))
                .isEqualTo(run.prepared(CUSTOMERS).column("city").parts());
    }

    /** Tea is paid, cocoa isn't. */
    private static List<String[]> ordersOfARule() {
        return IntStream.range(0, 60)
                .mapToObj(i -> new String[] {"1", i % 3 == 0 ? "tea" : "cocoa", i % 3 == 0 ? "true" : "false"})
                .toList();
    }

    @Test
    void aColumnThatAnotherSaysIsNotEncoded() throws IOException {
        // Given
        run.with(SmallDatabase.ORDERS, ordersOfARule()).ingest();

        // When
        handle(run, SmallDatabase.ORDERS);

        // Then
        PreprocessManifest prepared = run.prepared(SmallDatabase.ORDERS);
        assertThat(names(prepared)).containsExactly("item");
        assertThat(run.artifacts().rules(SmallDatabase.ORDERS, prepared.rules()).valueOf("paid"))
                .isPresent();
    }

    @Test
    void withoutRulesAllColumnsAreLearned() throws IOException {
        // Given
        run.with(SmallDatabase.ORDERS, ordersOfARule()).ingest(Map.of("orders.rules", "false"), null);

        // When
        handle(run, SmallDatabase.ORDERS);

        // Then
        PreprocessManifest prepared = run.prepared(SmallDatabase.ORDERS);
        assertThat(names(prepared)).containsExactly("item", "paid");
        assertThat(prepared.rules()).isNull();
    }
}
