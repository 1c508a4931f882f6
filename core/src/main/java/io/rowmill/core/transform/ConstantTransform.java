package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column with one value: nothing to learn, no parts.
 *
 * @param cell the value; null: the column is all null, or the table empty
 */
record ConstantTransform(String column, ValueFormat format, @Nullable String cell) implements ColumnTransform.Content {
    ConstantTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
    }

    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        return (cell, random, out) -> {};
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        Object[] values = new Object[rows];
        Arrays.fill(values, format.parse(cell));
        return values;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        throw new IllegalArgumentException("constant column " + column + " has no feature");
    }
}
