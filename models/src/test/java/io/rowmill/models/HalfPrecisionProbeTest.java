package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class HalfPrecisionProbeTest {
    @Test
    void measuresProductsAndNotWhatTheScriptsCompilerLeavesOfThem() {
        // When
        long small = HalfPrecisionProbe.bestNanos(64, false, Device.cpu());
        long large = HalfPrecisionProbe.bestNanos(1024, false, Device.cpu());

        // Then: 4,096 times the multiplications; 256 times the values, if these were all that is touched
        assertThat(large).isGreaterThan(2_000_000).isGreaterThan(10 * small);
    }
}
