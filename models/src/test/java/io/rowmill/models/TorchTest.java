package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.core.failure.FailureException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TorchTest {
    @Test
    void startsOfflineWithOneComputeThread() {
        // When
        Torch.device("CPU");

        // Then
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isEqualTo("1");
    }

    @Test
    void rejectsCudaWhereThereIsNone() {
        Assumptions.assumeFalse(Torch.device("AUTO").isGpu(), "this machine has a CUDA device");

        assertThat(Torch.device("AUTO")).isEqualTo(Device.cpu());
        assertThatThrownBy(() -> Torch.device("CUDA"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("CUDA");
    }

    @Test
    void collectsGradientsOnlyUnderALease() {
        assertThatThrownBy(Torch::collectGradients).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aViewOfAHostTensorHasItsShapeAndValues() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            // Given
            HostTensor tensor = new HostTensor(2, 3);
            tensor.values().put(4, 7f);

            // When
            NDArray view = tensor.view(manager);

            // Then
            assertThat(view.getShape().getShape()).containsExactly(2, 3);
            assertThat(view.toFloatArray()).containsExactly(0, 0, 0, 0, 7, 0);
        }
    }
}
