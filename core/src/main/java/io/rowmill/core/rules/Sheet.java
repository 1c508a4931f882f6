package io.rowmill.core.rules;

import io.rowmill.core.metadata.TableMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cells of rows by name, some of them open (null). */
final class Sheet {
    private final List<@Nullable String[]> rows = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    Sheet(TableMetadata table, List<@Nullable String[]> given) {
        given.forEach(row -> rows.add(row.clone()));
        for (int i = 0; i < table.columns().size(); i++) {
            positions.put(table.columns().get(i).name(), i);
        }
    }

    int size() {
        return rows.size();
    }

    List<@Nullable String[]> rows() {
        return rows;
    }

    int position(String column) {
        return Objects.requireNonNull(positions.get(column), column);
    }

    @Nullable
    String cell(int row, String column) {
        return rows.get(row)[position(column)];
    }

    void set(int row, String column, @Nullable String cell) {
        rows.get(row)[position(column)] = cell;
    }

    /** Of columns of the row itself; what others have is open. */
    Function<Source, @Nullable String> cells(int row) {
        return source -> source.isOwn() ? cell(row, source.column()) : null;
    }

    boolean knows(int row, List<Source> sources) {
        Function<Source, @Nullable String> cells = cells(row);
        return sources.stream().allMatch(s -> cells.apply(s) != null);
    }

    /** The columns of the row itself that are open. */
    List<String> open(int row, List<Source> sources) {
        Function<Source, @Nullable String> cells = cells(row);
        return sources.stream()
                .filter(s -> cells.apply(s) == null)
                .map(Source::named)
                .toList();
    }
}
