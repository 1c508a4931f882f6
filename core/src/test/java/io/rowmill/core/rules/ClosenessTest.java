package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Closeness.Way;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosenessTest {
    private static final int ROWS = 1_500;
    private static final ValueFormat WHOLE = new ValueFormat.WholeNumber(1);

    private final SplittableRandom random = new SplittableRandom(7);

    /** Mostly near 0, seldom far away, on both sides. */
    private double heavy() {
        double u = random.nextDouble() - 0.5;
        return Math.tan(Math.PI * u);
    }

    private double[] some(double spread) {
        return random.doubles(ROWS).map(u -> Math.rint(1_000_000 + spread * u)).toArray();
    }

    private static double[] of(double[] sources, DoubleUnaryOperator value) {
        return DoubleStream.of(sources).map(value).map(Math::rint).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 100})
    void aHeavyTailedDifferenceOfBothSignsIsLearned(double width) {
        double[] sources = some(50_000);
        double[] values = of(sources, x -> x + width * heavy());

        assertThat(Closeness.of(sources, values, WHOLE)).get().satisfies(found -> {
            assertThat(found.way()).isEqualTo(Way.DIFFERENCE);
            assertThat(found.gain()).isGreaterThan(1);
        });
    }

    @Test
    void aRatioIsLearnedOfNumbersThatGrowTogether() {
        double[] sources =
                random.doubles(ROWS).map(u -> Math.rint(Math.exp(10 + 5 * u))).toArray();
        double[] values = of(sources, x -> x * (32 + 2 * heavy() * 0.1));
        values = DoubleStream.of(values).map(v -> Math.max(1, v)).toArray();

        assertThat(Closeness.of(sources, values, WHOLE))
                .get()
                .extracting(Closeness.Found::way)
                .isEqualTo(Way.RATIO);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void independentColumnsAreNotClose(long seed) {
        SplittableRandom own = new SplittableRandom(seed);
        double[] sources = own.doubles(ROWS).map(u -> Math.rint(1_000 * u)).toArray();
        double[] values = own.doubles(ROWS).map(u -> Math.rint(1_000 * u)).toArray();

        assertThat(Closeness.of(sources, values, WHOLE)).isEmpty();
    }

    @Test
    void whatAnEngineKnowsByRangesIsLearnedAsItIs() {
        double[] sources = some(50_000);
        double[] values = of(sources, x -> x + 20_000 * (random.nextDouble() - 0.5));

        assertThat(Closeness.of(sources, values, WHOLE)).isEmpty();
    }

    @Test
    void aColumnWithDigitsOfItsOwnIsLearnedAsItIs() {
        double[] sources = some(50_000);
        double[] values = of(sources, x -> 100 * Math.rint((x + 100 * heavy()) / 100) - 1);

        assertThat(Closeness.of(sources, values, WHOLE)).isEmpty();
        assertThat(Closeness.of(values, sources, WHOLE)).isPresent();
    }

    @Test
    void fewRowsOrValuesTellNothing() {
        double[] sources = some(90);
        double[] few = of(sources, x -> x + heavy());

        assertThat(Closeness.of(sources, few, WHOLE)).isEmpty();
        assertThat(Closeness.of(
                        DoubleStream.of(some(50_000)).limit(150).toArray(),
                        DoubleStream.of(some(50_000)).limit(150).toArray(),
                        WHOLE))
                .isEmpty();
    }
}
