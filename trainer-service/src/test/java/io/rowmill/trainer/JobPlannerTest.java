package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.privacy.Spending;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.Protection;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.privacy.StoredLedger;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.platform.topic.Topic;
import io.rowmill.schemas.ContextColumn;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.TrainingRequested;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobPlannerTest {
    private static final String RUN = "run-1";
    private static final List<SettingDescriptor> ENGINE = List.of(new SettingDescriptor(
            "epochs", SettingDescriptor.Type.INTEGER, "300", "a number", "", List.of(), 1, 1000, true));

    @TempDir
    private Path dir;

    private final Artifacts artifacts = new Artifacts(new MemoryObjectStore());
    private final List<TrainingRequested> planned = new ArrayList<>();
    private final Job job = new Job() {
        @Override
        public void publish(Topic topic, String key, SpecificRecord event) {
            planned.add((TrainingRequested) event);
        }

        @Override
        public void publishRow(Topic topic, Integer partition, byte[] key, byte[] value, Headers headers) {
            throw new AssertionError("a planner makes no rows");
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    private void prepare(Map<String, String> settings, BaseModel base) throws Exception {
        prepare(settings, base, null);
    }

    /** A table {@code wide} of columns a to d, prepared in two batches. */
    private void prepare(Map<String, String> settings, BaseModel base, PrivacyPlan privacy) throws Exception {
        TableMetadata table = new TableMetadata(
                "wide",
                List.of("a", "b", "c", "d").stream()
                        .map(c -> ColumnMetadata.of(c, Sdtype.NUMERICAL))
                        .toList(),
                List.of());
        DatabaseMetadata database = new DatabaseMetadata(List.of(table), List.of());
        RunSettings resolved = RunSettings.resolve(
                settings, Map.of(RunSettings.DEFAULT_ENGINE, ENGINE, "other", ENGINE), List.of("wide"));
        Map<String, Map<String, String>> perTable = new LinkedHashMap<>();
        resolved.tables().forEach((name, own) -> perTable.put(name, own.asMap()));
        artifacts.write(
                ArtifactKeys.stageManifest(RUN, Stages.INGEST),
                new IngestManifest(
                        IngestManifest.FORMAT_VERSION,
                        RUN,
                        "model",
                        new ObjectMapper().readTree(MetadataJson.write(database)),
                        List.of(new IngestManifest.Snapshot("wide", 100, 0, "key", "digest", 1, null)),
                        resolved.run().asMap(),
                        perTable,
                        List.of(),
                        0,
                        base,
                        Map.of("wide", Encoding.NORMALIZED),
                        privacy));
        BlobRef linkage = artifacts.putBlob(linkage(database).toJson());
        artifacts.write(
                ArtifactKeys.stageManifest(RUN, Stages.LINKAGE),
                new LinkageManifest(LinkageManifest.FORMAT_VERSION, RUN, linkage, List.of(), List.of()));
        List<PreprocessManifest.EncodedColumn> columns = table.columns().stream()
                .map(c ->
                        new PreprocessManifest.EncodedColumn(c.name(), List.of(new Part.Scalar()), "key", "digest", 1))
                .toList();
        artifacts.write(
                ArtifactKeys.tableManifest(RUN, Stages.PREPROCESS, "wide"),
                new PreprocessManifest(
                        PreprocessManifest.FORMAT_VERSION,
                        RUN,
                        "wide",
                        100,
                        linkage,
                        columns,
                        List.of(
                                new ColumnBatch("b1", List.of("b"), List.of()),
                                new ColumnBatch("b2", List.of("a", "c", "d"), List.of("b"))),
                        List.of(),
                        List.of()));
    }

    private Linkage linkage(DatabaseMetadata database) throws Exception {
        TableMetadata none = new TableMetadata("wide", List.of(), List.of());
        LinkageSource source = new LinkageSource() {
            @Override
            public TableRows rows(String table) {
                return new InMemoryRows(none, List.of());
            }

            @Override
            public Protection protection(String table) {
                return Protection.OFF;
            }

            @Override
            public List<String> contentColumns(String table) {
                return List.of();
            }

            @Override
            public void forEachRow(String table, List<String> columns, TypedRow action) {
                throw new AssertionError("a root table has no siblings");
            }

            @Override
            public io.rowmill.core.transform.Feature feature(String table, String column, int[] rows) {
                throw new AssertionError("no column is asked for");
            }
        };
        return LinkageFitter.fit(database, source, new Seed(1), dir).linkage();
    }

    private void plan() throws Exception {
        new JobPlanner(artifacts).handle(new LinkageFitted(RUN, List.of("wide"), ""), job);
    }

    @Test
    void everyBatchIsAJobThatWaitsForNoOtherAndHasItsBridgesAsContext() throws Exception {
        // Given
        prepare(Map.of(), null);

        // When
        plan();

        // Then
        assertThat(planned).extracting(TrainingRequested::getBatch).containsExactly("b2", "b1");
        assertThat(planned)
                .allMatch(r -> r.getPredecessors().isEmpty() && r.getJobs().size() == 2);
        assertThat(planned.get(0).getContent()).containsExactly("a", "c", "d");
        assertThat(planned.get(0).getContext()).containsExactly(new ContextColumn("wide", "b", null));
        assertThat(planned.get(1).getContext()).isEmpty();
        assertThat(planned.get(0).getSeed()).isNotEqualTo(planned.get(1).getSeed());
    }

    @Test
    void aBatchHasSettingsOfItsOwn() throws Exception {
        // Given
        prepare(Map.of("epochs", "1", "wide.epochs", "2", "wide/b2.epochs", "3"), null);

        // When
        plan();

        // Then
        assertThat(planned).extracting(r -> r.getSettings().get("epochs")).containsExactly("3", "2");
    }

    @Test
    void aBatchMayBeLearnedByAnotherEngine() throws Exception {
        // Given
        prepare(Map.of("wide/b2.engine", "other"), null);

        // When
        plan();

        // Then
        assertThat(planned)
                .extracting(TrainingRequested::getEngine)
                .containsExactly("other", RunSettings.DEFAULT_ENGINE);
        assertThat(planned).allMatch(r -> r.getSettings().keySet().equals(Set.of("epochs")));
    }

    @Test
    void settingsOfABatchThatThereIsNotAreRejected() throws Exception {
        // Given
        prepare(Map.of("wide/b7.epochs", "3"), null);

        // When / Then
        assertThatThrownBy(this::plan).hasMessageContaining("wide/b7").hasMessageContaining("wide/b2");
        assertThat(planned).isEmpty();
    }

    @Test
    void withABaseOnlyTheNamedBatchIsTrained() throws Exception {
        // Given
        prepare(Map.of(), new BaseModel("model-0", "sha256:0", List.of(new BaseModel.Part("wide", "b1"))));

        // When
        plan();

        // Then
        assertThat(planned).extracting(TrainingRequested::getBatch).containsExactly("b1");
        assertThat(planned.get(0).getJobs()).hasSize(1);
    }

    /** Whoever asks again, after a crash, asks for the same steps, and they are booked once. */
    @Test
    void jobsOfAPrivateRunAreBookedAndCarryTheirSteps() throws Exception {
        // Given
        PrivacyPlan plan =
                new PrivacyPlan(1, 1e-5, PrivacyMethod.DPSGD, PrivacyUnit.ROW, null, Map.of(), Map.of(), List.of());
        prepare(Map.of("epsilon", "1"), null, plan);

        // When
        plan();
        List<TrainingRequested> once = List.copyOf(planned);
        planned.clear();
        plan();

        // Then
        assertThat(once).hasSize(2).allMatch(r -> r.getPrivacy() != null).isEqualTo(planned);
        List<Charge> charges = new StoredLedger(artifacts, RUN, 1, 1e-5).charges();
        assertThat(charges).extracting(Charge::name).containsExactly("training wide/b1", "training wide/b2");
        assertThat(Spending.epsilon(charges, 1e-5)).isBetween(0.999, 1.0);
    }
}
