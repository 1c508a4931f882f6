package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column whose cells a user's transform rewrites before they are encoded.
 *
 * @param format of the source's cells
 * @param transform name of the {@link CellTransform}
 * @param written how the rewritten cells are encoded
 */
record RewrittenTransform(String column, ValueFormat format, String transform, ColumnTransform.Content written)
        implements ColumnTransform.Content {
    RewrittenTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(transform);
        Objects.requireNonNull(written);
    }

    @Override
    public List<Part> parts() {
        return written.parts();
    }

    @Override
    public int nullCode() {
        return written.nullCode();
    }

    @Override
    public Predicate<String> reach() {
        CellTransform own = CellTransforms.get(transform);
        Predicate<String> reach = written.reach();
        return cell -> cell == null || reach.test(own.write(cell));
    }

    @Override
    public boolean isExact(@Nullable String cell) {
        return cell == null || written.isExact(CellTransforms.get(transform).write(cell));
    }

    @Override
    public int rareCode() {
        return written.rareCode();
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        CellTransform own = CellTransforms.get(transform);
        ColumnTransform.Encoder encoder = written.encoder();
        return (cell, random, out) -> encoder.encode(cell == null ? null : own.write(cell), random, out);
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        CellTransform own = CellTransforms.get(transform);
        Object[] values = written.decode(parts, rows, draws);
        for (int i = 0; i < rows; i++) {
            values[i] = values[i] == null
                    ? null
                    : format.parse(own.read(written.format().format(values[i])));
        }
        return values;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return written.feature(parts);
    }
}
