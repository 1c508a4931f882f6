package io.rowmill.models.ctgan.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.settings.StepRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void followsThePublishedUpdateWithDecayInTheGradient() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            // Given
            Parameter parameter = new Parameter("w", manager.create(new float[] {0.5f}, new Shape(1)));
            Adam adam = new Adam(manager, List.of(parameter), 0.1);
            double[] gradients = {0.3, -0.2, 0.05};
            double w = 0.5;
            double m = 0;
            double v = 0;

            for (int t = 1; t <= gradients.length; t++) {
                // When
                float gradient = (float) gradients[t - 1];
                try (NDManager step = manager.newSubManager()) {
                    adam.step(StepRates.Adam.of(0.01, t), p -> step.create(new float[] {gradient}, new Shape(1)));
                }

                // Then
                double g = gradients[t - 1] + 0.1 * w;
                m = 0.5 * m + 0.5 * g;
                v = 0.9 * v + 0.1 * g * g;
                w -= 0.01 * m / (1 - Math.pow(0.5, t)) / (Math.sqrt(v / (1 - Math.pow(0.9, t))) + 1e-8);
                assertThat((double) parameter.value().getFloat()).isCloseTo(w, within(1e-6));
            }
        }
    }
}
