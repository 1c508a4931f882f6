package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CardinalityFitterTest {
    private static final int PARENTS = 2000;
    private final SplittableRandom random = new SplittableRandom(11);
    private final int[] category = random.ints(PARENTS, 0, 12).toArray();
    private final double[] age = random.doubles(PARENTS, 18, 90).toArray();

    private Map<ColumnRef, Feature> features() {
        Map<ColumnRef, Feature> features = new LinkedHashMap<>();
        features.put(new ColumnRef("p", "kind"), new Feature.Codes(category, 12));
        features.put(new ColumnRef("p", "age"), new Feature.Numeric(age));
        return features;
    }

    @Test
    void countsIndependentOfAllColumnsGiveOneLeaf() {
        // Given
        int[] counts = random.ints(PARENTS, 0, 9).toArray();

        // When
        CardinalityTree tree = CardinalityFitter.fit(counts, features());

        // Then
        assertThat(tree.leaves()).hasSize(1);
        assertThat(tree.columns()).isEmpty();
    }

    @Test
    void countsThatDependOnColumnsAreToldApart() {
        // Given
        int[] counts = IntStream.range(0, PARENTS)
                .map(i -> age[i] < 40 ? random.nextInt(2) : category[i] % 3 == 0 ? 5 + random.nextInt(4) : 2)
                .toArray();

        // When
        CardinalityTree tree = CardinalityFitter.fit(counts, features());

        // Then
        List<Feature> values =
                List.copyOf(tree.columns().stream().map(features()::get).toList());
        assertThat(tree.columns()).hasSize(2);
        for (int row = 0; row < PARENTS; row++) {
            if (age[row] > 45 && category[row] % 3 == 0) {
                assertThat(tree.leafOf(values, row).histogram().quantile(0.5)).isGreaterThanOrEqualTo(5);
            }
        }
    }

    @Test
    void aHistogramOfVeryManyCountsIsCompactAndKeepsItsEnds() {
        // Given
        int[] counts = IntStream.range(0, 20_000).map(i -> i == 0 ? 0 : i + 3).toArray();
        int[] rows = IntStream.range(0, counts.length).toArray();

        // When
        CountHistogram histogram = CountHistogram.of(counts, rows, 0, rows.length);

        // Then
        assertThat(histogram.counts())
                .hasSizeLessThanOrEqualTo(CountHistogram.MAX_BARS)
                .startsWith(0, 4)
                .endsWith(20_002);
        assertThat(histogram.parents()).isEqualTo(20_000);
        assertThat(histogram.children() / IntStream.of(counts).sum()).isBetween(0.999, 1.001);
    }
}
