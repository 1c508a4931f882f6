package io.rowmill.models.argn;

import io.rowmill.core.table.Part;
import io.rowmill.models.argn.ArgnSettings.ModelSize;
import java.util.List;
import java.util.stream.Stream;

/** Small tables of every kind: one column, columns in parts, many categories, a context, rows that follow one another. */
final class Layouts {
    private Layouts() {}

    static Stream<Layout.Source> all() {
        Part flag = new Part.OneHot(2, true);
        Part color = new Part.OneHot(7, true);
        Part many = new Part.OneHot(1500, true);
        return Stream.of(
                source(List.of(flag), List.of(1), List.of(), false),
                source(List.of(flag, color, flag), List.of(1, 2), List.of(), false),
                source(List.of(color, many, flag), List.of(1, 1, 1), List.of(), false),
                source(List.of(color, flag), List.of(1, 1), List.of(color, new Part.Scalar()), false),
                source(List.of(color, flag, color), List.of(2, 1), List.of(flag), true));
    }

    /** @param perColumn how many parts of the content each column has */
    static Layout.Source source(List<Part> content, List<Integer> perColumn, List<Part> context, boolean sequential) {
        return new Layout.Source(content, perColumn, context, sequential, ModelSize.S);
    }
}
