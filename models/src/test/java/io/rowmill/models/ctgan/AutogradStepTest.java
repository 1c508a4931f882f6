package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.Part;
import io.rowmill.models.Torch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutogradStepTest {
    private final TrainingInput input = Fixtures.root(
            Fixtures.random(200, 1, new Part.Scalar(), new Part.OneHot(3, false), new Part.OneHot(4, true)));
    private final TrainingJob job = new TrainingJob(input, Fixtures.settings());

    @Test
    void everyTensorChangesInAStep() {
        try (Torch.AutogradLease lease = Torch.leaseAutograd();
                TrainingStep step = new AutogradStep(job.shape(), job.settings(), job.seed(), Device.cpu())) {
            // Given
            Map<String, TensorFile.Tensor> before = step.state();
            StepBatch.Contrast contrast = StepBatch.Contrast.allocate(job.shape());
            StepBatch.Fake fake = StepBatch.Fake.allocate(job.shape());
            job.batches().fill(contrast, 0);
            job.batches().fill(fake, 0);

            // When
            step.updateCritic(contrast);
            step.updateGenerator(fake);

            // Then
            Map<String, TensorFile.Tensor> after = step.state();
            assertThat(after.keySet()).isEqualTo(before.keySet());
            after.forEach((name, tensor) -> assertThat(tensor.values())
                    .as(name)
                    .isNotEqualTo(before.get(name).values()));
        }
    }

    @Test
    void aCriticUpdateLeavesTheGeneratorsWeightsAlone() {
        try (Torch.AutogradLease lease = Torch.leaseAutograd();
                TrainingStep step = new AutogradStep(job.shape(), job.settings(), job.seed(), Device.cpu())) {
            // Given
            Map<String, TensorFile.Tensor> before = step.state();
            StepBatch.Contrast contrast = StepBatch.Contrast.allocate(job.shape());
            job.batches().fill(contrast, 0);

            // When
            step.updateCritic(contrast);

            // Then
            String weight = "generator.output.weight";
            assertThat(step.state().get(weight).values())
                    .isEqualTo(before.get(weight).values());
        }
    }
}
