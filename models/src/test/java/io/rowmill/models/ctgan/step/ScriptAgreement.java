package io.rowmill.models.ctgan.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** That the script makes the updates that plain operations with automatic differentiation make, on any device. */
final class ScriptAgreement {
    private static final int BATCHES = 3;
    private static final int BATCHES_LOOKED_AT = 20;
    /** A kink in reach is missed by one move in two. */
    private static final int MOVES = 6;

    private static final int MOVES_IN_DOUBT = 60;
    /** Relative; a float is rounded by 6e-8. */
    private static final float BEYOND_ROUNDING = 1e-6f;

    static final Part SCALAR = new Part.Scalar();
    static final Part[] NONE = {};
    private static final Part[] MIXED = {
        new Part.OneHot(3, true), SCALAR, new Part.OneHot(4, false), new Part.OneHot(7, true), new Part.OneHot(3, true)
    };

    static final Part[] WIDE = {
        new Part.OneHot(130, true),
        SCALAR,
        new Part.OneHot(4, true),
        new Part.OneHot(77, false),
        new Part.OneHot(51, true)
    };

    private ScriptAgreement() {}

    /** A table, its context, and settings. */
    record Case(String name, Part[] content, Part[] context, String... settings) {
        /** With a critic that hardly moves, so that the generator's gradients are comparable. */
        TrainingJob job(String... more) {
            EncodedTable rows = Fixtures.random(300, 1, content);
            EncodedTable contexts = Fixtures.random(300, 2, context);
            TrainingInput input = new TrainingInput("things", rows, contexts, null, new Seed(7));
            String[] pairs = Stream.of(new String[] {"discriminatorLr", "1e-9"}, settings, more)
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            return new TrainingJob(input, Fixtures.settings(pairs));
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
                new Case(
                        "one wide column",
                        new Part[] {new Part.OneHot(120, true)},
                        NONE,
                        "pac",
                        "1",
                        "embeddingThreshold",
                        "120"),
                new Case("digits", WIDE, NONE),
                new Case("digits alone", new Part[] {new Part.OneHot(300, true)}, NONE, "pac", "1"),
                new Case("digits with context", WIDE, context),
                new Case("digits in the context", MIXED, WIDE),
                new Case("digits everywhere", WIDE, WIDE, "discriminatorSteps", "2"),
                new Case("pac 1", MIXED, context, "pac", "1"),
                new Case("pac 4", MIXED, NONE, "pac", "4"),
                new Case("five critic updates", MIXED, context, "discriminatorSteps", "5"),
                new Case("one layer each", MIXED, NONE, "generatorDim", "24", "discriminatorDim", "40"),
                new Case("three layers", MIXED, context, "generatorDim", "8,24,17", "discriminatorDim", "33,9,20"),
                new Case("dropout", MIXED, NONE, "discriminatorDropout", "0.5"),
                new Case(
                        "dropout in three layers",
                        MIXED,
                        context,
                        "discriminatorDropout",
                        "0.3",
                        "discriminatorDim",
                        "33,9,20"),
                new Case("a penalty on some packs", MIXED, NONE, "batchSize", "240", "pac", "1"),
                new Case("a penalty on some packs, with context", MIXED, context, "batchSize", "240", "pac", "1"),
                new Case("a penalty on some pairs", MIXED, NONE, "batchSize", "240", "pac", "2"),
                new Case(
                        "a penalty on some packs, with dropout",
                        WIDE,
                        context,
                        "batchSize",
                        "240",
                        "discriminatorDropout",
                        "0.3",
                        "discriminatorDim",
                        "33,9,20"),
                new Case("no decay", MIXED, NONE, "generatorDecay", "0", "discriminatorDecay", "0"));
    }

    static TrainingStep oracle(TrainingJob job) {
        return new AutogradStep(job.shape(), job.settings(), job.seed(), Device.cpu());
    }

    static TrainingStep script(TrainingJob job, Device device) {
        return new ScriptStep(job.shape(), job.settings(), job.seed(), device, false);
    }

    /** Runs steps [first, end) on batches of their own. */
    static TrainingStep.Losses run(TrainingStep step, TrainingJob job, long first, long end) {
        StepBatch batch = StepBatch.allocate(job.shape());
        TrainingStep.Losses losses = null;
        for (long i = first; i < end; i++) {
            job.batches().fill(batch, i);
            losses = step.update(i, batch);
        }
        return losses;
    }

