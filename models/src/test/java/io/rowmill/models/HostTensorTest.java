package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import org.junit.jupiter.api.Test;

class HostTensorTest {
    @Test
    void whatOneBufferCannotHoldIsRefusedInASentence() {
        // Given / When / Then
        assertThat(HostTensor.size(1_000_000, 500)).isEqualTo(500_000_000);
        assertThatThrownBy(() -> new HostTensor(1_000_000, 5_000))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("1000000 × 5000 numbers")
                .hasMessageContaining("batchSize");
    }
}
