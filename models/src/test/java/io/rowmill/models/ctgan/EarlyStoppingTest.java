package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.settings.CtganSettings;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private static EarlyStopping after(String enabled, double... qualities) {
        CtganSettings settings =
                CtganSettings.of(Fixtures.settings("earlyStopping", enabled, "patience", "2", "minDelta", "0.01"), 500);
        return after(new EarlyStopping(settings, 10), qualities);
    }

    private static EarlyStopping after(EarlyStopping stopping, double... qualities) {
        for (int i = 0; i < qualities.length; i++) {
            stopping.validated(i + 1, qualities[i], Map.of("step", tensor(i + 1)));
        }
        return stopping;
    }

    private static TensorFile.Tensor tensor(float value) {
        return new TensorFile.Tensor(List.of(1L), new float[] {value});
    }

    @Test
    void stallsWhenTheQualityHasNotRisenForAsLongAsPatienceLasts() {
        assertThat(after("true", 0.5, 0.6, 0.6).state().stalledAt()).isEqualTo(-1);
        assertThat(after("true", 0.5, 0.6, 0.6, 0.6).state().stalledAt()).isEqualTo(4);
    }

    @Test
    void withoutPatienceOfItsOwnASmallTableHasTwoThousandSteps() {
        // Given: validations every ten epochs, of 10 and of 100 steps
        CtganSettings settings = CtganSettings.of(Fixtures.settings(), 500);
        double[] still = new double[20];
        Arrays.fill(still, 0.5);

        // When
        EarlyStopping small = after(new EarlyStopping(settings, 10), still);
        EarlyStopping large = after(new EarlyStopping(settings, 100), still);

        // Then
        assertThat(small.state().stalledAt()).isEqualTo(-1);
        small.validated(21, 0.5, Map.of("step", tensor(21)));
        assertThat(small.state().stalledAt()).isEqualTo(21);
        assertThat(large.state().stalledAt()).isEqualTo(6);
    }

    @Test
    void aRiseByLessThanMinDeltaIsKeptButDoesNotProlong() {
        // When
        EarlyStopping stopping = after("true", 0.6, 0.604, 0.606);

        // Then
        assertThat(stopping.state().stalledAt()).isEqualTo(3);
        assertThat(stopping.best().get("step").values()).containsExactly(3f);
        assertThat(stopping.state().quality()).isEqualTo(0.606);
    }

    @Test
    void smallRisesThatAddUpProlong() {
        assertThat(after("true", 0.6, 0.606, 0.612, 0.618, 0.624).state().stalledAt())
                .isEqualTo(-1);
    }

    @Test
    void afterItHasStalledTheBestIsKeptStill() {
        // When
        EarlyStopping stopping = after("true", 0.5, 0.4, 0.4, 0.9);

        // Then
        assertThat(stopping.state().stalledAt()).isEqualTo(3);
        assertThat(stopping.best().get("step").values()).containsExactly(4f);
    }

    @Test
    void onceTheRatesFallLaterWeightsAreBetterUnlessTheyAreClearlyWorse() {
        // Given: a peak, then nothing better
        EarlyStopping stopping = after("true", 0.9, 0.88, 0.88);
        assertThat(stopping.best().get("step").values()).containsExactly(1f);

        // When
        stopping.validated(4, 0.887, Map.of("step", tensor(4)));
        stopping.validated(5, 0.884, Map.of("step", tensor(5)));

        // Then
        assertThat(stopping.best().get("step").values()).containsExactly(4f);
        assertThat(stopping.state().quality()).isEqualTo(0.887);
        assertThat(stopping.state().highest()).isEqualTo(0.9);
    }

    @Test
    void keepsTheBestWeightsAndNotTheLast() {
        assertThat(after("true", 0.5, 0.7, 0.6).best().get("step").values()).containsExactly(2f);
    }

    @Test
    void switchedOffItNeitherEndsNorChooses() {
        // When
        EarlyStopping stopping = after("false", 0.7, 0.6, 0.5, 0.4, 0.3);

        // Then
        assertThat(stopping.state().stalledAt()).isEqualTo(-1);
        assertThat(stopping.hasBest()).isFalse();
    }
}
