package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchScriptTest {
    private static final String TEXT =
            """
            class Step(Module):
              __parameters__ = []
              __buffers__ = []
              half : bool
              def forward(self: __torch__.Step, x: List[Tensor], f: List[float]) -> Tensor:
                return torch.mul_(x[0], f[0])
            """;

    @Test
    void runsAndChangesItsArgumentsInPlace() {
        try (NDManager manager = Torch.newManager(Device.cpu());
                TorchScript script = TorchScript.compile(TEXT, false, Device.cpu())) {
            // Given
            NDArray x = manager.create(new float[] {1, 2}, new Shape(2));

            // When
            float[] result;
            try (NDManager call = manager.newSubManager()) {
                result = script.run(List.of(List.of(x)), List.of(new double[] {3}), call)
                        .toFloatArray();
            }

            // Then
            assertThat(result).containsExactly(3, 6);
            assertThat(x.toFloatArray()).containsExactly(3, 6);
        }
    }

    @Test
    void refusesTextThatDoesNotCompile() {
        assertThatThrownBy(() -> TorchScript.compile(TEXT.replace("mul_", "no_such_operation"), false, Device.cpu()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not compile");
    }
}
