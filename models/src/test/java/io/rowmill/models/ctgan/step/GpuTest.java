package io.rowmill.models.ctgan.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All that only a card can tell, in one go: {@code -Pgpu}. {@code -Drowmill.gpu.device=CPU} goes the same way on the processor,
 * with fewer rows, so that the way itself is known to be sound.
 */
@Tag("gpu")
class GpuTest {
    private static final String CHOICE = System.getProperty("rowmill.gpu.device", "CUDA");
    private static final int WARM_UP = 20;
    private static final long GIB = 1L << 30;

    private static Device device;

    @BeforeAll
    static void findDevice() {
        if (!CHOICE.equals("CPU") && !Torch.device("AUTO").isGpu()) {
            String reason = "SKIPPED: this machine offers no CUDA device to the tensor library; nothing was checked. "
                    + "models/README.md says what to install; -Drowmill.gpu.device=CPU runs the same on the processor";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        device = Torch.device(CHOICE);
        Torch.prepareThread();
        tell("device %s", device);
    }

    private static void tell(String format, Object... values) {
        System.out.println("gpu: " + String.format(Locale.ROOT, format, values));
    }

    private static int onCard(int many, int few) {
        return device.isGpu() ? many : few;
    }

    @ParameterizedTest
    @MethodSource("io.rowmill.models.ctgan.step.ScriptAgreement#shapes")
    void theScriptAgreesWithAutomaticDifferentiationOnTheProcessor(ScriptAgreement.Case shape) {
        ScriptAgreement.assertAgreement(shape, device);
    }

    @Test
    void halvesOfABatchAddUpToItsUpdate() {
        OutOfMemoryTest.assertHalvesAddUp(device);
    }

    /** What is left of it has no room for a whole batch, which takes about 4 GiB. */
    @Test
    void aCardThatIsNearlyFullTrainsInHalves() {
        Assumptions.assumeTrue(device.isGpu(), "NOT CHECKED: a processor's memory isn't filled for a test");
        TrainingJob job = new TrainingJob(
                Fixtures.root(rows(70_000)),
                Fixtures.settings(
                        "batchSize",
                        "64000",
                        "pac",
                        "1",
                        "generatorDim",
                        "2048,2048",
                        "discriminatorDim",
                        "2048,2048"));
        StepBatch batch = StepBatch.allocate(job.shape());
        job.batches().fill(batch, 0);
        int[] refused = {0};
        try (NDManager ballast = Torch.newManager(device);
                ScriptStep step =
                        new ScriptStep(job.shape(), job.settings(), job.seed(), device, false, counting(refused))) {
            fill(ballast);

            assertThat(step.update(0, batch).isSound()).isTrue();
            tell("a nearly full card: the step was halved after %d refusals", refused[0]);
            assertThat(refused[0]).isPositive();
        }
    }

    /** All but the last GiB or two. */
    private static void fill(NDManager ballast) {
        NDManager last = ballast.newSubManager();
        try {
            while (true) {
                NDManager next = ballast.newSubManager();
                next.zeros(new Shape(GIB / Float.BYTES), DataType.FLOAT32);
                last = next;
            }
        } catch (EngineException e) {
            assertThat(Torch.isOutOfMemory(e)).as(e.getMessage()).isTrue();
            last.close();
        }
    }

    private static UnaryOperator<ScriptStep.Call> counting(int[] refused) {
        return call -> (tensors, numbers, memory) -> {
            try {
                return call.run(tensors, numbers, memory);
            } catch (EngineException e) {
                refused[0] += Torch.isOutOfMemory(e) ? 1 : 0;
                throw e;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctgan", "argn", "auto"})
    void anEngineFitsAndSamples(String name) throws Exception {
        // Given
        SynthesizerEngine engine = engine(name);
        int rows = onCard(50_000, 2_000);
        Settings settings =
                Settings.of(engine.settings(), Map.of("epochs", Integer.toString(onCard(10, 2)), "device", CHOICE));
        double[] speed = {0};
        TrainingListener listener = progress -> {
            assertThat(progress.losses().values()).allMatch(Double::isFinite);
            speed[0] = progress.rowsPerSecond();
        };

        // When
        long begin = System.nanoTime();
        SynthesizerEngine.Trained trained =
                engine.train(Fixtures.root(codes(rows)), settings, Optional.empty(), listener);
        double seconds = secondsSince(begin);
        long sampling = System.nanoTime();
        String owner = trained.pick().map(SynthesizerEngine.Pick::engine).orElse(name);
        try (Synthesizer synthesizer = engine(owner).load(new ByteArrayInputStream(trained.weights()))) {
            EncodedTable sampled = synthesizer.sample(Groups.root(rows), new Seed(1));

            // Then
            assertThat(sampled.rows()).isEqualTo(rows);
            tell(
                    "%s (%s): fit of %,d rows in %.1f s, %,.0f rows/s in training, %,.0f rows/s sampled",
                    name, owner, rows, seconds, speed[0], rows / secondsSince(sampling));
        }
    }

    private static SynthesizerEngine engine(String name) {
        return ServiceLoader.load(SynthesizerEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 5_000})
    void aStepOfCtganTakesItsTime(int batchSize) {
        TrainingJob job = new TrainingJob(
                Fixtures.root(rows(10_000)),
                Fixtures.settings(
                        "batchSize",
                        Integer.toString(batchSize),
                        "embeddingDim",
                        "128",
                        "generatorDim",
                        "256,256",
                        "discriminatorDim",
                        "256,256"));
        StepBatch batch = StepBatch.allocate(job.shape());
        job.batches().fill(batch, 0);
        int steps = onCard(500, 10);
        try (ScriptStep step = new ScriptStep(job.shape(), job.settings(), job.seed(), device, false)) {
            update(step, batch, 0, WARM_UP);
            long begin = System.nanoTime();
            assertThat(update(step, batch, WARM_UP, WARM_UP + steps).isSound()).isTrue();
            tell("ctgan: %.2f ms a step of %,d rows", 1000 * secondsSince(begin) / steps, batchSize);
        }
    }

    private static TrainingStep.Losses update(TrainingStep step, StepBatch batch, int first, int end) {
        TrainingStep.Losses losses = null;
        for (int i = first; i < end; i++) {
            losses = step.update(i, batch);
        }
        return losses;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static EncodedTable rows(int rows) {
        return Fixtures.random(
                rows,
                1,
                new Part.Scalar(),
                new Part.OneHot(10, false),
                new Part.OneHot(3, true),
                new Part.OneHot(40, true),
                new Part.OneHot(300, true));
    }

    /** What every engine takes. */
    private static EncodedTable codes(int rows) {
        return Fixtures.random(rows, 1, new Part.OneHot(3, true), new Part.OneHot(40, true), new Part.OneHot(10, true));
    }
}
