package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.KeptCheckpoints;
import io.rowmill.models.TensorFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArgnEngineTest {
    private static final int CODES = 6;

    private final ArgnEngine engine = new ArgnEngine();

    private Settings settings(String... pairs) {
        Map<String, String> given = new LinkedHashMap<>(Map.of("device", "CPU", "modelSize", "S"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Settings.of(engine.settings(), given);
    }

    private Trained train(TrainingInput input, Settings settings) throws IOException {
        return engine.train(input, settings, Optional.empty(), TrainingListener.SILENT);
    }

    private EncodedTable sample(Trained trained, Groups groups, long seed) throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(trained.weights()))) {
            return synthesizer.sample(groups, new Seed(seed));
        }
    }

    private static EncodedPart part(int size, int[] codes) {
        return new EncodedPart.Codes(new Part.OneHot(size, true), codes);
    }

    private static int[] codes(EncodedTable table, int part) {
        return ((EncodedPart.Codes) table.parts().get(part)).codes();
    }

    /** b is a most of the time, c is their sum; a is skewed. */
    private static TrainingInput dependent(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        int[] a = new int[rows];
        int[] b = new int[rows];
        int[] c = new int[rows];
        for (int i = 0; i < rows; i++) {
            a[i] = Math.min(random.nextInt(CODES), random.nextInt(CODES));
            b[i] = random.nextInt(10) == 0 ? random.nextInt(CODES) : a[i];
            c[i] = a[i] + b[i];
        }
        EncodedTable content = new EncodedTable(rows, List.of(part(CODES, a), part(CODES, b), part(2 * CODES - 1, c)));
        return new TrainingInput("things", content, EncodedTable.empty(rows), null, new Seed(7));
    }

    private static double share(int rows, java.util.function.IntPredicate holds) {
        return IntStream.range(0, rows).filter(holds).count() / (double) rows;
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(SynthesizerEngine.class))
                .extracting(SynthesizerEngine::name)
                .contains("argn");
    }

    @Test
    void learnsHowColumnsDependOnOneAnother() throws IOException {
        // Given
        TrainingInput real = dependent(4000);

        // When
        EncodedTable rows = sample(train(real, settings("modelSize", "M", "epochs", "40")), Groups.root(4000), 1);

        // Then
        int[] a = codes(rows, 0);
        int[] b = codes(rows, 1);
        int[] c = codes(rows, 2);
        assertThat(share(4000, i -> a[i] == b[i])).isCloseTo(0.917, within(0.03));
        assertThat(share(4000, i -> c[i] == a[i] + b[i])).isGreaterThan(0.95);
        assertThat(share(4000, i -> a[i] == 0))
                .isCloseTo(share(4000, i -> real.content().code(0, i) == 0), within(0.03));
    }

    @Test
    void rowsOfAGroupFollowOneAnother() throws IOException {
        // Given
        int groups = 600;
        int[] counts = new SplittableRandom(3).ints(groups, 1, 7).toArray();
        int rows = Arrays.stream(counts).sum();
        int[] groupOfRow = new Groups(EncodedTable.empty(groups), counts).groupOfRow();
        int[] kind = new int[rows];
        int[] count = new int[rows];
        int[] last = new int[rows];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < rows; i++) {
            boolean first = i == 0 || groupOfRow[i] != groupOfRow[i - 1];
            kind[i] = first ? random.nextInt(CODES) : kind[i - 1];
            count[i] = first ? random.nextInt(3) : Math.min(19, count[i - 1] + 1);
            last[i] = i == rows - 1 || groupOfRow[i + 1] != groupOfRow[i] ? 1 : 0;
        }
        EncodedTable content = new EncodedTable(rows, List.of(part(CODES, kind), part(20, count), part(2, last)));
        TrainingInput input =
                new TrainingInput("children", content, EncodedTable.empty(rows), row -> groupOfRow[row], new Seed(7));

        // When
        Trained trained = train(input, settings("epochs", "60"));
        EncodedTable out = sample(trained, new Groups(EncodedTable.empty(groups), counts), 5);

        // Then
        int[] place = new int[rows];
        for (int i = 1; i < rows; i++) {
            place[i] = groupOfRow[i] == groupOfRow[i - 1] ? place[i - 1] + 1 : 0;
        }
        assertThat(share(rows, i -> place[i] == 0 || codes(out, 0)[i] == codes(out, 0)[i - 1]))
                .isGreaterThan(0.95);
        assertThat(share(rows, i -> place[i] == 0 || codes(out, 1)[i] == codes(out, 1)[i - 1] + 1))
                .isGreaterThan(0.95);
        assertThat(share(rows, i -> codes(out, 2)[i] == last[i])).isGreaterThan(0.97);
    }

    @Test
    void takesTheContextIntoAccount() throws IOException {
        // Given
        int rows = 2000;
        int[] parent = new SplittableRandom(3).ints(rows, -1, CODES).toArray();
        int[] child = Arrays.stream(parent).map(p -> (p + 2) % CODES).toArray();
        float[] number = new float[rows];
        EncodedTable context = new EncodedTable(rows, List.of(part(CODES, parent), new EncodedPart.Scalars(number)));
        TrainingInput input = new TrainingInput(
                "children", new EncodedTable(rows, List.of(part(CODES, child))), context, null, new Seed(7));

        // When
        Trained trained = train(input, settings("epochs", "60"));
        int[] ones = new int[rows];
        Arrays.fill(ones, 1);
        EncodedTable out = sample(trained, new Groups(context, ones), 5);

        // Then
        assertThat(share(rows, i -> codes(out, 0)[i] == child[i])).isGreaterThan(0.97);
    }

    @Test
    void keepsRareCategoriesOfAColumnOfThousands() throws IOException {
        // Given
        int rows = 20_000;
        int size = 3000;
        SplittableRandom random = new SplittableRandom(3);
        int[] zipf = IntStream.range(0, rows)
                .map(i -> (int) (Math.exp(random.nextDouble() * Math.log(size + 1)) - 1))
                .toArray();
        EncodedTable content = new EncodedTable(rows, List.of(part(size, zipf)));
        TrainingInput input = new TrainingInput("words", content, EncodedTable.empty(rows), null, new Seed(7));

        // When
        int[] out = codes(sample(train(input, settings("epochs", "30")), Groups.root(rows), 5), 0);

        // Then
        assertThat(share(rows, i -> out[i] >= 0 && out[i] < size)).isEqualTo(1);
        assertThat(share(rows, i -> out[i] < 10)).isCloseTo(share(rows, i -> zipf[i] < 10), within(0.03));
        assertThat(share(rows, i -> out[i] >= 1000)).isCloseTo(share(rows, i -> zipf[i] >= 1000), within(0.03));
    }

    @Test
    void oneSeedGivesOneModelAndOneSample() throws IOException {
        // Given
        TrainingInput input = dependent(700);

        // When
        Trained once = train(input, settings("epochs", "3"));
        Trained again = train(input, settings("epochs", "3"));

        // Then
        assertThat(again.weights()).isEqualTo(once.weights());
        assertThat(sample(again, Groups.root(2000), 9))
                .usingRecursiveComparison()
                .isEqualTo(sample(once, Groups.root(2000), 9));
        assertThat(codes(sample(once, Groups.root(2000), 10), 0))
                .isNotEqualTo(codes(sample(once, Groups.root(2000), 9), 0));
    }

    @Test
    void aResumedTrainingGivesTheWeightsOfOneThatWasNotInterrupted() throws IOException {
        // Given
        TrainingInput input = dependent(700);
        Settings settings = settings("epochs", "6", "checkpointInterval", "1ms");
        KeptCheckpoints kept = new KeptCheckpoints();
        byte[] whole = engine.train(input, settings, Optional.empty(), kept).weights();

        // When
        byte[] resumed = engine.train(input, settings, kept.middle(), TrainingListener.SILENT)
                .weights();

        // Then
        assertThat(resumed).isEqualTo(whole);
        assertThatThrownBy(() -> engine.train(dependent(701), settings, kept.middle(), TrainingListener.SILENT))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("belongs to other rows");
    }

    @Test
    void aTrainingWhoseTimeIsUpDoesNotGoOn() throws IOException {
        // Given: a checkpoint that says that two hours have passed
        TrainingInput input = dependent(700);
        Settings settings = settings("epochs", "6", "maxTrainingTime", "1h", "checkpointInterval", "1ms");
        KeptCheckpoints kept = new KeptCheckpoints();
        engine.train(input, settings, Optional.empty(), kept);
        TensorFile<CheckpointHeader> file = TensorFile.read(
                CheckpointHeader.KIND, CheckpointHeader.class, kept.middle().orElseThrow());
        CheckpointHeader header = file.header();
        CheckpointHeader later = new CheckpointHeader(
                header.step(), 7_200, header.stop(), header.seed(), header.rows(), header.layout(), header.settings());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(later, file.tensors()).write(CheckpointHeader.KIND, out);

        // When
        Trained resumed = engine.train(
                input, settings, Optional.of(new ByteArrayInputStream(out.toByteArray())), TrainingListener.SILENT);

        // Then
        assertThat(header.seconds()).isBetween(1e-6, 3_600.0);
        assertThat(resumed.ending()).isEqualTo(SynthesizerEngine.Ending.TIME_LIMIT);
        assertThat(resumed.metrics()).containsEntry("steps", (double) header.step());
        assertThat(resumed.metrics().get("seconds")).isGreaterThan(7_200);
    }

    @Test
    void startsFromAnEarlierModelsWeights() throws IOException {
        // Given
        Trained earlier = train(dependent(4000), settings("epochs", "15"));

        // When
        Trained anew = train(dependent(4001), settings("epochs", "1"));
        Trained warm = engine.trainFrom(
                new ByteArrayInputStream(earlier.weights()),
                dependent(4001),
                settings("epochs", "1"),
                Optional.empty(),
                TrainingListener.SILENT);

        // Then
        assertThat(warm.metrics().get("validation")).isLessThan(anew.metrics().get("validation") - 0.1);
        assertThatThrownBy(() -> engine.trainFrom(
                        new ByteArrayInputStream(earlier.weights()),
                        dependent(4001),
                        settings("modelSize", "M"),
                        Optional.empty(),
                        TrainingListener.SILENT))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("don't fit things");
    }

    @Test
    void endsBeforeItLearnsByHeart() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(2);
        EncodedTable noise = new EncodedTable(
                300,
                List.of(
                        part(20, random.ints(300, 0, 20).toArray()),
                        part(20, random.ints(300, 0, 20).toArray())));
        TrainingInput input = new TrainingInput("noise", noise, EncodedTable.empty(300), null, new Seed(7));

        // When
        Trained trained = train(input, settings("epochs", "200"));

        // Then
        assertThat(trained.metrics().get("epochs")).isLessThan(60);
        assertThat(trained.metrics().get("bestEpoch"))
                .isLessThan(trained.metrics().get("epochs"));
    }

    @Test
    void stopsWhenItIsCancelled() {
        TrainingListener cancelling = new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };

        assertThatThrownBy(() -> engine.train(dependent(100), settings(), Optional.empty(), cancelling))
                .isInstanceOf(TrainingCancelledException.class);
    }

    @Test
    void aTableOfOneRowGivesThatRow() throws IOException {
        // Given
        EncodedTable one = new EncodedTable(1, List.of(part(3, new int[] {2}), part(1, new int[] {0})));
        TrainingInput input = new TrainingInput("one", one, EncodedTable.empty(1), null, new Seed(7));

        // When
        EncodedTable out = sample(train(input, settings()), Groups.root(50), 1);

        // Then
        assertThat(share(50, i -> codes(out, 0)[i] == 2)).isGreaterThan(0.7);
        assertThat(codes(out, 1)).containsOnly(0);
    }

    @Test
    void leavesOutRowsThatAreMarkedAndRejectsATableOfNothingElse() throws IOException {
        // Given
        EncodedTable some = new EncodedTable(4, List.of(part(3, new int[] {-1, 2, 2, -1})));
        EncodedTable none = new EncodedTable(2, List.of(part(3, new int[] {-1, -1})));

        // When
        Trained trained = train(new TrainingInput("some", some, EncodedTable.empty(4), null, new Seed(7)), settings());

        // Then
        assertThat(codes(sample(trained, Groups.root(100), 1), 0)).contains(2);
        assertThatThrownBy(() ->
                        train(new TrainingInput("none", none, EncodedTable.empty(2), null, new Seed(7)), settings()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table none has no row to learn from");
    }
}
