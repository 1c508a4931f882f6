package io.rowmill.core.sampling.given;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which some cells are given, in the order in which they are wanted. Serialized to JSON with Jackson.
 *
 * @param columns by name, in any order
 * @param rows cells in the order of the columns; null: to be drawn
 */
public record GivenRows(List<String> columns, List<List<@Nullable String>> rows) {
    public GivenRows {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("a row has another number of cells than " + width);
        }
    }
}
