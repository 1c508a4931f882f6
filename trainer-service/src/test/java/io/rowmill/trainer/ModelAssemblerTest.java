package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.testing.OrderOfEffects;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.Job;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.ModelTable;
import io.rowmill.schemas.RunTrained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAssemblerTest {
    private static final String CUSTOMERS = SmallDatabase.CUSTOMERS;
    private static final String ORDERS = SmallDatabase.ORDERS;
    private static final String WHOLE = ColumnBatch.WHOLE_TABLE;
    private static final List<Job> BOTH = List.of(new Job(CUSTOMERS, WHOLE), new Job(ORDERS, WHOLE));

    @TempDir
    private Path dir;

    private RecordedJob handle(SmallRun run, List<Job> jobs) throws IOException {
        run.store().forgetEffects();
        RecordedJob job = run.job();
        BatchedAccuracy accuracies = new BatchedAccuracy(run.artifacts(), run::data, Engines.installed(), dir);
        new ModelAssembler(run.artifacts(), accuracies).handle(new RunTrained(run.id(), jobs), job);
        return job;
    }

    private SmallRun trained() throws IOException {
        return new SmallRun(dir).ingest().prepare().link().train();
    }

    private static ModelManifest model(SmallRun run, RecordedJob job) throws IOException {
        ModelReady ready = job.events(ModelReady.class).get(0);
        return run.artifacts().readVerified(ready.getManifest(), ready.getManifestDigest(), ModelManifest.class);
    }

    @Test
    void theModelIsStoredBeforeItIsAnnouncedWithItsDigest() throws IOException {
        // Given
        SmallRun run = trained();

        // When
        RecordedJob job = handle(run, BOTH);

        // Then
        assertThat(run.store().effects())
                .containsExactly(ArtifactKeys.model("model-small"), "event " + Topics.MODELS.name());
        ModelManifest model = model(run, job);
        assertThat(model.linkage()).isEqualTo(run.linked().linkage());
        assertThat(model.table(ORDERS).transform())
                .isEqualTo(run.prepared(ORDERS).transform());
        assertThat(model.table(ORDERS).synthesizers()).containsExactly(run.trained(ORDERS, WHOLE));
        assertThat(job.published().get(0).key()).isEqualTo("model-small");
        assertThat(job.events(ModelReady.class).get(0).getTables())
                .extracting(ModelTable::getTable, ModelTable::getSourceRows)
                .containsExactly(tuple(CUSTOMERS, (long) SmallDatabase.CUSTOMER_ROWS), tuple(ORDERS, (long)
                        SmallDatabase.ORDER_ROWS));
    }

    @Test
    void aModelThatExistsIsAnnouncedAgainAsItWasThen() throws IOException {
        // Given
        SmallRun run = trained();
        List<ModelReady> first = handle(run, BOTH).events(ModelReady.class);
        run.data().delete();

        // When
        RecordedJob again = handle(run, BOTH);

        // Then
        assertThat(again.events(ModelReady.class)).isEqualTo(first);
        OrderOfEffects.assertOnlyAnnounced(run.store().effects(), Topics.MODELS);
    }

    @Test
    void aTableThatHadNoJobHasNoSynthesizer() throws IOException {
        // Given
        SmallRun run = trained();

        // When
        ModelManifest model = model(run, handle(run, List.of(new Job(ORDERS, WHOLE))));

        // Then
        assertThat(model.table(CUSTOMERS).synthesizers()).isEmpty();
        assertThat(model.table(ORDERS).synthesizers()).hasSize(1);
    }

    @Test
    void batchesOfATableAreMeasuredTogetherAndTheFigureIsAnnounced() throws IOException {
        // Given
        List<ColumnBatch> batches = List.of(
                new ColumnBatch("b1", List.of("age"), List.of()), new ColumnBatch("b2", List.of("city"), List.of()));
        SmallRun run = new SmallRun(dir)
                .ingest()
                .prepare(Map.of(CUSTOMERS, batches))
                .link()
                .train();

        // When
        RecordedJob job = handle(run, List.of(new Job(CUSTOMERS, "b1"), new Job(CUSTOMERS, "b2")));

        // Then
        ModelManifest.ModelTable table = model(run, job).table(CUSTOMERS);
        assertThat(table.synthesizers()).extracting(SynthesizerManifest::batch).containsExactly("b1", "b2");
        assertThat(table.accuracy1()).isBetween(0.7, 1.0);
        assertThat(job.events(ModelReady.class).get(0).getTables().get(0).getAccuracy1())
                .isEqualTo(table.accuracy1());
    }

    @Test
    void withABaseATableThatIsNotTrainedAgainIsTheBases() throws IOException {
        // Given
        SmallRun base = new SmallRun(dir);
        base.model();
        SmallRun next = base.next("run-next")
                .ingest(Map.of(), base.asBase(ORDERS, WHOLE))
                .prepare()
                .link()
                .train();

        // When
        ModelManifest model = model(next, handle(next, List.of(new Job(ORDERS, WHOLE))));

        // Then
        assertThat(model.modelId()).isEqualTo("model-next");
        assertThat(model.table(CUSTOMERS).synthesizers())
                .extracting(SynthesizerManifest::runId)
                .containsExactly(base.id());
        assertThat(model.table(ORDERS).synthesizers())
                .extracting(SynthesizerManifest::runId)
                .containsExactly(next.id());
        assertThat(model.baseModel())
                .hasValueSatisfying(b -> assertThat(b.modelId()).isEqualTo("model-small"));
    }

    @Test
    void aJobThatLeftNoManifestIsADefectAndNoModelIsAnnounced() throws IOException {
        // Given
        SmallRun run = trained();
        String missing = ArtifactKeys.jobManifest(run.id(), ORDERS, WHOLE);
        run.store().delete(missing);

        // When / Then
        assertThatThrownBy(() -> handle(run, BOTH)).hasMessageContaining("There is no " + missing + ".");
        assertThat(run.store().effects()).isEmpty();
    }
}
