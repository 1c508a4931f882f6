package io.rowmill.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs and guarantees beside those that published accountants give, and beside integrals of high precision. */
class AccountantTest {
    /** The orders that the figures were computed at. */
    private static final double[] PUBLISHED = DoubleStream.concat(
                    IntStream.rangeClosed(11, 109).mapToDouble(i -> i / 10.0),
                    IntStream.rangeClosed(12, 63).mapToDouble(i -> i))
            .toArray();

    @ParameterizedTest
    @CsvSource({
        "0.04, 1.5, 2250, 1e-5, 7.3291111714, 3.9",
        "0.04, 1.5, 2249, 1e-5, 7.3272779692, 3.9",
        "0.0025, 1.3, 6000, 1e-5, 0.7242234026, 19",
        "0.001, 1.0, 30000, 1e-7, 1.4154988495, 13",
        "0.01, 1.0, 1000, 1e-5, 2.1013652716, 7.8",
        "0.01, 1.0, 10000, 1e-5, 6.7127382974, 4.1",
        "0.01, 2.0, 10000, 1e-5, 2.3529131288, 8.9",
        "0.01, 0.7, 120, 1e-5, 3.2391921939, 4.4",
        "0.001, 0.8, 1000, 1e-6, 1.4618758576, 8.6",
        "0.05, 1.5, 1000, 1e-6, 6.6678143905, 4.7",
        "0.2, 3.0, 100, 1e-6, 3.6396651033, 7.2",
        "0.001, 3.0, 50000, 1e-6, 0.3253275493, 58",
        "0.01, 4.0, 10000, 1e-5, 1.0354900660, 17",
        "0.015355793741, 1.0, 19500, 1e-5, 16.6227988665, 2.5",
        "0.015355793741, 5.0, 19500, 1e-5, 1.8537466330, 10.8",
        "0.0064, 1.0, 782, 1e-6, 1.6163940513, 9.3",
        "0.01, 0.35, 120, 1e-5, 22.5970358137, 1.6",
        "1.0, 1.0, 1, 1e-5, 4.7285070672, 5.4",
        "1.0, 4.530877117, 1, 1e-6, 1.0000002896, 22",
        "0.02, 0.5, 500, 1e-5, 20.1117747421, 1.9"
    })
    void sampledStepsCostWhatIsPublished(
            double rate, double multiplier, long steps, double delta, double epsilon, double order) {
        RenyiCurve.Guarantee guarantee = new Mechanism.SampledGaussian(rate, multiplier, steps)
                .cost(PUBLISHED)
                .epsilon(delta);
        assertThat(guarantee.epsilon()).isCloseTo(epsilon, within(2e-9 * Math.max(1, epsilon)));
        assertThat(guarantee.order()).isEqualTo(order);
    }

    @Test
    void costsOfDifferentKindsAddUp() {
        RenyiCurve all = new Mechanism.SampledGaussian(0.02, 3, 1000)
                .cost(PUBLISHED)
                .plus(new Mechanism.SampledGaussian(0.01, 2, 2000).cost(PUBLISHED))
                .plus(new Mechanism.Gaussian(8).cost(PUBLISHED))
                .plus(new Mechanism.Concentrated(0.01).cost(PUBLISHED));
        assertThat(all.epsilon(1e-5).epsilon()).isCloseTo(1.588233210633, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 1, 2, 1.71813422075e-4",
        "0.01, 1, 5, 4.68667242169e-4",
        "0.01, 1, 16, 3.0878507837",
        "0.01, 1, 32, 11.246275937",
        "0.04, 1.5, 2, 8.94996966874e-4",
        "0.04, 1.5, 32, 3.78842631431",
        "0.01, 2.5, 2.5, 2.17083611365e-5",
        "0.01, 2.5, 1.5, 1.30014179e-5",
        "0.01, 2.5, 100, 3.34832615"
    })
    void divergencesAreThoseOfTheIntegral(double rate, double multiplier, double order, double divergence) {
        assertThat(SampledGaussianDivergence.of(rate, multiplier, order))
                .isCloseTo(divergence, within(divergence * 1e-8));
    }

    /** Log moments, from an integration with many digits. */
    @ParameterizedTest
    @CsvSource({"0.04, 1.5, 3.9, 0.00531628637879", "0.01, 1, 1.5, 6.3626871664e-5"})
    void fractionalOrdersKeepTheSigns(double rate, double multiplier, double order, double logMoment) {
        assertThat(SampledGaussianDivergence.of(rate, multiplier, order) * (order - 1))
                .isCloseTo(logMoment, within(logMoment * 1e-8));
    }

    @Test
    void aPureGuaranteeIsConverted() {
        double[] orders = IntStream.rangeClosed(2, 32).mapToDouble(i -> i).toArray();
        RenyiCurve.Guarantee guarantee = RenyiCurve.of(orders, order -> 1.1).epsilon(1e-5);
        assertThat(guarantee.epsilon()).isCloseTo(1.32783806176, within(1e-10));
        assertThat(guarantee.order()).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1e-9, .014973058",
        "1, 1e-6, .024355970",
        "1, 1e-5, .030556595",
        "3, 1e-5, .224249168",
        "10, 1e-9, 1.090785704",
        "10, 1e-5, 1.782695616"
    })
    void theConcentratedBudgetIsTheLargest(double epsilon, double delta, double rho) {
        assertThat(Calibration.rho(epsilon, delta)).isCloseTo(rho, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1e-5, 0.01, 1000, 1.513122",
        "8, 1e-5, 0.04, 2000, 1.356134",
        "1, 1e-5, 0.0128, 6000, 4.097513",
        "10, 1e-5, 0.0128, 6000, 0.830715",
        "3, 1e-6, 0.02, 5000, 2.456174"
    })
    void noiseIsTheLeastThatKeepsTheBudget(double epsilon, double delta, double rate, long steps, double multiplier) {
        double least = Calibration.noiseMultiplier(
                epsilon, delta, RenyiCurve.none(), noise -> new Mechanism.SampledGaussian(rate, noise, steps));
        assertThat(least).isCloseTo(multiplier, within(5e-5 * multiplier));
        assertThat(new Mechanism.SampledGaussian(rate, least, steps)
                        .cost()
                        .epsilon(delta)
                        .epsilon())
                .isLessThanOrEqualTo(epsilon)
                .isGreaterThan(epsilon - 1e-3);
    }

    @Test
    void deltaAndEpsilonSayTheSame() {
        RenyiCurve curve = new Mechanism.SampledGaussian(0.01, 1, 1000).cost();
        double epsilon = curve.epsilon(1e-5).epsilon();
        assertThat(curve.delta(epsilon)).isCloseTo(1e-5, within(1e-9));
    }
}