    /**
     * At a kink (a unit at zero, two digits equally likely) rounding, which depends on where memory lies, decides which side a row is
     * on, and both sides are right. So only batches are compared that have none within reach of rounding. The oracle alone says
     * which these are: its derivatives stay when all inputs change by more than rounding does. It stays on the processor.
     */
    static void assertAgreement(Case shape, Device device) {
        TrainingJob job = shape.job();
        int agreed = 0;
        for (int batch = 0; batch < BATCHES_LOOKED_AT && agreed < BATCHES; batch++) {
            if (hasNoKinkInReach(job, batch, MOVES) && agrees(job, batch, device)) {
                agreed++;
            }
        }
        assertThat(agreed).as("batches without a kink").isEqualTo(BATCHES);
    }

    /** @return false if a closer look finds a kink that the first one has missed */
    private static boolean agrees(TrainingJob job, int batch, Device device) {
        try {
            assertAgreement(job, batch, device);
            return true;
        } catch (AssertionError e) {
            if (hasNoKinkInReach(job, batch, MOVES_IN_DOUBT)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean hasNoKinkInReach(TrainingJob job, int batch, int moves) {
        Map<String, TensorFile.Tensor> unmoved = derivatives(job, batch, 0);
        for (int move = 1; move <= moves; move++) {
            Map<String, TensorFile.Tensor> moved = derivatives(job, batch, move);
            if (unmoved.keySet().stream().anyMatch(name -> distance(moved.get(name), unmoved.get(name)) >= 1)) {
                return false;
            }
        }
        return true;
    }

    /** @param move 0: of the batch as it is; else every input is a little larger or smaller, each move in another way */
    private static Map<String, TensorFile.Tensor> derivatives(TrainingJob job, int batch, int move) {
        StepBatch inputs = StepBatch.allocate(job.shape());
        job.batches().fill(inputs, batch);
        SplittableRandom random = new SplittableRandom(move);
        for (StepBatch.Contrast contrast : move == 0 ? List.<StepBatch.Contrast>of() : inputs.contrasts()) {
            Stream.of(contrast.fake().input(), contrast.fake().gumbel(), contrast.real(), contrast.alpha())
                    .forEach(tensor -> moveAll(tensor.values(), random));
        }
        try (TrainingStep oracle = oracle(job)) {
            oracle.update(batch, inputs);
            return derivatives(oracle);
        }
    }

    private static void moveAll(FloatBuffer values, SplittableRandom random) {
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, values.get(i) * (1 + (random.nextBoolean() ? BEYOND_ROUNDING : -BEYOND_ROUNDING)));
        }
    }

    /** First moments, which after the first step are half of the gradients, and the statistics of normalization. */
    private static Map<String, TensorFile.Tensor> derivatives(TrainingStep step) {
        Map<String, TensorFile.Tensor> out = new TreeMap<>(step.state().tensors());
        out.keySet().removeIf(n -> !n.endsWith(".first") && !n.endsWith("mean") && !n.endsWith("variance"));
        return out;
    }

    private static void assertAgreement(TrainingJob job, int batch, Device device) {
        try (TrainingStep oracle = oracle(job);
                TrainingStep script = script(job, device)) {
            assertThat(script.state().tensors())
                    .usingRecursiveComparison()
                    .isEqualTo(oracle.state().tensors());
            TrainingStep.Losses expected = run(oracle, job, batch, batch + 1);
            TrainingStep.Losses losses = run(script, job, batch, batch + 1);

            assertClose(losses, expected);
            Map<String, TensorFile.Tensor> reference = derivatives(oracle);
            derivatives(script).forEach((name, tensor) -> assertThat(distance(tensor, reference.get(name)))
                    .as("%s of batch %d", name, batch)
                    .isLessThan(1));
        }
    }

    private static void assertClose(TrainingStep.Losses actual, TrainingStep.Losses expected) {
        assertThat(actual.wasserstein()).isCloseTo(expected.wasserstein(), within(1e-5));
        assertThat(actual.gradientPenalty()).isCloseTo(expected.gradientPenalty(), within(1e-5));
        assertThat(actual.adversarial()).isCloseTo(expected.adversarial(), within(1e-5));
        assertThat(actual.crossEntropy()).isCloseTo(expected.crossEntropy(), within(1e-5));
    }

    /** In units of what rounding explains: 1e-4 of the length, and 1e-7 per value where the true gradient is zero. */
    static double distance(TensorFile.Tensor actual, TensorFile.Tensor expected) {
        return Fixtures.distance(actual, expected, 1e-4, 1e-7);
    }
}
