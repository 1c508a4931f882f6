package io.rowmill.core.format;

import org.jspecify.annotations.Nullable;

/** Accepts whole numbers that are written the way {@link Long#toString} writes them, so that nothing is lost. */
final class CanonicalWholeNumberDetector implements ValueFormat.Detector {
    private static final int MAX_LENGTH = 18;

    private boolean seen;

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        int length = cell.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int start = cell.charAt(0) == '-' ? 1 : 0;
        if (start == length || (cell.charAt(start) == '0' && length > 1)) {
            return false;
        }
        for (int i = start; i < length; i++) {
            if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
                return false;
            }
        }
        seen = true;
        return true;
    }

    @Override
    public boolean hasValue() {
        return seen;
    }

    @Override
    public ValueFormat format() {
        return new ValueFormat.WholeNumber(1);
    }
}
