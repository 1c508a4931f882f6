package io.rowmill.models.ctgan.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigitCalibrationTest {
    /** Two high digits with two low ones; the second pair of the second is no category. */
    private static final Digits DIGITS = new Digits(0, 2, new int[] {0, 1, 2}, new int[] {30, 10, 5});

    /** Weights of two high digits, then of two low ones: these favour the second low digit in all rows, more or less. */
    private static double[] weights(SplittableRandom random) {
        return new double[] {random.nextDouble(), random.nextDouble(), 1, 1 + 8 * random.nextDouble()};
    }

    private static DigitChoice calibrate(DigitChoice choice) {
        DigitCalibration calibration = new DigitCalibration(DIGITS, choice);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            calibration.add(weights(random), 0, 2, random);
        }
        return calibration.calibrated();
    }

    @Test
    void categoriesComeAsOftenAsInTheTableThoughTheGeneratorLeansToOne() {
        // When
        DigitChoice choice = calibrate(calibrate(calibrate(calibrate(DigitChoice.of(DIGITS)))));

        // Then
        SplittableRandom random = new SplittableRandom(2);
        int[] drawn = new int[3];
        for (int i = 0; i < 40_000; i++) {
            double[] weights = weights(random);
            drawn[choice.drawCategory(weights, 2, choice.drawHigh(weights, 0, random), random)]++;
        }
        for (int category = 0; category < 3; category++) {
            assertThat(drawn[category] / 40_000.0).isCloseTo(DIGITS.counts()[category] / 45.0, within(0.015));
        }
    }

    @Test
    void whatIsNoCategoryStaysOut() {
        // When
        DigitChoice choice = calibrate(DigitChoice.of(DIGITS));

        // Then
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(choice.drawCategory(weights(random), 2, 1, random)).isEqualTo(2);
        }
    }
}
