package io.rowmill.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.storage.Digests;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.schemas.Condition;
import io.rowmill.schemas.GivenFile;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenRowsTest {
    private static final String GIVEN = ArtifactKeys.given(SmallSample.ID);
    private static final List<String> CITIES = List.of("Bern", "Lima", "Oslo");

    @TempDir
    private Path dir;

    private SmallSample sample;

    @BeforeEach
    void aModelOfAnEngineThatTakesConditions() throws IOException {
        sample = new SmallSample(new SmallRun(dir).ofCategories());
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private SampleRequested.Builder request(String name, String... lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        sample.run.store().put(ArtifactKeys.givenFile(SmallSample.ID), bytes);
        return SmallSample.request()
                .setGiven(new GivenFile(
                        ArtifactKeys.givenFile(SmallSample.ID), name, null, lines.length - 1L, Digests.sha256(bytes)));
    }

    private List<String> errors(SampleRequested request) {
        Failure failure = catchThrowableOfType(FailureException.class, () -> sample.plan(request))
                .failure();
        assertThat(failure).isInstanceOf(Failure.Rejected.class);
        assertThat(failure.code()).isEqualTo("invalid-given");
        return failure.messages();
    }

    /** By ordinal. */
    private List<GenericRecord> rows(List<RecordedJob> jobs, String table) {
        record Placed(long at, GenericRecord row) {}
        List<Placed> placed = new ArrayList<>();
        for (RecordedJob job : jobs) {
            for (RecordedJob.Row row : job.rows()) {
                if (row.topic().name().endsWith(table)) {
                    long at = Long.parseLong(
                            new String(row.headers().lastHeader("row").value(), UTF_8));
                    placed.add(new Placed(
                            at, (GenericRecord) sample.codec.decode(row.topic().name(), row.value())));
                }
            }
        }
        return placed.stream()
                .sorted(Comparator.comparing(Placed::at))
                .map(Placed::row)
                .toList();
    }

    @Test
    void everyLineIsAnsweredInOrderAndWithChildren() throws Exception {
        // Given: more lines than a block of the store has, some cells empty
        SplittableRandom random = new SplittableRandom(1);
        int count = GivenBlocks.ROWS + 217;
        String[] lines = new String[count + 1];
        lines[0] = "age,city";
        for (int i = 1; i <= count; i++) {
            String age = random.nextInt(3) == 0 ? "" : Integer.toString(27 + random.nextInt(3) * 7);
            lines[i] = age + "," + (random.nextInt(3) == 0 ? "" : CITIES.get(random.nextInt(3)));
        }

        // When
        List<RecordedJob> jobs =
                sample.finish(sample.begin(request("customers.csv", lines).build()));

        // Then
        List<GenericRecord> customers = rows(jobs, SmallDatabase.CUSTOMERS);
        assertThat(customers).hasSize(count);
        for (int i = 0; i < count; i++) {
            String[] given = lines[i + 1].split(",", -1);
            assertThat(customers.get(i).get("age"))
                    .as("a cell that is empty is drawn")
                    .isNotNull();
            assertThat(given[0]).isIn("", customers.get(i).get("age").toString());
            assertThat(given[1]).isIn("", customers.get(i).get("city").toString());
        }
        assertThat(rows(jobs, SmallDatabase.ORDERS)).hasSizeGreaterThan(count);
    }

    @Test
    void aChunkIsMadeAgainFromItsRequestAlone() throws Exception {
        // Given
        String[] lines = IntStream.range(0, 31)
                .mapToObj(i -> i == 0 ? "city" : CITIES.get(i % 3))
                .toArray(String[]::new);
        List<SampleChunkRequested> chunks =
                sample.begin(request("customers.csv", lines).build());

        // When: a process that knows nothing of the first
        RecordedJob once = sample.make(chunks.get(2));
        RecordedJob again;
        try (SmallSample other = new SmallSample(sample)) {
            again = other.make(chunks.get(2));
        }

        // Then
        assertThat(again.rows())
                .extracting(RecordedJob.Row::value)
                .containsExactlyElementsOf(
                        once.rows().stream().map(RecordedJob.Row::value).toList());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNoCellIs() throws Exception {
        assertThat(errors(request(
                                "customers.csv",
                                "id,city,age,town",
                                "1,Bern,27,a",
                                "2,Atlantis,secret,a",
                                "3,Atlantis,99,a",
                                "4,Bern,027,a")
                        .build()))
                .containsExactlyInAnyOrder(
                        "Column customers.id is part of a key: keys are numbered anew, so it can't be given. Leave it"
                                + " out.",
                        "Table customers has no column 'town'.",
                        "Column customers.city: 2 given cells are none that the model knows, as too few rows of the"
                                + " source hold it: in lines 3, 4.",
                        "Column customers.age: 2 given cells are not written as in the source: in lines 3, 5.");
    }

    @Test
    void aTableWhoseRowsFollowFromOthersIsRefusedByName() throws Exception {
        assertThat(errors(request("orders.csv", "item", "tea").build()))
                .containsExactly("Table orders can't have given rows: how many there are follows from the rows of"
                        + " customers. Give rows of a table without parents.");
    }

    @Test
    void theOnlyTableWithoutParentsIsMeantWhereTheFileIsNamedOtherwise() throws Exception {
        // When
        sample.plan(request("seeds.csv", "city", "Bern").build());

        // Then
        StoredPlan stored = sample.run.artifacts().read(ArtifactKeys.samplePlan(SmallSample.ID), StoredPlan.class);
        assertThat(stored.given().table()).isEqualTo(SmallDatabase.CUSTOMERS);
        assertThat(stored.samplePlan().table(SmallDatabase.CUSTOMERS).exactRows())
                .hasValue(1);
    }

    private boolean areOrdersAsDrawn(SampleRequested.Builder request) throws Exception {
        sample.run.store().delete(ArtifactKeys.samplePlan(SmallSample.ID));
        sample.plan(request.build());
        return sample.run
                .artifacts()
                .read(ArtifactKeys.samplePlan(SmallSample.ID), StoredPlan.class)
                .samplePlan()
                .table(SmallDatabase.ORDERS)
                .asDrawn();
    }

    @Test
    void rowsBelowThoseThatAreUnlikeTheSourcesAreAsManyAsAreDrawn() throws Exception {
        Condition city =
                Condition.newBuilder().setColumn("city").setValue("Bern").build();
        Condition item =
                Condition.newBuilder().setColumn("item").setValue("tea").build();
        assertThat(areOrdersAsDrawn(request("customers.csv", "city", "Bern"))).isTrue();
        assertThat(areOrdersAsDrawn(SmallSample.request().setConditions(List.of(city))))
                .isTrue();
        assertThat(areOrdersAsDrawn(SmallSample.request()
                        .setConditions(List.of(city))
                        .setChildren(Map.of(SmallDatabase.ORDERS, 2.0))))
                .as("a mean that is asked for")
                .isFalse();
        assertThat(areOrdersAsDrawn(SmallSample.request().setConditions(List.of(item))))
                .isFalse();
        assertThat(areOrdersAsDrawn(SmallSample.request())).isFalse();
    }

    @Test
    void numbersOfRowsAndConditionsDontGoWithGivenRows() throws Exception {
        assertThat(errors(request("customers.csv", "city", "Bern")
                        .setRows(Map.of(SmallDatabase.CUSTOMERS, 7L))
                        .build()))
                .containsExactly("Table customers has as many rows as are given: don't ask for a number of them, too.");
        assertThat(errors(request("customers.csv", "city", "Bern")
                        .setConditions(List.of(Condition.newBuilder()
                                .setColumn("age")
                                .setValue("27")
                                .build()))
                        .build()))
                .containsExactly(
                        "Column customers.age is under a condition, but rows of its table are given: give it in"
                                + " the file instead.");
    }

    @Test
    void anotherFileThanTheAnnouncedOneIsADefect() throws Exception {
        // Given
        SampleRequested request = request("customers.csv", "city", "Bern").build();
        sample.run.store().put(ArtifactKeys.givenFile(SmallSample.ID), "city\nOslo\n".getBytes(UTF_8));

        // When
        Failure failure = catchThrowableOfType(FailureException.class, () -> sample.plan(request))
                .failure();

        // Then
        assertThat(failure.code()).isEqualTo("tampered-artifact");
    }

    @Test
    void givenRowsGoWithTheEndOfTheSampleAndTheManifestSaysThatThereWereSome() throws Exception {
        // Given
        sample.finish(sample.begin(request("customers.csv", "city", "Bern").build()));
        assertThat(objects()).isNotEmpty();

        // When
        new SampleFinisher(sample.run.artifacts(), sample.cluster).handle(sample.written(), sample.run.job());

        // Then
        assertThat(objects()).isEmpty();
        assertThat(sample.run
                        .artifacts()
                        .read(ArtifactKeys.sampleManifest(SmallSample.ID), SampleManifest.class)
                        .containsGivenValues())
                .isTrue();
    }

    @Test
    void givenRowsOfASampleThatEndedWhileItWasPlannedAreGone() throws Exception {
        // Given
        RecordedJob ended = sample.run.job();
        ended.end();

        // When
        sample.planner(10, 1_000)
                .handle(request("customers.csv", "city", "Bern").build(), ended);

        // Then
        assertThat(objects()).isEmpty();
    }

    private List<String> objects() throws IOException {
        try (var found = sample.run.store().list(GIVEN)) {
            return found.map(o -> o.key()).toList();
        }
    }
}
