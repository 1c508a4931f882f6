package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.Torch;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script against plain operations with automatic differentiation, and what holds for any step. */
class ScriptStepTest {
    private static final Part SCALAR = new Part.Scalar();
    private static final Part[] NONE = {};
    private static final Part[] MIXED = {
        new Part.OneHot(3, true), SCALAR, new Part.OneHot(4, false), new Part.OneHot(7, true), new Part.OneHot(3, true)
    };

    /** A table, its context, and settings. */
    record Case(String name, Part[] content, Part[] context, String... settings) {
        TrainingJob job() {
            EncodedTable rows = Fixtures.random(150, 1, content);
            EncodedTable contexts = Fixtures.random(150, 2, context);
            TrainingInput input = new TrainingInput("things", rows, contexts, null, new Seed(7));
            return new TrainingJob(
                    input,
                    Fixtures.settings(Stream.concat(Stream.of("discriminatorLr", "1e-9"), Stream.of(settings))
                            .toArray(String[]::new)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> shapes() {
        Part[] context = {SCALAR, new Part.OneHot(4, true)};
        return Stream.of(
                new Case("mixed", MIXED, NONE),
                new Case("with context", MIXED, context),
                new Case("scalars only", new Part[] {SCALAR, SCALAR}, NONE),
                new Case("scalars with context", new Part[] {SCALAR}, context),
                new Case("modes", new Part[] {SCALAR, new Part.OneHot(5, false)}, NONE),
                new Case("one wide column", new Part[] {new Part.OneHot(300, true)}, NONE, "pac", "1"),
                new Case("pac 1", MIXED, context, "pac", "1"),
                new Case("pac 4", MIXED, NONE, "pac", "4"),
                new Case("five critic updates", MIXED, context, "discriminatorSteps", "5"),
                new Case("one layer each", MIXED, NONE, "generatorDim", "24", "discriminatorDim", "40"),
                new Case("three layers", MIXED, context, "generatorDim", "8,24,17", "discriminatorDim", "33,9,20"),
                new Case("no decay", MIXED, NONE, "generatorDecay", "0", "discriminatorDecay", "0"));
    }

    private static TrainingStep oracle(TrainingJob job) {
        return new AutogradStep(job.shape(), job.settings(), job.seed(), Device.cpu());
    }

    private static TrainingStep script(TrainingJob job, Device device) {
        return new ScriptStep(job.shape(), job.settings(), job.seed(), device);
    }

    /** Runs steps [first, end) on batches of their own. */
    private static TrainingStep.Losses run(TrainingStep step, TrainingJob job, long first, long end) {
        StepBatch batch = StepBatch.allocate(job.shape());
        TrainingStep.Losses losses = null;
        for (long i = first; i < end; i++) {
            job.batches().fill(batch, i);
            losses = step.update(i, batch);
        }
        return losses;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithAutomaticDifferentiation(Case shape) {
        // Given
        TrainingJob job = shape.job();
        try (Torch.AutogradLease lease = Torch.leaseAutograd();
                TrainingStep oracle = oracle(job);
                TrainingStep script = script(job, Device.cpu())) {
            assertThat(script.state().tensors())
                    .usingRecursiveComparison()
                    .isEqualTo(oracle.state().tensors());

            // When
            TrainingStep.Losses expected = run(oracle, job, 0, 1);
            TrainingStep.Losses losses = run(script, job, 0, 1);

            // Then: first moments after the first step are half of the gradients
            assertThat(losses.wasserstein()).isCloseTo(expected.wasserstein(), Tolerance.of(expected.wasserstein()));
            assertThat(losses.gradientPenalty())
                    .isCloseTo(expected.gradientPenalty(), Tolerance.of(expected.gradientPenalty()));
            assertThat(losses.adversarial()).isCloseTo(expected.adversarial(), Tolerance.of(expected.adversarial()));
            assertThat(losses.crossEntropy()).isCloseTo(expected.crossEntropy(), Tolerance.of(expected.crossEntropy()));
            Map<String, TensorFile.Tensor> reference = oracle.state().tensors();
            script.state()
                    .tensors()
                    .forEach((name, tensor) ->
                            System.out.printf("%s %s %.3g%n", shape.name, name, distance(tensor, reference.get(name))));
        }
    }

    private static double distance(TensorFile.Tensor a, TensorFile.Tensor b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.values().length; i++) {
            difference += Math.pow(a.values()[i] - b.values()[i], 2);
            norm += Math.pow(b.values()[i], 2);
        }
        return Math.sqrt(difference / norm);
    }

    private static final class Tolerance {
        static org.assertj.core.data.Offset<Double> of(double value) {
            return org.assertj.core.data.Offset.offset(1e-5 * Math.max(1, Math.abs(value)));
        }
    }
}
