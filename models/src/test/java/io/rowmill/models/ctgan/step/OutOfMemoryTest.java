package io.rowmill.models.ctgan.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A device without memory for a whole batch, played by a call that fails as the library's does. */
class OutOfMemoryTest {
    private static final int CONTRASTS = 10;
    private static final int FAKE = 11;

    private static EngineException full() {
        return new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has no more.");
    }

    private static TrainingJob job(String... more) {
        EncodedTable rows = Fixtures.random(
                150,
                1,
                new Part.OneHot(3, true),
                new Part.Scalar(),
                new Part.OneHot(4, false),
                new Part.OneHot(70, true));
        List<String> settings =
                new ArrayList<>(List.of("discriminatorSteps", "2", "discriminatorDropout", "0.5", "pac", "5"));
        settings.addAll(List.of(more));
        return new TrainingJob(Fixtures.root(rows), Fixtures.settings(settings.toArray(String[]::new)));
    }

    private static ScriptStep step(TrainingJob job, UnaryOperator<ScriptStep.Call> around) {
        return step(job, Device.cpu(), around);
    }

    private static ScriptStep step(TrainingJob job, Device device, UnaryOperator<ScriptStep.Call> around) {
        return new ScriptStep(job.shape(), job.settings(), job.seed(), device, false, around);
    }

    /** Rows of the first tensor of a call. */
    private static long rows(List<List<NDArray>> tensors) {
        return Math.max(rowsOf(tensors.get(CONTRASTS)), rowsOf(tensors.get(FAKE)));
    }

    private static long rowsOf(List<NDArray> tensors) {
        return tensors.isEmpty() ? 0 : tensors.get(0).getShape().get(0);
    }

    private static UnaryOperator<ScriptStep.Call> roomFor(long rows) {
        return call -> (tensors, numbers, memory) -> {
            if (rows(tensors) > rows) {
                throw full();
            }
            return call.run(tensors, numbers, memory);
        };
    }

    /** Makes the first update of the critic and runs out of memory in the second, or where the generator is to be updated. */
    private static UnaryOperator<ScriptStep.Call> roomUntil(int tensorsOfContrasts, long rows) {
        return call -> (tensors, numbers, memory) -> {
            if (rows(tensors) > rows) {
                List<List<NDArray>> begun = new ArrayList<>(tensors);
                begun.set(CONTRASTS, tensors.get(CONTRASTS).subList(0, tensorsOfContrasts));
                begun.set(FAKE, List.of());
                call.run(begun, numbers, memory);
                throw full();
            }
            return call.run(tensors, numbers, memory);
        };
    }

    /**
     * The first batch of a job, made of equal parts: halves have the same statistics.
     *
     * @param parts an even number
     */
    private static StepBatch equal(TrainingJob job, int parts) {
        StepBatch batch = StepBatch.allocate(job.shape());
        job.batches().fill(batch, 0);
        for (StepBatch.Contrast contrast : batch.contrasts()) {
            List.of(
                            contrast.fake().input(),
                            contrast.fake().gumbel(),
                            contrast.fake().condition())
                    .forEach(t -> repeat(t, 1, parts));
            contrast.dropout().forEach(t -> repeat(t, 3, parts));
            List.of(contrast.real(), contrast.realCondition(), contrast.alpha()).forEach(t -> repeat(t, 1, parts));
        }
        return batch;
    }

    private static void repeat(HostTensor tensor, int blocks, int parts) {
        int block = tensor.rows() / blocks * tensor.columns();
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < block; i++) {
                tensor.values().put(b * block + i, tensor.values().get(b * block + i % (block / parts)));
            }
        }
    }

    private static void assertSameUpdate(UnaryOperator<ScriptStep.Call> around) {
        assertSameUpdate(job(), 2, Device.cpu(), around);
    }

    private static void assertSameUpdate(
            TrainingJob job, int parts, Device device, UnaryOperator<ScriptStep.Call> around) {
        // Given
        StepBatch batch = equal(job, parts);
        try (ScriptStep whole = step(job, device, UnaryOperator.identity());
                ScriptStep inParts = step(job, device, around)) {
            // When
            TrainingStep.Losses expected = whole.update(0, batch);
            TrainingStep.Losses losses = inParts.update(0, batch);

            // Then
            assertThat(losses.adversarial()).isCloseTo(expected.adversarial(), within(1e-4));
            Map<String, TensorFile.Tensor> reference = whole.state().tensors();
            inParts.state().tensors().forEach((name, tensor) -> {
                if (name.endsWith(".first")) {
                    assertThat(distance(tensor, reference.get(name))).as(name).isLessThan(1);
                }
            });
        }
    }

    /** In units of 1e-3 of the length: what rounding explains after updates that follow each other. */
    private static double distance(TensorFile.Tensor actual, TensorFile.Tensor expected) {
        return Fixtures.distance(actual, expected, 1e-3, 1e-6);
    }

    static void assertHalvesAddUp(Device device) {
        assertSameUpdate(job(), 2, device, roomFor(job().shape().rows() / 2));
    }

    @Test
    void halvesOfABatchAddUpToItsUpdate() {
        assertHalvesAddUp(Device.cpu());
    }

    @Test
    void halvesOfABatchWithSomePenaltiesAddUpToItsUpdate() {
        // Given: penalties on 50 of 150 packs, on 25 of 75; all packs as the first 25
        TrainingJob job = job("pac", "1", "batchSize", "150");
        assertThat(job.shape().penalized()).isEqualTo(50);

        // When / Then
        assertSameUpdate(job, 6, Device.cpu(), roomFor(75));
    }

    @Test
    void aStepGoesOnWithTheUpdateThatFailed() {
        // Given: tensors of one contrast
        int contrast = 6 + job().shape().masks().size();
        long rows = job().shape().rows() / 2;

        // When / Then
        assertSameUpdate(roomUntil(contrast, rows));
        assertSameUpdate(roomUntil(2 * contrast, rows));
    }

    @Test
    void unevenPartsTrainToo() {
        // Given: 15 packs of 10 rows, room for 4
        TrainingJob job = job("pac", "10", "batchSize", "150");
        StepBatch batch = StepBatch.allocate(job.shape());
        assertThat(job.shape().packs()).isEqualTo(15);
        try (ScriptStep step = step(job, roomFor(40))) {
            Map<String, TensorFile.Tensor> before = step.state().tensors();
            for (int i = 0; i < 5; i++) {
                // When
                job.batches().fill(batch, i);

                // Then
                assertThat(step.update(i, batch).isSound()).isTrue();
            }
            step.state().tensors().forEach((name, tensor) -> assertThat(tensor.values())
                    .as(name)
                    .isNotEqualTo(before.get(name).values()));
        }
    }

    @Test
    void aDeviceWithoutRoomForOnePackEndsTheTraining() {
        // Given
        TrainingJob job = job();
        StepBatch batch = equal(job, 2);
        try (ScriptStep step = step(job, roomFor(0))) {
            // When / Then
            assertThatThrownBy(() -> step.update(0, batch))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("too little memory");
        }
    }

    @Test
    void otherFailuresOfTheLibraryAreNoWantOfMemory() {
        // Given
        TrainingJob job = job();
        StepBatch batch = equal(job, 2);
        EngineException other = new EngineException("mat1 and mat2 shapes cannot be multiplied");
        try (ScriptStep step = step(job, call -> (tensors, numbers, memory) -> {
            throw other;
        })) {
            // When / Then
            assertThatThrownBy(() -> step.update(0, batch)).isSameAs(other);
        }
    }
}
