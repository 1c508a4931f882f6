package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.CardinalityTree.Leaf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegativeBinomialTest {
    private static CountHistogram smooth(int[] counts, long[] frequencies) {
        return NegativeBinomial.smooth(new Leaf(new CountHistogram(counts, frequencies)))
                .histogram();
    }

    private static double mean(CountHistogram of) {
        return of.children() / of.parents();
    }

    private static double variance(CountHistogram of) {
        double squares = 0;
        for (int i = 0; i < of.counts().length; i++) {
            double off = of.counts()[i] - mean(of);
            squares += of.frequencies()[i] * off * off;
        }
        return squares / of.parents();
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 40", "1, 6, 41", "3, 100, 900", "0, 1, 9", "20, 400, 5000"})
    void meanAndVarianceAreThoseOfTheSource(int low, int middle, int high) {
        // Given
        CountHistogram source = new CountHistogram(new int[] {low, middle, high}, new long[] {60, 30, 10});

        // When
        CountHistogram smooth = smooth(source.counts(), source.frequencies());

        // Then
        assertThat(mean(smooth)).isCloseTo(mean(source), within(0.01 * mean(source)));
        assertThat(variance(smooth)).isCloseTo(variance(source), within(0.05 * variance(source)));
        assertThat(smooth.counts()[0]).isEqualTo(low);
        assertThat(smooth.counts()).hasSizeGreaterThan(3);
    }

    @Test
    void numbersThatVaryLittleArePoissons() {
        // When
        CountHistogram smooth = smooth(new int[] {0, 4}, new long[] {1, 99});

        // Then
        assertThat(variance(smooth)).isCloseTo(mean(smooth), within(0.01));
    }

    @Test
    void parentsThatAllHaveAsManyKeepThem() {
        // When
        CountHistogram smooth = smooth(new int[] {3}, new long[] {50});

        // Then
        assertThat(smooth.counts()).containsExactly(3);
    }

    @Test
    void fewParentsOfVeryManyChildrenLoseNone() {
        // Given: no single number of children has half a unit of frequency
        CountHistogram source = new CountHistogram(new int[] {0, 1_000_000}, new long[] {1, 1});

        // When
        CountHistogram smooth = smooth(source.counts(), source.frequencies());

        // Then
        assertThat(smooth.parents()).isCloseTo(200_000, within(2L));
        assertThat(mean(smooth)).isCloseTo(mean(source), within(0.01 * mean(source)));
    }
}
