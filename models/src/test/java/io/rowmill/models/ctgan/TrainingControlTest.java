package io.rowmill.models.ctgan;

import static io.rowmill.models.ctgan.testing.Fixtures.root;
import static io.rowmill.models.ctgan.testing.Fixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine.Ending;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.KeptCheckpoints;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.settings.StepRates;
import io.rowmill.models.ctgan.step.ScriptStep;
import io.rowmill.models.ctgan.step.TrainingState;
import io.rowmill.models.ctgan.step.TrainingStep;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** When training ends, what it keeps, and how it gets out of trouble. */
class TrainingControlTest {
    private static final Part[] MIXED = {new Part.OneHot(3, true), new Part.Scalar(), new Part.OneHot(5, true)};

    private final CtganEngine engine = new CtganEngine();

    /** Gives qualities in turn, the last one again and again; keeps what it saw. */
    private static class Judge extends KeptCheckpoints {
        private final double[] qualities;
        private final List<EncodedTable> judged = new ArrayList<>();
        private final List<Progress> progress = new ArrayList<>();

        Judge(double... qualities) {
            this.qualities = qualities;
        }

        @Override
        public void onProgress(Progress p) {
            progress.add(p);
        }

        @Override
        public OptionalDouble quality(Synthesizer current) {
            judged.add(current.sample(Groups.root(50), new Seed(1)));
            return OptionalDouble.of(qualities[Math.min(judged.size(), qualities.length) - 1]);
        }
    }

    /** Judges by the rows alone, so that it says the same of the same weights. */
    private static class Deterministic extends Judge {
        @Override
        public OptionalDouble quality(Synthesizer current) {
            int[] codes = Fixtures.codesOf(current.sample(Groups.root(200), new Seed(1)), 0);
            return OptionalDouble.of(Arrays.stream(codes).filter(c -> c == 1).count() / 200.0);
        }
    }

