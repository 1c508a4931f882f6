package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fits the rewritten cells of a column like any column of their type. */
final class RewrittenFitter implements ColumnFitter {
    private final String column;
    private final ValueFormat format;
    private final CellTransform transform;
    private final ColumnFitter written;

    /** @param written a fitter of a content column */
    RewrittenFitter(String column, ValueFormat format, CellTransform transform, ColumnFitter written) {
        this.column = column;
        this.format = format;
        this.transform = transform;
        this.written = written;
    }

    @Override
    public void accept(@Nullable String cell) {
        written.accept(cell == null ? null : transform.write(cell));
    }

    @Override
    public Optional<HiddenValues> hidden() {
        return written.hidden();
    }

    @Override
    public ColumnTransform fit() {
        return new RewrittenTransform(column, format, transform.name(), (ColumnTransform.Content) written.fit());
    }
}
