package io.rowmill.core.table;

import org.jspecify.annotations.Nullable;

/** The narrow format while every cell has it, text as soon as one hasn't or when there is no cell at all. */
final class FallbackDetector implements ValueFormat.Detector {
    private final ValueFormat.Detector narrow;
    private boolean text;
    private boolean seen;

    FallbackDetector(ValueFormat.Detector narrow) {
        this.narrow = narrow;
    }

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell != null && !text) {
            seen = true;
            text = !narrow.accept(cell);
        }
        return true;
    }

    @Override
    public ValueFormat format() {
        return text || !seen ? new ValueFormat.Text() : narrow.format();
    }
}
