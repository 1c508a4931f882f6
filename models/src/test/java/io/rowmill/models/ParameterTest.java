package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {
    private static final int ALIGNMENT_BYTES = 64;

    /** Else matrix products round differently, and a resumed training makes another model than one that wasn't interrupted. */
    @Test
    void restoredValuesAreAlignedAsNewOnesAre() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            for (int length = 1; length < 200; length++) {
                // Given
                Parameter parameter = Parameter.constant(manager, "bias", 0, length);
                float[] values = new float[length];
                values[length - 1] = length;

                // When
                parameter.restore(Map.of("bias", new TensorFile.Tensor(List.of((long) length), values)));

                // Then
                assertThat(parameter.value().toFloatArray()).isEqualTo(values);
                assertThat(parameter.value().toByteBuffer(true).alignmentOffset(0, ALIGNMENT_BYTES))
                        .isZero();
            }
        }
    }
}