    private EncodedTable sample(byte[] weights) throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            return synthesizer.sample(Groups.root(50), new Seed(1));
        }
    }

    private static TrainingInput input() {
        return root(Fixtures.random(200, 1, MIXED));
    }

    @Test
    void endsEarlyWithTheBestWeights() throws IOException {
        // Given
        Judge judge = new Judge(0.5, 0.7, 0.6, 0.65, 0.9);
        Settings settings =
                settings("epochs", "50", "validationInterval", "2", "patience", "2", "learningRateDecay", "0");

        // When
        Trained trained = engine.train(input(), settings, Optional.empty(), judge);

        // Then
        assertThat(trained.ending()).isEqualTo(Ending.NO_IMPROVEMENT);
        assertThat(trained.metrics())
                .containsEntry("epochs", 8.0)
                .containsEntry("bestEpoch", 4.0)
                .containsEntry("bestQuality", 0.7);
        assertThat(judge.progress)
                .extracting(TrainingListener.Progress::quality)
                .containsExactly(null, 0.5, null, 0.7, null, 0.6, null, 0.65);
        assertThat(sample(trained.weights())).usingRecursiveComparison().isEqualTo(judge.judged.get(1));
    }

    @Test
    void goesOnWithFallingRatesWhenTheQualityStalls() throws IOException {
        // Given
        Judge judge = new Judge(0.5, 0.7, 0.6, 0.65, 0.9);
        Settings settings =
                settings("epochs", "50", "validationInterval", "2", "patience", "2", "learningRateDecay", "0.2");

        // When
        Trained trained = engine.train(input(), settings, Optional.empty(), judge);

        // Then: eight epochs, and a fifth of all of them with falling rates
        assertThat(trained.ending()).isEqualTo(Ending.NO_IMPROVEMENT);
        assertThat(trained.metrics()).containsEntry("epochs", 10.0).containsEntry("bestEpoch", 10.0);
        assertThat(sample(trained.weights())).usingRecursiveComparison().isEqualTo(judge.judged.get(4));
    }

    @Test
    void withoutEarlyStoppingTheLastWeightsOfAllEpochsCount() throws IOException {
        // Given
        Judge judge = new Judge(0.9, 0.5);

        // When
        Trained trained = engine.train(
                input(),
                settings("epochs", "5", "validationInterval", "1", "patience", "1", "earlyStopping", "false"),
                Optional.empty(),
                judge);

        // Then
        assertThat(trained.ending()).isEqualTo(Ending.EPOCHS);
        assertThat(sample(trained.weights())).usingRecursiveComparison().isEqualTo(judge.judged.get(4));
    }

    @Test
    void aJobResumedAnywhereEndsAsTheUninterruptedOne() throws IOException {
        // Given: a checkpoint after every step, and a best validation that is not the last, before the rates fall
        Settings settings = settings(
                "epochs",
                "8",
                "validationInterval",
                "1",
                "patience",
                "2",
                "minDelta",
                "1",
                "checkpointInterval",
                "1ms");
        Deterministic whole = new Deterministic();
        Trained expected = engine.train(input(), settings, Optional.empty(), whole);

        // When / Then
        int count = whole.all().size();
        assertThat(count).isGreaterThan(10);
        for (int at : new int[] {0, count / 3, count - 1}) {
            Trained resumed = engine.train(
                    input(),
                    settings,
                    Optional.of(new ByteArrayInputStream(whole.all().get(at))),
                    new Deterministic());
            assertThat(resumed.weights()).isEqualTo(expected.weights());
            assertThat(resumed.ending()).isEqualTo(Ending.NO_IMPROVEMENT);
        }
    }

    /** A step whose weights become useless after some updates, as often as is said. */
    private static final class Poisoned implements TrainingStep {
        private final TrainingStep step;
        private final long at;
        private final List<StepRates.Factors> factors = new ArrayList<>();
        private int times;

        Poisoned(TrainingStep step, long at, int times) {
            this.step = step;
            this.at = at;
            this.times = times;
        }

        @Override
        public Losses update(long ordinal, StepBatch batch, StepRates.Factors rates) {
            factors.add(rates);
            if (ordinal == at && times-- > 0) {
                Map<String, TensorFile.Tensor> broken = new LinkedHashMap<>();
                state().tensors().forEach((name, tensor) -> {
                    float[] values = tensor.values().clone();
                    Arrays.fill(values, Float.NaN);
                    broken.put(name, new TensorFile.Tensor(tensor.shape(), values));
                });
                state().restore(broken);
            }
            return step.update(ordinal, batch, rates);
        }

        @Override
        public TrainingState state() {
            return step.state();
        }

        @Override
        public void close() {
            step.close();
        }
    }

    private static TrainingStep script(TrainingJob job) {
        return new ScriptStep(job.shape(), job.settings(), job.seed(), Device.cpu(), false);
    }

    @Test
    void goesBackToTheLastGoodPointWithLowerRates() throws IOException {
        // Given: ten steps an epoch, the weights broken in the fourth
        Torch.prepareThread();
        TrainingJob job =
                new TrainingJob(input(), settings("epochs", "5", "validationInterval", "2", "learningRateDecay", "0"));
        List<Integer> epochs = new ArrayList<>();

        // When
        try (Poisoned step = new Poisoned(script(job), 34, 1)) {
            Trained trained = new CtganTrainer(job, step, p -> epochs.add(p.epoch()), false).train(Optional.empty());

            // Then
            assertThat(epochs).containsExactly(1, 2, 3, 3, 4, 5);
            assertThat(step.factors.get(34)).isEqualTo(StepRates.Factors.ONE);
            assertThat(step.factors.get(35)).isEqualTo(new StepRates.Factors(0.2, 0.2));
            assertThat(trained.warnings())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("things", "epoch 4", "end of epoch 2");
            assertThat(Fixtures.scalarsOf(sample(trained.weights()), 1)).doesNotContain(Float.NaN);
            step.state().tensors().values().forEach(t -> {
                for (float value : t.values()) {
                    assertThat(value).isFinite();
                }
            });
        }
    }

    @Test
    void failsClearlyWhenLowerRatesDoNotHelp() {
        // Given
        Torch.prepareThread();
        TrainingJob job = new TrainingJob(input(), settings("epochs", "5"));

        // When / Then
        try (Poisoned step = new Poisoned(script(job), 12, 2)) {
            assertThatThrownBy(
                            () -> new CtganTrainer(job, step, TrainingListener.SILENT, false).train(Optional.empty()))
                    .isInstanceOfSatisfying(FailureException.class, e -> assertThat(
                                    e.failure().messages().toString())
                            .contains("things", "epoch 2", "even with lower rates"));
        }
    }

    @Test
    void aLossThatExplodesIsUnsound() {
        assertThat(new TrainingStep.Losses(-3, 0.1, 2, 1).isSound()).isTrue();
        assertThat(new TrainingStep.Losses(-3, 1e9, 2, 1).isSound()).isFalse();
        assertThat(new TrainingStep.Losses(-3, 0.1, Double.NaN, 1).isSound()).isFalse();
    }

    @Test
    void startsFromAnEarlierModel() throws IOException {
        // Given: an earlier model of the same rows, trained for long
        EncodedTable content = Fixtures.random(300, 1, new Part.OneHot(2, true), new Part.Scalar());
        Arrays.fill(Fixtures.scalarsOf(content, 1), 0.75f);
        byte[] earlier = engine.train(
                        root(content),
                        settings("epochs", "60", "generatorLr", "2e-3", "discriminatorLr", "2e-3"),
                        Optional.empty(),
                        TrainingListener.SILENT)
                .weights();

        // When: one epoch, in which a new generator learns next to nothing
        byte[] warm = engine.trainFrom(
                        new ByteArrayInputStream(earlier),
                        root(content),
                        settings("epochs", "1"),
                        Optional.empty(),
                        TrainingListener.SILENT)
                .weights();
        byte[] cold = engine.train(root(content), settings("epochs", "1"), Optional.empty(), TrainingListener.SILENT)
                .weights();

        // Then
        assertThat(mean(sample(warm))).isCloseTo(mean(sample(earlier)), within(0.05));
        assertThat(Math.abs(mean(sample(cold)) - 0.75)).isGreaterThan(Math.abs(mean(sample(warm)) - 0.75));
    }

    @Test
    void aShortTrainingFromAnEarlierModelLearnsToo() throws IOException {
        // Given
        EncodedTable content = Fixtures.random(300, 1, new Part.OneHot(2, true), new Part.Scalar());
        Settings settings = settings("epochs", "5");
        byte[] earlier = engine.train(root(content), settings, Optional.empty(), TrainingListener.SILENT)
                .weights();

        // When
        byte[] warm = engine.trainFrom(
                        new ByteArrayInputStream(earlier),
                        root(content),
                        settings,
                        Optional.empty(),
                        TrainingListener.SILENT)
                .weights();

        // Then
        assertThat(outputWeight(warm)).isNotEqualTo(outputWeight(earlier));
    }

    private static float[] outputWeight(byte[] weights) throws IOException {
        return TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, new ByteArrayInputStream(weights))
                .tensors()
                .get("generator.output.weight")
                .values();
    }

    private static double mean(EncodedTable rows) {
        double sum = 0;
        for (float value : Fixtures.scalarsOf(rows, 1)) {
            sum += value;
        }
        return sum / rows.rows();
    }

    @Test
    void rejectsAnEarlierModelOfAnotherLayout() throws IOException {
        // Given
        byte[] earlier = engine.train(
                        root(Fixtures.random(60, 1, new Part.OneHot(4, true))),
                        settings("epochs", "1"),
                        Optional.empty(),
                        TrainingListener.SILENT)
                .weights();

        // When / Then
        assertThatThrownBy(() -> engine.trainFrom(
                        new ByteArrayInputStream(earlier),
                        input(),
                        settings(),
                        Optional.empty(),
                        TrainingListener.SILENT))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
                    assertThat(e.failure().messages().toString()).contains("things", "encoded otherwise");
                });
    }
}
