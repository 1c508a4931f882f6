package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.PrivateSteps;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.PrivateTraining;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.KeptCheckpoints;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateTrainerTest {
    private static final int CODES = 5;
    private static final int CONTEXT_CODES = 3;

    private final ArgnEngine engine = new ArgnEngine();

    /** The second column repeats the first; public rows know nothing of it. */
    private static TrainingInput pairs(int rows, PrivateSteps steps) {
        SplittableRandom random = new SplittableRandom(1);
        int[] first = random.ints(rows, 0, CODES).toArray();
        EncodedTable content = table(first, first);
        EncodedTable open = table(
                random.ints(400, 0, CODES).toArray(), random.ints(400, 0, CODES).toArray());
        PrivateTraining privacy = new PrivateTraining(steps, row -> row, rows, 1, open, Set.of());
        return input(content, EncodedTable.empty(rows), null, privacy);
    }

    private static TrainingInput input(
            EncodedTable content, EncodedTable context, int[] groups, PrivateTraining privacy) {
        return new TrainingInput(
                "pairs",
                content,
                context,
                groups == null ? null : row -> groups[row],
                new Seed(7),
                List.of(1, 1),
                Optional.of(privacy));
    }

    private static EncodedTable table(int[] a, int[] b) {
        return new EncodedTable(a.length, List.of(part(CODES, a), part(CODES, b)));
    }

    private static EncodedPart part(int size, int[] codes) {
        return new EncodedPart.Codes(new Part.OneHot(size, true), codes);
    }

    private static PrivateSteps steps(double multiplier, int steps) {
        return new PrivateSteps(400, 0.25, 1, multiplier, steps);
    }

    private Settings settings(String... pairs) {
        Map<String, String> given = new LinkedHashMap<>(Map.of("device", "CPU", "modelSize", "S"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Settings.of(engine.settings(), given);
    }

    private Trained train(TrainingInput input, String... settings) throws IOException {
        return engine.train(input, settings(settings), Optional.empty(), TrainingListener.SILENT);
    }

    private double repeated(Trained trained) throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(trained.weights()))) {
            EncodedTable rows = synthesizer.sample(Groups.root(2000), new Seed(3));
            return IntStream.range(0, 2000)
                            .filter(i -> rows.code(0, i) == rows.code(1, i))
                            .count()
                    / 2000.0;
        }
    }

    private static TensorFile<WeightsHeader> file(Trained trained) throws IOException {
        return TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, new ByteArrayInputStream(trained.weights()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void learnsInSpiteOfALittleNoise(int microBatches) throws IOException {
        PrivateSteps steps = new PrivateSteps(4000, 0.05, 1, 0.5, 300, microBatches);
        assertThat(repeated(train(pairs(4000, steps), "learningRate", "0.02"))).isGreaterThan(0.7);
        assertThat(steps.mechanism().multiplier()).isEqualTo(microBatches > 0 ? 0.25 : 0.5);
    }

    @Test
    void learnsNothingUnderMuchNoise() throws IOException {
        assertThat(repeated(train(pairs(400, steps(1000, 30))))).isCloseTo(1.0 / CODES, within(0.15));
    }

    /** Who knows the seed doesn't know the noise. */
    @Test
    void oneSeedGivesTwoModels() throws IOException {
        TrainingInput input = pairs(400, steps(1, 3));
        assertThat(train(input).weights()).isNotEqualTo(train(input).weights());
    }

    /** Figures, progress and the shape of what is learned are those of any other rows, or of none. */
    @Test
    void nothingElseTellsOfTheRows() throws IOException {
        // Given
        List<TrainingListener.Progress> ofMany = new ArrayList<>();
        List<TrainingListener.Progress> ofNone = new ArrayList<>();

        // When
        Trained many = engine.train(pairs(700, steps(1, 10)), settings(), Optional.empty(), ofMany::add);
        Trained none = engine.train(pairs(0, steps(1, 10)), settings(), Optional.empty(), ofNone::add);

        // Then
        assertThat(none.metrics())
                .isEqualTo(many.metrics())
                .isEqualTo(Map.of("epochs", 2.5, "steps", 10.0, "batchSize", 100.0));
        assertThat(none.warnings()).isEqualTo(many.warnings()).isEmpty();
        assertThat(none.ending()).isEqualTo(many.ending());
        assertThat(ofNone).hasSameSizeAs(ofMany).allSatisfy(p -> {
            assertThat(p.losses()).isEmpty();
            assertThat(p.quality()).isNull();
        });
        assertThat(file(none).header()).isEqualTo(file(many).header());
        assertThat(file(none).tensors().values()).allSatisfy(t -> assertThat(
                        IntStream.range(0, t.values().length).allMatch(i -> Float.isFinite(t.values()[i])))
                .isTrue());
    }

    /** The sums over two sources that differ in one unit, whose rows follow one another, differ by the clip at most. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aUnitMoreChangesASumByTheClipAtMost(int microBatches) {
        // Given
        PrivateSteps steps = new PrivateSteps(40, 1, 0.7, 1, 1, microBatches);
        int heaps = Math.max(1, microBatches);
        int[] all = IntStream.range(0, 40).toArray();

        // When
        float[] with = sum(steps, all, heaps);
        for (int left : new int[] {0, 17, 39}) {
            float[] without =
                    sum(steps, IntStream.of(all).filter(u -> u != left).toArray(), heaps);
            double square = 0;
            for (int i = 0; i < with.length; i++) {
                square += Math.pow(with[i] - without[i], 2);
            }

            // Then
            assertThat(Math.sqrt(square)).isBetween(1e-3, 0.7 * (microBatches > 0 ? 2 : 1));
        }
    }

    /** @param units present; unit u has 1 to 4 rows of its own, of which 3 count, and is on heap u % heaps */
    private float[] sum(PrivateSteps steps, int[] units, int heaps) {
        Torch.prepareThread();
        int[] unitOf = IntStream.of(units)
                .flatMap(u -> IntStream.range(0, 1 + u % 4).map(k -> u))
                .toArray();
        int rows = unitOf.length;
        int[] place = new int[rows];
        for (int i = 1; i < rows; i++) {
            place[i] = unitOf[i] == unitOf[i - 1] ? place[i - 1] + 1 : 0;
        }
        int[] a = IntStream.range(0, rows)
                .map(i -> (unitOf[i] * 7 + place[i]) % CODES)
                .toArray();
        int[] b = IntStream.range(0, rows)
                .map(i -> (unitOf[i] + 3 * place[i]) % CODES)
                .toArray();
        int[] above = IntStream.of(unitOf).map(u -> u % CONTEXT_CODES).toArray();
        PrivateTraining privacy = new PrivateTraining(steps, row -> unitOf[row], 40, 3, table(a, b), Set.of());
        TrainingInput input =
                input(table(a, b), new EncodedTable(rows, List.of(part(CONTEXT_CODES, above))), unitOf, privacy);
        int[][] dealt = IntStream.range(0, heaps)
                .mapToObj(h -> IntStream.range(0, rows)
                        .filter(i -> unitOf[i] % heaps == h && place[i] < 3)
                        .toArray())
                .toArray(int[][]::new);
        Settings fixed = settings("columnOrder", "FIXED");
        try (PrivateTrainer trainer = new PrivateTrainer(input, privacy, fixed, TrainingListener.SILENT)) {
            trainer.add(dealt);
            return trainer.step().sum().stream()
                    .map(Parameter::copy)
                    .map(TensorFile.Tensor::values)
                    .reduce(new float[0], PrivateTrainerTest::joined);
        }
    }

    private static float[] joined(float[] a, float[] b) {
        float[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    /** Its codes were moved by noise alone: none may move what is sampled. */
    @Test
    void aContextThatMayNotBeReadIsAbsentForEver() throws IOException {
        // Given
        int rows = 100;
        int[] codes = IntStream.range(0, rows).map(i -> i % CONTEXT_CODES).toArray();
        EncodedTable context = new EncodedTable(rows, List.of(part(CONTEXT_CODES, codes), part(CONTEXT_CODES, codes)));
        PrivateTraining privacy = new PrivateTraining(steps(1, 5), row -> row, rows, 1, table(codes, codes), Set.of(1));

        // When
        Map<String, TensorFile.Tensor> weights =
                file(train(input(table(codes, codes), context, null, privacy))).tensors();

        // Then
        assertThat(ofCodes(weights.get("embedding0"))).hasSize(CONTEXT_CODES + 1);
        assertThat(ofCodes(weights.get("embedding1"))).hasSize(1);
    }

    private static Set<List<Float>> ofCodes(TensorFile.Tensor embedding) {
        int codes = Math.toIntExact(embedding.shape().get(0));
        int width = embedding.values().length / codes;
        Set<List<Float>> out = new HashSet<>();
        for (int code = 0; code < codes; code++) {
            List<Float> row = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                row.add(embedding.values()[code * width + i]);
            }
            out.add(row);
        }
        return out;
    }

    @Test
    void aResumedTrainingTakesTheStepsThatAreLeft() throws IOException {
        // Given
        TrainingInput input = pairs(400, steps(1, 40));
        Settings settings = settings("checkpointInterval", "1ms");
        KeptCheckpoints kept = new KeptCheckpoints();
        engine.train(input, settings, Optional.empty(), kept);
        long done = TensorFile.read(
                        PrivateCheckpointHeader.KIND,
                        PrivateCheckpointHeader.class,
                        kept.middle().orElseThrow())
                .header()
                .step();
        int[] taken = new int[1];
        TrainingListener counting = new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public boolean cancelled() {
                taken[0]++; // asked before each step
                return false;
            }
        };

        // When
        Trained resumed = engine.train(input, settings, kept.middle(), counting);

        // Then
        assertThat(done).isBetween(1L, 39L);
        assertThat(taken[0]).isEqualTo(40 - (int) done);
        assertThat(resumed.metrics()).containsEntry("steps", 40.0);
        assertThatThrownBy(
                        () -> engine.train(pairs(400, steps(2, 40)), settings, kept.middle(), TrainingListener.SILENT))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("belongs to other rows");
    }

    @Test
    void startsFromNoEarlierModel() throws IOException {
        TrainingInput input = pairs(400, steps(1, 2));
        byte[] earlier = train(input).weights();
        assertThatThrownBy(() -> engine.trainFrom(
                        new ByteArrayInputStream(earlier),
                        input,
                        settings(),
                        Optional.empty(),
                        TrainingListener.SILENT))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("epsilon");
    }
}
