package io.rowmill.core.rules;

import io.rowmill.core.transform.Extremes;
import io.rowmill.core.transform.Protection;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distances that rows of one kind have: what an engine makes of such a row beyond them belongs to rows of another kind.
 *
 * @param least of them; of times in microseconds
 * @param most of them
 * @param means of slices of equally many rows, from the least to the greatest
 */
public record Typical(BigDecimal least, BigDecimal most, List<BigDecimal> means) {
    private static final int MOST_SLICES = 32;

    public Typical {
        means = List.copyOf(means);
        if (least.compareTo(most) > 0 || means.isEmpty()) {
            throw new IllegalArgumentException("bounds that are none, or no distances");
        }
    }

    /**
     * @param distances one at least
     * @param protection no more extreme distances, and nothing that fewer rows have, is told of them
     */
    public static Typical of(double[] distances, Protection protection) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        Extremes bounds = new Extremes(protection.extremeValueCount());
        Arrays.stream(sorted).forEach(d -> bounds.add(comparable(d)));
        int slices = Math.max(1, Math.min(MOST_SLICES, sorted.length / Math.max(1, protection.rareValueThreshold())));
        List<BigDecimal> means = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            int from = (int) ((long) i * sorted.length / slices);
            int to = (int) ((long) (i + 1) * sorted.length / slices);
            means.add(
                    BigDecimal.valueOf(Arrays.stream(sorted, from, to).average().orElse(0))
                            .round(MathContext.DECIMAL64));
        }
        return new Typical((BigDecimal) (Object) bounds.low(), (BigDecimal) (Object) bounds.high(), means);
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(double distance) {
        return (Comparable<Object>) (Object) BigDecimal.valueOf(distance);
    }

    boolean has(BigDecimal distance) {
        return distance.compareTo(least) >= 0 && distance.compareTo(most) <= 0;
    }

    /**
     * Any of them.
     *
     * @param chance from 0 to 1
     * @param unit that they are multiples of; 0: of none
     */
    BigDecimal any(double chance, long unit) {
        double at = chance * (means.size() - 1);
        int slice = (int) Math.min(means.size() - 1.0, at);
        BigDecimal low = means.get(slice);
        BigDecimal high = means.get(Math.min(means.size() - 1, slice + 1));
        BigDecimal drawn = low.add(high.subtract(low).multiply(BigDecimal.valueOf(at - slice)));
        return unit == 0
                ? drawn
                : drawn.divide(BigDecimal.valueOf(unit), 0, RoundingMode.HALF_EVEN)
                        .multiply(BigDecimal.valueOf(unit));
    }
}
