package io.rowmill.core.transform;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import io.rowmill.core.table.ValueFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A column whose values are categories: one conditional one-hot, encoded as an index.
 *
 * @param categories cells, most frequent first; one of them may be null; a cell that isn't among them is absent (-1)
 */
record DiscreteTransform(String column, ValueFormat format, List<String> categories)
        implements ColumnTransform.Content {
    private static final int ABSENT = -1;

    DiscreteTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        categories = Collections.unmodifiableList(new ArrayList<>(categories));
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part.OneHot(categories.size(), true));
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        Map<String, Integer> codes = new HashMap<>(categories.size() * 2);
        for (int i = 0; i < categories.size(); i++) {
            codes.put(categories.get(i), i);
        }
        return (cell, random, out) -> out.code(0, codes.getOrDefault(cell, ABSENT));
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        Object[] typed = categories.stream().map(format::parse).toArray();
        int[] codes = codes(parts);
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = codes[i] < 0 ? null : typed[codes[i]];
        }
        return values;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return new Feature.Codes(codes(parts), categories.size());
    }

    private static int[] codes(List<EncodedPart> parts) {
        return ((EncodedPart.Codes) parts.get(0)).codes();
    }
}
