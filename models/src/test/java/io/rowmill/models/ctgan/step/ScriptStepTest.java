package io.rowmill.models.ctgan.step;

import static io.rowmill.models.ctgan.step.ScriptAgreement.NONE;
import static io.rowmill.models.ctgan.step.ScriptAgreement.SCALAR;
import static io.rowmill.models.ctgan.step.ScriptAgreement.WIDE;
import static io.rowmill.models.ctgan.step.ScriptAgreement.distance;
import static io.rowmill.models.ctgan.step.ScriptAgreement.oracle;
import static io.rowmill.models.ctgan.step.ScriptAgreement.run;
import static io.rowmill.models.ctgan.step.ScriptAgreement.script;
import static io.rowmill.models.ctgan.step.ScriptAgreement.shapes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import io.rowmill.core.table.Part;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script against plain operations with automatic differentiation, and what holds for any step. */
class ScriptStepTest {
    @ParameterizedTest
    @MethodSource("io.rowmill.models.ctgan.step.ScriptAgreement#shapes")
    void agreesWithAutomaticDifferentiationOnEveryBatch(ScriptAgreement.Case shape) {
        ScriptAgreement.assertAgreement(shape, Device.cpu());
    }

    @Test
    void halfPrecisionChangesGradientsByItsRoundingAlone() {
        // Given
        TrainingJob job = shapes().findFirst().orElseThrow().job();
        try (TrainingStep script = script(job, Device.cpu());
                TrainingStep half = new ScriptStep(job.shape(), job.settings(), job.seed(), Device.cpu(), true)) {
            // When
            run(script, job, 0, 1);
            run(half, job, 0, 1);

            // Then
            Map<String, TensorFile.Tensor> reference = script.state().tensors();
            Map<String, TensorFile.Tensor> rounded = half.state().tensors();
            for (String name : List.of("generator.output.weight.first", "critic.hidden0.weight.first")) {
                assertThat(distance(rounded.get(name), reference.get(name)))
                        .as(name)
                        .isBetween(1.0, 1000.0);
            }
        }
    }

    @Test
    void updatesAsAdamIsPublished() {
        // Given
        TrainingJob job = shapes().findFirst().orElseThrow().job("discriminatorLr", "0.01");
        try (TrainingStep script = script(job, Device.cpu())) {
            run(script, job, 0, 3);
            Map<String, TensorFile.Tensor> before = script.state().tensors();

            // When
            run(script, job, 3, 4);

            // Then: the fourth update, from the moments it left
            Map<String, TensorFile.Tensor> after = script.state().tensors();
            String name = "critic.hidden0.weight";
            float[] value = before.get(name).values();
            for (int i = 0; i < value.length; i++) {
                double m = after.get(name + ".first").values()[i];
                double v = after.get(name + ".second").values()[i];
                double gradient = 2 * m - before.get(name + ".first").values()[i];
                assertThat(v)
                        .isCloseTo(
                                0.9 * before.get(name + ".second").values()[i] + 0.1 * gradient * gradient,
                                withinPercentage(1));
                double change = 0.01 * m / (1 - Math.pow(0.5, 4)) / (Math.sqrt(v / (1 - Math.pow(0.9, 4))) + 1e-8);
                assertThat((double) after.get(name).values()[i]).isCloseTo(value[i] - change, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyTensorChangesInAStep(boolean scripted) {
        // Given
        TrainingJob job = shapes().findFirst().orElseThrow().job("discriminatorLr", "2e-4");
        try (TrainingStep step = scripted ? script(job, Device.cpu()) : oracle(job)) {
            Map<String, TensorFile.Tensor> before = step.state().tensors();

            // When
            run(step, job, 0, 1);

            // Then
            step.state().tensors().forEach((name, tensor) -> assertThat(tensor.values())
                    .as(name)
                    .isNotEqualTo(before.get(name).values()));
        }
    }

    @Test
    void survivesGarbageCollection() {
        // Given
        TrainingJob job = shapes().findFirst().orElseThrow().job();
        try (TrainingStep script = script(job, Device.cpu())) {
            for (int i = 0; i < 5; i++) {
                // When
                System.gc();

                // Then
                assertThat(run(script, job, i, i + 1).isFinite()).isTrue();
            }
        }
    }

    @Test
    void keepsTheStateOutOfTheSubnormalRange() {
        // Given: weights without any gradient, as decay is zero and the second column has one value alone
        ScriptAgreement.Case constant = new ScriptAgreement.Case(
                "constant",
                new Part[] {SCALAR, new Part.OneHot(1, false)},
                NONE,
                "generatorDecay",
                "0",
                "discriminatorDecay",
                "0");
        TrainingJob job = constant.job();

        // When
        try (TrainingStep script = script(job, Device.cpu())) {
            run(script, job, 0, 1200);

            // Then
            script.state().tensors().forEach((name, tensor) -> assertThat(subnormals(tensor))
                    .as(name)
                    .isZero());
        }
    }

    private static long subnormals(TensorFile.Tensor tensor) {
        long count = 0;
        for (float value : tensor.values()) {
            count += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
        }
        return count;
    }

    @Test
    void memoryStaysFlatOverTenThousandSteps() throws IOException {
        Path status = Path.of("/proc/self/statm");
        Assumptions.assumeTrue(Files.exists(status), "this system does not say how much memory a process has");
        // Given
        TrainingJob job =
                new ScriptAgreement.Case("small", WIDE, NONE, "generatorDim", "8", "discriminatorDim", "8").job();
        StepBatch batch = StepBatch.allocate(job.shape());
        job.batches().fill(batch, 0);
        try (TrainingStep script = script(job, Device.cpu())) {
            for (int i = 0; i < 1_000; i++) {
                script.update(i, batch);
            }
            long before = nativePages(status);

            // When
            for (int i = 0; i < 10_000; i++) {
                script.update(1_000 + i, batch);
            }

            // Then: the smallest tensor that a step could lose would have taken more
            assertThat(nativePages(status) - before).isLessThan(10_000L * 64 * 40 / 4096);
        }
    }

    /** Resident memory beyond Java's heap, in pages of 4 KiB. */
    private static long nativePages(Path status) throws IOException {
        long resident = Long.parseLong(Files.readString(status).split(" ", 3)[1]);
        return resident
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 4096;
    }

    @ParameterizedTest
    @MethodSource("io.rowmill.models.ctgan.step.ScriptAgreement#shapes")
    void aGpuLearnsWhatTheProcessorLearns(ScriptAgreement.Case shape) {
        Assumptions.assumeTrue(
                Torch.device("AUTO").isGpu(),
                "NOT CHECKED: this machine has no CUDA device to compare with the processor");
        // Given
        TrainingJob job = shape.job("discriminatorLr", "2e-4");
        try (TrainingStep cpu = script(job, Device.cpu());
                TrainingStep gpu = script(job, Device.gpu())) {
            // When
            TrainingStep.Losses expected = run(cpu, job, 0, 200);
            TrainingStep.Losses losses = run(gpu, job, 0, 200);

            // Then
            assertThat(losses.wasserstein()).isCloseTo(expected.wasserstein(), within(0.02));
            assertThat(losses.crossEntropy()).isCloseTo(expected.crossEntropy(), within(0.02));
        }
    }
}
