package io.rowmill.core.transform;

import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** Fits cells that are spelled in several ways as if all were spelled in one; a marker of a missing value is a null. */
final class CommonSpellingFitter implements ColumnFitter {
    private final Spellings spellings;
    private final ValueFormat common;
    private final ColumnFitter values;

    /** @param values a fitter of {@link Spellings#common()} */
    CommonSpellingFitter(Spellings spellings, ColumnFitter values) {
        this.spellings = spellings;
        this.common = spellings.common();
        this.values = values;
    }

    @Override
    public void accept(@Nullable String cell) {
        values.accept(cell == null ? null : SpelledTransform.commonCell(common, spellings.parse(cell)));
    }

    @Override
    public ColumnTransform fit() {
        return values.fit();
    }
}
