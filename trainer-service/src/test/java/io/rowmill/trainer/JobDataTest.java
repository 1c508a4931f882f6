package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.synthesizer.PrivateTraining;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.privacy.RealData;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.schemas.TrainingPrivacy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDataTest {
    private static final String RUN = "run-1";
    private static final TableMetadata PLAYER =
            new TableMetadata("player", List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
    private static final TableMetadata SEASON = new TableMetadata(
            "season",
            List.of(ColumnMetadata.of("player", Sdtype.ID), ColumnMetadata.of("year", Sdtype.NUMERICAL)),
            List.of(),
            Optional.of("year"));
    private static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(PLAYER, SEASON),
            List.of(new Relationship("player", List.of("id"), "season", List.of("player"), Optional.empty(), false)));

    /** Player and year of each row of the source. */
    private static final String[][] SEASONS = {{"b", "3"}, {"a", "9"}, {"b", "1"}, {"a", "4"}, {"b", "2"}, {"a", "5"}};

    private static int year(int row) {
        return Integer.parseInt(SEASONS[row][1]);
    }

    @TempDir
    private Path dir;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Artifacts artifacts = new Artifacts(store);
    private final RunData data = new RunData(store, RUN);

    private static final LinkageSource SOURCE = new LinkageSource() {
        @Override
        public TableRows rows(String table) {
            return table.equals("player")
                    ? new InMemoryRows(PLAYER, List.of(new String[] {"a"}, new String[] {"b"}))
                    : new InMemoryRows(SEASON, List.of(SEASONS));
        }

        @Override
        public Protection protection(String table) {
            return Protection.OFF;
        }

        @Override
        public List<String> contentColumns(String table) {
            return table.equals("player") ? List.of() : List.of("year");
        }

        @Override
        public void forEachRow(String table, List<String> columns, TypedRow action) throws IOException {
            for (int row = 0; row < SEASONS.length; row++) {
                action.accept(row, new Object[] {(long) year(row)});
            }
        }

        @Override
        public Feature feature(String table, String column, int[] rows) {
            return new Feature.Numeric(
                    Arrays.stream(rows).mapToDouble(JobDataTest::year).toArray());
        }
    };

    private TrainingInput input(Map<String, String> settings) throws Exception {
        ingest(settings);
        prepare();
        link();
        JobSpecification job =
                new JobSpecification(RUN, "season", ColumnBatch.WHOLE_TABLE, List.of("year"), List.of(), new Seed(1));
        return new JobData(artifacts, data, job, Files.createDirectories(dir.resolve("job"))).trainingInput();
    }

    private void ingest(Map<String, String> settings) throws IOException {
        ingest(settings, null);
    }

    private void ingest(Map<String, String> settings, PrivacyPlan privacy) throws IOException {
        RunSettings resolved = RunSettings.resolve(
                settings, Map.of(RunSettings.DEFAULT_ENGINE, List.of()), List.of("player", "season"));
        Map<String, Map<String, String>> perTable = new LinkedHashMap<>();
        resolved.tables().forEach((name, own) -> perTable.put(name, own.asMap()));
        artifacts.write(
                ArtifactKeys.stageManifest(RUN, Stages.INGEST),
                new IngestManifest(
                        IngestManifest.FORMAT_VERSION,
                        RUN,
                        "model",
                        new ObjectMapper().readTree(MetadataJson.write(DATABASE)),
                        List.of(
                                new IngestManifest.Snapshot("player", 2, 0, "key", "digest", 1, null),
                                new IngestManifest.Snapshot("season", SEASONS.length, 0, "key", "digest", 1, null)),
                        resolved.run().asMap(),
                        perTable,
                        List.of(),
                        0,
                        null,
                        Map.of("player", Encoding.CATEGORICAL, "season", Encoding.CATEGORICAL),
                        privacy));
    }

    private void prepare() throws IOException {
        int[] years = IntStream.range(0, SEASONS.length).map(JobDataTest::year).toArray();
        artifacts.write(
                ArtifactKeys.tableManifest(RUN, Stages.PREPROCESS, "season"), prepared("season", "year", years, data));
    }

    private PreprocessManifest prepared(String table, String column, int[] codes, RunData to) throws IOException {
        Path file = Files.createDirectories(dir.resolve(table)).resolve(column);
        List<EncodedPart> parts = List.of(new EncodedPart.Codes(new Part.OneHot(10, true), codes));
        EncodedColumnFile.write(file, parts);
        RunData.Stored stored = to.putEncodedColumn(table, 1, file);
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                RUN,
                table,
                codes.length,
                artifacts.putBlob(new byte[0]),
                List.of(new PreprocessManifest.EncodedColumn(
                        column, List.of(parts.get(0).layout()), stored.key(), stored.digest(), stored.size())),
                null,
                List.of(),
                List.of());
    }

    private void link() throws IOException {
        LinkageFitter.Fitted fitted =
                LinkageFitter.fit(DATABASE, SOURCE, new Seed(1), Files.createDirectories(dir.resolve("linkage")));
        String key = DATABASE.relationships().get(0).name();
        RunData.Stored parents =
                data.putParentIndex(0, fitted.indexes().parentIndexes().get(key));
        RunData.Stored order = data.putSiblingOrder(1, fitted.indexes().orders().get("season"));
        artifacts.write(
                ArtifactKeys.stageManifest(RUN, Stages.LINKAGE),
                new LinkageManifest(
                        LinkageManifest.FORMAT_VERSION,
                        RUN,
                        artifacts.putBlob(fitted.linkage().toJson()),
                        List.of(new LinkageManifest.ParentIndex(key, parents.key(), parents.digest(), parents.size())),
                        List.of(new LinkageManifest.SiblingOrder(
                                "season", "year", order.key(), order.digest(), order.size()))));
    }

    /** Of a run whose stand-ins have two seasons of year 7; the real ones are those of {@link #SEASONS}. */
    private TrainingInput privateInput(PrivacyUnit unit, Optional<TrainingPrivacy> asked) throws Exception {
        boolean entity = unit == PrivacyUnit.ENTITY;
        String key = DATABASE.relationships().get(0).name();
        ingest(
                Map.of("epsilon", "1"),
                new PrivacyPlan(
                        1,
                        1e-5,
                        PrivacyMethod.DPSGD,
                        unit,
                        entity ? "player" : null,
                        Map.of("season", 3),
                        entity ? Map.of("season", key) : Map.of(),
                        List.of()));
        artifacts.write(
                ArtifactKeys.tableManifest(RUN, Stages.PREPROCESS, "season"),
                prepared("season", "year", new int[] {7, 7}, data));
        link();
        RealData real = new RealData(artifacts, RUN);
        LinkageManifest joined = artifacts.read(ArtifactKeys.stageManifest(RUN, Stages.LINKAGE), LinkageManifest.class);
        int[] years = IntStream.range(0, SEASONS.length).map(JobDataTest::year).toArray();
        real.keep(new LinkageManifest(
                LinkageManifest.FORMAT_VERSION,
                RUN,
                joined.linkage(),
                joined.parentIndexes(),
                joined.siblingOrders(),
                List.of(),
                List.of(
                        prepared("season", "year", years, real.files()),
                        prepared("player", "team", new int[] {4, 8}, real.files())),
                List.of()));
        JobSpecification job = new JobSpecification(
                RUN,
                "season",
                ColumnBatch.WHOLE_TABLE,
                List.of("year"),
                List.of(new ContextRef(Optional.empty(), new ColumnRef("player", "team"))),
                new Seed(1),
                asked);
        return new JobData(artifacts, data, job, Files.createDirectories(dir.resolve("job"))).trainingInput();
    }

    private static Optional<TrainingPrivacy> steps() {
        return Optional.of(new TrainingPrivacy(2.0, 3, 1.0, 1.0, 2.0, 10, 0));
    }

    @Test
    void aPrivateJobLearnsRealRowsByUnitAndBeginsWithStandIns() throws Exception {
        // When
        TrainingInput input = privateInput(PrivacyUnit.ENTITY, steps());

        // Then
        PrivateTraining privacy = input.privacy().orElseThrow();
        assertThat(IntStream.range(0, 6).map(row -> input.content().code(0, row)))
                .containsExactly(4, 5, 9, 1, 2, 3);
        assertThat(IntStream.range(0, 6).map(row -> input.context().code(0, row)))
                .containsExactly(4, 4, 4, 8, 8, 8);
        assertThat(IntStream.range(0, 6).map(input.groups())).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(IntStream.range(0, 6).map(privacy.unitOf())).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(IntStream.range(0, 2).map(row -> privacy.publicRows().code(0, row)))
                .containsExactly(7, 7);
        assertThat(privacy.publicRows().rows()).isEqualTo(2);
        assertThat(privacy.rowsPerUnit()).isEqualTo(3);
        assertThat(privacy.unreadContext()).isEmpty();
    }

    /** Else a row would tell of its siblings and its parent, which are other units. */
    @Test
    void aRowThatIsAUnitIsLearnedByItself() throws Exception {
        // When
        TrainingInput input = privateInput(PrivacyUnit.ROW, steps());

        // Then
        PrivateTraining privacy = input.privacy().orElseThrow();
        assertThat(input.groups()).isNull();
        assertThat(IntStream.range(0, 6).map(row -> input.context().code(0, row)))
                .containsOnly(-1);
        assertThat(privacy.unreadContext()).containsExactly(0);
        assertThat(IntStream.range(0, 6).map(privacy.unitOf()).distinct()).hasSize(6);
    }

    @Test
    void realRowsArentReadByAJobThatIsntPrivate() {
        assertThatThrownBy(() -> privateInput(PrivacyUnit.ENTITY, Optional.empty()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("nothing was read");
    }

    @Test
    void siblingsAreLearnedOneAfterTheOtherByTheColumnThatOrdersThem() throws Exception {
        // When
        TrainingInput input = input(Map.of());

        // Then
        assertThat(IntStream.range(0, input.content().rows())
                        .map(row -> input.content().code(0, row)))
                .containsExactly(4, 5, 9, 1, 2, 3);
        assertThat(IntStream.range(0, input.content().rows()).map(input.groups()))
                .containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void aRandomChoiceOfRowsKeepsTheirOrder() throws Exception {
        // When
        TrainingInput input = input(Map.of("samplingStrategy", "RANDOM", "sampleSize", "4"));

        // Then
        int[] groups = IntStream.range(0, 4).map(input.groups()).toArray();
        int[] years =
                IntStream.range(0, 4).map(row -> input.content().code(0, row)).toArray();
        assertThat(groups).hasSize(4).isSorted();
        assertThat(IntStream.range(1, 4)).allMatch(i -> groups[i] > groups[i - 1] || years[i] > years[i - 1]);
    }

    @Test
    void aLinkageOfAnEarlierVersionNamesNoColumnAndIsRead() throws Exception {
        // Given
        Linkage linkage = LinkageFitter.fit(
                        DATABASE, SOURCE, new Seed(1), Files.createDirectories(dir.resolve("linkage")))
                .linkage();
        String json = new String(linkage.toJson(), StandardCharsets.UTF_8);
        String earlier = json.replaceAll(",\"orderedBy\":(null|\"\\w+\")", "");

        // When
        Linkage read = Linkage.fromJson(earlier.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(earlier).doesNotContain("orderedBy");
        assertThat(Linkage.fromJson(json.getBytes(StandardCharsets.UTF_8))
                        .table("season")
                        .orderedBy())
                .contains("year");
        assertThat(read.table("season").orderedBy()).isEmpty();
    }
}
