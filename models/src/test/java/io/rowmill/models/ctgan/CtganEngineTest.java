package io.rowmill.models.ctgan;

import static io.rowmill.models.ctgan.testing.Fixtures.root;
import static io.rowmill.models.ctgan.testing.Fixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
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
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CtganEngineTest {
    private static final Part[] MIXED = {
        new Part.OneHot(3, true), new Part.Scalar(), new Part.OneHot(4, false), new Part.OneHot(5, true)
    };

    private final CtganEngine engine = new CtganEngine();

    private Trained train(TrainingInput input, Settings settings) throws IOException {
        return engine.train(input, settings, Optional.empty(), TrainingListener.SILENT);
    }

    private EncodedTable sample(byte[] weights, Groups groups, long seed) throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            return synthesizer.sample(groups, new Seed(seed));
        }
    }

    private static void assertSameRows(EncodedTable actual, EncodedTable expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(SynthesizerEngine.class))
                .extracting(SynthesizerEngine::name)
                .contains("ctgan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generatorDim", "discriminatorDim"})
    void networksThatNoProcessHoldsAreRefusedBeforeMemoryIsAskedFor(String layers) {
        // Given
        TrainingInput input = root(Fixtures.random(10, 1, MIXED));

        // When / Then
        assertThatThrownBy(() -> train(input, settings(layers, "65536,65536")))
                .hasMessageContaining("make generatorDim and discriminatorDim smaller")
                .extracting(e -> ((FailureException) e).failure())
                .isInstanceOf(Failure.Rejected.class);
    }

    @Test
    void hasThePapersDefaultsButForTheCritic() {
        Map<String, String> defaults = Settings.of(engine.settings(), Map.of()).asMap();

        assertThat(defaults)
                .containsEntry("epochs", "300")
                .containsEntry("batchSize", "500")
                .containsEntry("generatorDim", "256,256")
                .containsEntry("discriminatorDim", "256,256")
                .containsEntry("embeddingDim", "128")
                .containsEntry("pac", "1")
                .containsEntry("discriminatorDropout", "0")
                .containsEntry("logFrequency", "true");
    }

    @Test
    void asksForBatchesOfWholePacks() {
        assertThat(engine.multiples()).containsExactly(Map.entry("batchSize", "pac"));
    }

    @Test
    void reportsEveryEpochWithItsLosses() throws IOException {
        // Given
        List<TrainingListener.Progress> seen = new ArrayList<>();

        // When
        Trained trained = engine.train(
                root(Fixtures.random(200, 1, MIXED)), settings("epochs", "3"), Optional.empty(), seen::add);

        // Then
        assertThat(seen).extracting(TrainingListener.Progress::epoch).containsExactly(1, 2, 3);
        assertThat(seen).allSatisfy(p -> {
            assertThat(p.epochs()).isEqualTo(3);
            assertThat(p.losses().keySet()).containsExactly("generator", "critic", "gradientPenalty", "crossEntropy");
            assertThat(p.losses().values()).allMatch(Double::isFinite);
            assertThat(p.rowsPerSecond()).isPositive();
        });
        assertThat(seen.get(2).secondsLeft()).isZero();
        assertThat(trained.metrics()).containsEntry("epochs", 3.0).containsEntry("steps", 30.0);
    }

    @Test
    void aThreadThatNeverTrainedGivesTheSameModel() throws Exception {
        // Given
        TrainingInput input = root(Fixtures.random(500, 1, MIXED));
        Settings settings = Settings.of(engine.settings(), Map.of("epochs", "1"));
        engine.train(input, settings, Optional.empty(), TrainingListener.SILENT);
        byte[] here = engine.train(input, settings, Optional.empty(), TrainingListener.SILENT)
                .weights();

        // When
        FutureTask<byte[]> elsewhere =
                new FutureTask<>(() -> engine.train(input, settings, Optional.empty(), TrainingListener.SILENT)
                        .weights());
        new Thread(elsewhere).start();

        // Then
        assertThat(elsewhere.get()).isEqualTo(here);
    }

    @Test
    void jobsSideBySideGiveTheModelsTheyGiveAlone() throws Exception {
        // Given
        List<TrainingInput> inputs = List.of(
                root(Fixtures.random(150, 1, MIXED)),
                root(Fixtures.random(150, 2, MIXED)),
                root(Fixtures.random(90, 3, new Part.Scalar(), new Part.OneHot(30, true))));
        List<byte[]> alone = new ArrayList<>();
        for (TrainingInput input : inputs) {
            alone.add(train(input, settings("epochs", "20")).weights());
        }

        // When
        List<FutureTask<byte[]>> jobs = inputs.stream()
                .map(input -> new FutureTask<>(
                        () -> train(input, settings("epochs", "20")).weights()))
                .toList();
        jobs.forEach(job -> new Thread(job).start());

        // Then
        for (int i = 0; i < jobs.size(); i++) {
            assertThat(jobs.get(i).get()).isEqualTo(alone.get(i));
        }
    }

    @Test
    void theSlowBackendLearnsToo() throws IOException {
        // When
        Trained trained = train(root(Fixtures.random(120, 1, MIXED)), settings("backend", "AUTOGRAD"));

        // Then
        assertThat(sample(trained.weights(), Groups.root(33), 1).rows()).isEqualTo(33);
    }

    @Test
    void oneSeedGivesTheSameModelAndAnotherSeedAnother() throws IOException {
        // Given
        EncodedTable content = Fixtures.random(120, 1, MIXED);
        TrainingInput other =
                new TrainingInput("things", content, EncodedTable.empty(content.rows()), null, new Seed(8));

        // When
        byte[] first = train(root(content), settings()).weights();
        byte[] again = train(root(content), settings()).weights();

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(train(other, settings()).weights()).isNotEqualTo(first);
    }

    @Test
    void samplingIsAFunctionOfWeightsGroupsAndSeed() throws IOException {
        // Given
        byte[] weights = train(root(Fixtures.random(120, 1, MIXED)), settings()).weights();

        // When
        EncodedTable first = sample(weights, Groups.root(2345), 1);

        // Then
        assertSameRows(sample(weights, Groups.root(2345), 1), first);
        assertThat(Fixtures.scalarsOf(sample(weights, Groups.root(2345), 2), 1))
                .isNotEqualTo(Fixtures.scalarsOf(first, 1));
        int[] head = IntStream.range(0, 1500).toArray();
        assertSameRows(sample(weights, Groups.root(1500), 1), first.gather(head));
    }

    @Test
    void samplingDoesNotDependOnTheThreadThatDoesIt() throws Exception {
        // Given
        byte[] weights = train(root(Fixtures.random(120, 1, MIXED)), settings()).weights();
        EncodedTable expected = sample(weights, Groups.root(3000), 1);
        List<EncodedTable> results = Collections.synchronizedList(new ArrayList<>());

        // When
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(new Thread(() -> {
                try {
                    results.add(sample(weights, Groups.root(3000), 1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(results).hasSize(3).allSatisfy(rows -> assertSameRows(rows, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void learnsTinyTables(int rows) throws IOException {
        // When
        Trained trained = train(root(Fixtures.random(rows, 1, MIXED)), settings("batchSize", "500"));

        // Then
        EncodedTable sampled = sample(trained.weights(), Groups.root(33), 1);
        assertThat(sampled.rows()).isEqualTo(33);
        assertThat(Fixtures.codesOf(sampled, 0)).containsAnyOf(0, 1, 2).doesNotContain(-1, 3);
        assertThat(trained.metrics().get("batchSize")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalars", "modes", "constants", "wide"})
    void learnsTablesOfOneSort(String sort) throws IOException {
        // Given
        Part[] layout =
                switch (sort) {
                    case "scalars" -> new Part[] {new Part.Scalar(), new Part.Scalar()};
                    case "modes" -> new Part[] {new Part.Scalar(), new Part.OneHot(3, false)};
                    case "constants" -> new Part[] {new Part.OneHot(1, true), new Part.OneHot(1, false)};
                    default -> new Part[] {new Part.OneHot(3000, true)};
                };

        // When
        Trained trained = train(root(Fixtures.random(90, 1, layout)), settings("generatorDim", "16"));

        // Then
        EncodedTable sampled = sample(trained.weights(), Groups.root(10), 1);
        assertThat(sampled.layout()).containsExactly(layout);
        for (EncodedPart part : sampled.parts()) {
            if (part instanceof EncodedPart.Scalars scalars) {
                for (float value : scalars.values()) {
                    assertThat(value).isBetween(-1f, 1f);
                }
            }
        }
    }

    @Test
    void leavesOutRowsWithAnAbsentCategory() throws IOException {
        // Given: the rows that are marked so hold all of category 2
        int[] codes = new int[100];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i % 3 == 2 ? -1 : i % 3;
        }

        // When
        byte[] weights =
                train(root(Fixtures.codes(3, codes)), settings("epochs", "30")).weights();

        // Then
        int[] sampled = Fixtures.codesOf(sample(weights, Groups.root(500), 1), 0);
        assertThat(sampled).doesNotContain(2).contains(0, 1);
    }

    @Test
    void rejectsATableWithoutAnyCompleteRow() {
        assertThatThrownBy(() -> train(root(Fixtures.codes(3, -1, -1)), settings()))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
                    assertThat(e.failure().messages().toString()).contains("things");
                });
    }

    @Test
    void failsClearlyWhenALossIsNotANumber() {
        // Given
        EncodedTable content = new EncodedTable(100, List.of(new EncodedPart.Scalars(new float[100])));
        Arrays.fill(Fixtures.scalarsOf(content, 0), Float.NaN);

        // When / Then
        assertThatThrownBy(() -> train(root(content), settings()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("things")
                .hasMessageContaining("epoch 1")
                .hasMessageContaining("generatorLr below 5.0E-4");
    }

    @Test
    void stopsAtTheNextStepWhenCancelled() {
        // Given
        List<TrainingListener.Progress> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {
                seen.add(progress);
            }

            @Override
            public boolean cancelled() {
                return !seen.isEmpty();
            }
        };

        // When / Then
        assertThatThrownBy(() -> engine.train(
                        root(Fixtures.random(100, 1, MIXED)), settings("epochs", "9"), Optional.empty(), listener))
                .isInstanceOf(TrainingCancelledException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void endsAtTheTimeLimit() throws IOException {
        Trained trained =
                train(root(Fixtures.random(100, 1, MIXED)), settings("epochs", "1000000", "maxTrainingTime", "200ms"));

        assertThat(trained.metrics().get("epochs")).isBetween(0.1, 100_000.0);
        assertThat(sample(trained.weights(), Groups.root(5), 1).rows()).isEqualTo(5);
    }

    @Test
    void aResumedTrainingEndsWithTheWeightsOfAnUninterruptedOne() throws IOException {
        // Given: a checkpoint after every step
        TrainingInput input = root(Fixtures.random(200, 1, MIXED));
        Settings settings = settings("epochs", "4", "checkpointInterval", "1ms", "discriminatorSteps", "2");
        KeptCheckpoints kept = new KeptCheckpoints();
        byte[] expected = engine.train(input, settings, Optional.empty(), kept).weights();

        // When
        byte[] resumed = engine.train(input, settings, kept.middle(), TrainingListener.SILENT)
                .weights();

        // Then
        assertThat(resumed).isEqualTo(expected);
        assertThatThrownBy(() -> engine.train(input, settings("epochs", "5"), kept.middle(), kept))
                .hasMessageContaining("belongs to other rows, settings or another seed");
    }

    @Test
    void aTrainingWhoseTimeIsUpDoesNotGoOn() throws IOException {
        // Given: a checkpoint that says that two hours have passed
        TrainingInput input = root(Fixtures.random(200, 1, MIXED));
        Settings settings = settings("epochs", "4", "maxTrainingTime", "1h", "checkpointInterval", "1ms");
        KeptCheckpoints kept = new KeptCheckpoints();
        engine.train(input, settings, Optional.empty(), kept);
        TensorFile<CheckpointHeader> file = TensorFile.read(
                CheckpointHeader.KIND, CheckpointHeader.class, kept.middle().orElseThrow());
        CheckpointHeader header = file.header();
        CheckpointHeader later = new CheckpointHeader(header.step(), 7_200, header.job(), header.best(), header.good());
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
}
