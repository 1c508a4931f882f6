package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.transform.Encoding;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.EngineDescriptor;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.IngestManifest.Snapshot;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.testing.BootstrapEngine;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.WatchedStore;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.Source;
import io.rowmill.schemas.TableIngested;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitRequestedHandlerTest {
    private static final String RUN = "run-1";
    private static final String MANIFEST = ArtifactKeys.stageManifest(RUN, Stages.INGEST);
    private static final IngestSettings SETTINGS = GivenSettings.sweepingEvery(Duration.ofHours(1));

    @TempDir
    private Path workDir;

    private final WatchedStore store = new WatchedStore();
    private final Artifacts artifacts = new Artifacts(store);
    private final Counter rows = new SimpleMeterRegistry().counter("rows");

    @BeforeEach
    void uploadedFilesAndAnAnnouncedEngine() throws IOException {
        artifacts.write(ArtifactKeys.engine(BootstrapEngine.NAME), EngineDescriptor.of(new BootstrapEngine()));
        for (String table : SmallDatabase.TABLES) {
            upload(table, csv(SmallDatabase.rows(table)));
        }
    }

    private void upload(String table, String csv) throws IOException {
        store.put(ArtifactKeys.upload(RUN) + table + ".csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private static String csv(InMemoryRows table) {
        Stream<String> header =
                Stream.of(table.metadata().columns().stream().map(c -> c.name()).collect(Collectors.joining(",")));
        return Stream.concat(header, table.rows().stream().map(row -> String.join(",", row)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static FitRequested.Builder request(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("engine", BootstrapEngine.NAME));
        all.putAll(settings);
        return FitRequested.newBuilder()
                .setRunId(RUN)
                .setName("small")
                .setSource(new Source("store:" + ArtifactKeys.upload(RUN), null, null, Map.of()))
                .setMetadata(MetadataJson.write(SmallDatabase.METADATA))
                .setSettings(all)
                .setRequestedAt(Instant.EPOCH);
    }

    private RecordedJob handle(FitRequested request) throws IOException, InterruptedException {
        store.forgetEffects();
        RecordedJob job = new RecordedJob(store::note);
        new FitRequestedHandler(
                        artifacts,
                        runId -> new RunData(store, runId),
                        workDir,
                        new SourceOpener(store, SETTINGS, Credentials.fromEnvironment()),
                        name -> {
                            throw new AssertionError("no base is asked for");
                        },
                        rows)
                .handle(request, job);
        return job;
    }

    private Failure failure(FitRequested request) {
        Failure failure = catchThrowableOfType(FailureException.class, () -> handle(request))
                .failure();
        assertThat(store.effects()).as("of a request that is rejected").isEmpty();
        return failure;
    }

    private IngestManifest manifest() throws IOException {
        return artifacts.read(MANIFEST, IngestManifest.class);
    }

    @Test
    void snapshotsAreStoredThenNamedThenAnnouncedLargestFirst() throws Exception {
        // When
        RecordedJob job = handle(request(Map.of()).build());

        // Then
        String event = "event " + Topics.TABLES_INGESTED.name();
        assertThat(store.effects())
                .containsExactly(
                        ArtifactKeys.snapshot(RUN, SmallDatabase.CUSTOMERS),
                        ArtifactKeys.snapshot(RUN, SmallDatabase.ORDERS),
                        MANIFEST,
                        event,
                        event);
        assertThat(job.events(TableIngested.class))
                .containsExactly(
                        new TableIngested(
                                RUN,
                                SmallDatabase.ORDERS,
                                (long) SmallDatabase.ORDER_ROWS,
                                SmallDatabase.TABLES,
                                MANIFEST),
                        new TableIngested(
                                RUN,
                                SmallDatabase.CUSTOMERS,
                                (long) SmallDatabase.CUSTOMER_ROWS,
                                SmallDatabase.TABLES,
                                MANIFEST));
        assertThat(rows.count()).isEqualTo(SmallDatabase.CUSTOMER_ROWS + SmallDatabase.ORDER_ROWS);
    }

    @Test
    void filesOfAnyDialectGiveTheSameRowsAndTheDialectIsKept() throws Exception {
        // Given
        handle(request(Map.of()).build());
        IngestManifest.Snapshot plain = manifest().snapshot(SmallDatabase.CUSTOMERS);
        store.deletePrefix("runs/");
        String text = csv(SmallDatabase.rows(SmallDatabase.CUSTOMERS)).replace(',', '|');
        store.put(
                ArtifactKeys.upload(RUN) + SmallDatabase.CUSTOMERS + ".txt",
                ("made by hand\n" + text).getBytes(StandardCharsets.UTF_16LE));
        upload(SmallDatabase.ORDERS, csv(SmallDatabase.rows(SmallDatabase.ORDERS)));
        Source source = new Source(
                "store:" + ArtifactKeys.upload(RUN), null, null, Map.of("encoding", "UTF-16LE", "skip-lines", "1"));
        store.put(
                ArtifactKeys.upload(RUN) + SmallDatabase.ORDERS + ".csv",
                ("\n" + csv(SmallDatabase.rows(SmallDatabase.ORDERS))).getBytes(StandardCharsets.UTF_16LE));

        // When
        handle(request(Map.of()).setSource(source).build());

        // Then
        IngestManifest.Snapshot customers = manifest().snapshot(SmallDatabase.CUSTOMERS);
        assertThat(List.of(customers.rows(), customers.size())).isEqualTo(List.of(plain.rows(), plain.size()));
        assertThat(plain.file()).isEqualTo(FileStyle.PLAIN);
        assertThat(customers.file().suffix()).isEqualTo(".txt");
        assertThat(customers.file().dialect().delimiter()).isEqualTo('|');
        assertThat(customers.file().dialect().encoding()).isEqualTo("UTF-16LE");
        assertThat(manifest().snapshot(SmallDatabase.ORDERS).file().dialect().delimiter())
                .isEqualTo(',');
    }

    @Test
    void optionsOfFilesThatMakeNoSenseAreRejected() {
        // When / Then
        Source source = new Source(
                "store:" + ArtifactKeys.upload(RUN), null, null, Map.of("delimeter", ";", "encoding", "EBCDIC-7"));
        assertThat(failure(request(Map.of()).setSource(source).build()).messages())
                .hasSize(2)
                .anySatisfy(m -> assertThat(m).contains("'delimeter' is unknown (did you mean 'delimiter'?)"));
    }

    @Test
    void aRunThatIsIngestedIsAnnouncedAgainAndItsSourceIsNotRead() throws Exception {
        // Given
        FitRequested request = request(Map.of()).build();
        List<TableIngested> first = handle(request).events(TableIngested.class);
        new RunData(store, RUN).delete();

        // When
        RecordedJob again = handle(request);

        // Then
        assertThat(again.events(TableIngested.class)).isEqualTo(first);
        assertThat(store.effects()).containsOnly("event " + Topics.TABLES_INGESTED.name());
    }

    @Test
    void settingsOfTheRequestAreInTheManifestCompleteAndPerTable() throws Exception {
        // When
        handle(request(Map.of("seed", "9", "orders.epochs", "5")).build());

        // Then
        assertThat(manifest().options().seed()).isEqualTo(9);
        assertThat(manifest().tableSettings().get(SmallDatabase.ORDERS)).containsEntry("epochs", "5");
        assertThat(manifest().tableSettings().get(SmallDatabase.CUSTOMERS)).containsEntry("epochs", "3");
        assertThat(manifest().database()).isEqualTo(SmallDatabase.METADATA);
    }

    @Test
    void aTableOrABatchMayHaveAnEngineOfItsOwnWithItsEncoding() throws Exception {
        // Given
        EngineDescriptor other =
                new EngineDescriptor("other", new BootstrapEngine().settings(), Map.of(), Encoding.CATEGORICAL);
        artifacts.write(ArtifactKeys.engine("other"), other);

        // When
        handle(request(Map.of("orders.engine", "other", "customers/b2.engine", "other"))
                .build());

        // Then
        assertThat(manifest().options(SmallDatabase.ORDERS).engine()).isEqualTo("other");
        assertThat(manifest().encoding(SmallDatabase.ORDERS)).isEqualTo(Encoding.CATEGORICAL);
        assertThat(manifest().options(SmallDatabase.CUSTOMERS).engine()).isEqualTo(BootstrapEngine.NAME);
        assertThat(manifest().encoding(SmallDatabase.CUSTOMERS)).isEqualTo(Encoding.NORMALIZED);
        assertThat(manifest().encoding(SmallDatabase.CUSTOMERS, "b1")).isEqualTo(Encoding.NORMALIZED);
        assertThat(manifest().encoding(SmallDatabase.CUSTOMERS, "b2")).isEqualTo(Encoding.CATEGORICAL);
    }

    @Test
    void everyEngineThatNobodyHasIsNamed() {
        // When
        Failure failure =
                failure(request(Map.of("orders.engine", "nobody", "customers/b1.engine", "nothing", "seed", "x"))
                        .build());

        // Then
        assertThat(failure.messages()).anyMatch(m -> m.contains("'nobody'")).anyMatch(m -> m.contains("'nothing'"));
    }

    @Test
    void everyErrorOfARequestIsToldAtOnceAndNothingIsStored() {
        // When
        Failure failure = failure(
                request(Map.of("epochs", "0", "nonsense", "1", "seed", "x")).build());

        // Then
        assertThat(failure).isInstanceOf(Failure.Rejected.class);
        assertThat(failure.messages())
                .anyMatch(m -> m.contains("epochs"))
                .anyMatch(m -> m.contains("nonsense"))
                .anyMatch(m -> m.contains("seed"));
    }

    @Test
    void aRowWithoutItsParentIsRejectedWithoutItsKeyUnlessItMayBeDropped() throws Exception {
        // Given
        upload(SmallDatabase.ORDERS, csv(SmallDatabase.rows(SmallDatabase.ORDERS)) + "4711,tea,true\n");

        // When
        Failure failure = failure(request(Map.of()).build());

        // Then
        assertThat(store.exists(MANIFEST)).isFalse();
        assertThat(failure.messages())
                .containsExactly(
                        "Table orders: 1 value(s) in customer have no row in customers, first at line 62.",
                        "Correct these rows, or leave them out with the setting dropInvalidRows=true.");
        handle(request(Map.of("dropInvalidRows", "true")).build());
        assertThat(manifest().tables()).extracting(Snapshot::droppedRows).containsExactly(0L, 1L);
    }

    @Test
    void filesOfAnotherRunAreNobodysSource() {
        assertThat(failure(request(Map.of())
                                .setSource(new Source("store:" + ArtifactKeys.upload("run-2"), null, null, Map.of()))
                                .build())
                        .code())
                .isEqualTo("source-not-allowed");
    }

    @Test
    void anIdThatCouldLeaveItsPlaceIsRejected() {
        assertThat(failure(request(Map.of()).setRunId("../run-2").build()).code())
                .isEqualTo("invalid-name");
    }

    @Test
    void noRealRowStaysInTheWorkDirectory() throws Exception {
        // When
        handle(request(Map.of()).build());

        // Then
        try (Stream<Path> left = Files.walk(workDir)) {
            assertThat(left).containsExactly(workDir);
        }
    }
}
