package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepRatesTest {
    @Test
    void factorsMultiplyTheRatesOfTheSettings() {
        // Given
        CtganSettings settings = CtganSettings.of(Fixtures.settings("discriminatorSteps", "2"), 500);

        // When
        StepRates whole = StepRates.of(settings, 7, StepRates.Factors.ONE);
        StepRates part = StepRates.of(settings, 7, new StepRates.Factors(0.5, 0));

        // Then
        assertThat(part.critic()).hasSize(2);
        for (int k = 0; k < 2; k++) {
            assertThat(part.critic().get(k).rate())
                    .isCloseTo(whole.critic().get(k).rate() / 2, within(1e-15));
        }
        assertThat(part.generator().rate()).isZero();
        assertThat(part.averageShare()).isEqualTo(whole.averageShare());
    }
}
