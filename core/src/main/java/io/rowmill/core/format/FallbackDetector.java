package io.rowmill.core.format;

import org.jspecify.annotations.Nullable;

/** The narrow format while every cell has it, text as soon as one hasn't or when there is no cell at all, or cells are spelled in several ways. */
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
    public boolean hasValue() {
        return seen;
    }

    @Override
    public ValueFormat format() {
        if (text || !seen) {
            return new ValueFormat.Text();
        }
        ValueFormat found = narrow.format();
        return found instanceof Spellings ? new ValueFormat.Text() : found;
    }
}
