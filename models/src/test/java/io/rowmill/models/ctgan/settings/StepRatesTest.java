package io.rowmill.models.ctgan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.models.ctgan.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"100,0,0,5e-4,5e-4", "101,0,0,2e-4,2e-4", "101,1e-4,0,1e-4,1e-4", "101,0,3e-4,2e-4,3e-4"})
    void ratesThatAreNotGivenFollowFromTheNumberOfSteps(
            String epochs, String generatorLr, String discriminatorLr, double generator, double critic) {
        // When: ten steps an epoch
        CtganSettings settings = CtganSettings.of(
                Fixtures.settings(
                        "epochs",
                        epochs,
                        "generatorLr",
                        generatorLr,
                        "discriminatorLr",
                        discriminatorLr,
                        "batchSize",
                        "500"),
                500);

        // Then
        assertThat(settings.generatorLr()).isEqualTo(generator);
        assertThat(settings.discriminatorLr()).isEqualTo(critic);
    }
}
