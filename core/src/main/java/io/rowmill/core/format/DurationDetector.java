package io.rowmill.core.format;

import io.rowmill.core.format.SpelledDuration.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the durations of a column are spelled. */
final class DurationDetector implements ValueFormat.Detector {
    private static final int MAX_FRACTION = 6;

    private List<Style> styles = new ArrayList<>(Arrays.asList(Style.values()));
    private boolean seen;
    private int minFraction = MAX_FRACTION;
    private int maxFraction;
    private int padding = Integer.MAX_VALUE;

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        if (cell.indexOf(':') < 0 && !cell.startsWith("P") && cell.indexOf(' ') < 0) {
            return false;
        }
        List<Style> fitting = styles.stream()
                .filter(s -> DurationCell.parseOrNull(cell, s) != null)
                .toList();
        if (fitting.isEmpty()) {
            return false;
        }
        styles = fitting;
        DurationCell parsed = DurationCell.parse(cell, styles.get(0));
        seen = true;
        minFraction = Math.min(minFraction, parsed.fraction());
        maxFraction = Math.max(maxFraction, Math.min(MAX_FRACTION, parsed.fraction()));
        padding = Math.min(padding, parsed.firstDigits());
        return true;
    }

    @Override
    public boolean hasValue() {
        return seen;
    }

    @Override
    public ValueFormat format() {
        int max = seen ? maxFraction : 0;
        return new SpelledDuration(styles.get(0), Math.min(minFraction, max), max, seen ? padding : 1);
    }
}
