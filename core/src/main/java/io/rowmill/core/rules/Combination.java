package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of some columns only stand together as they do in a table. Which of its rows it is is learned, in the place of the first
 * column; the others aren't learned.
 *
 * @param columns that are made together, at least two
 * @param formats of the columns
 * @param table of the combinations that enough rows hold, the most frequent first
 */
public record Combination(List<String> columns, List<ValueFormat> formats, List<Cells> table) implements Derivation {
    /** The residual's cell for a combination that too few rows hold. No cell of a file begins so. */
    static final String ANOTHER = "\u0001another";

    /**
     * @param cells of the columns, as they are written
     * @param rows that hold them
     */
    public record Cells(List<@Nullable String> cells, long rows) {
        public Cells {
            cells = Collections.unmodifiableList(new ArrayList<>(cells));
        }
    }

    public Combination {
        columns = List.copyOf(columns);
        formats = List.copyOf(formats);
        table = List.copyOf(table);
        int width = columns.size();
        if (width < 2 || formats.size() != width || table.isEmpty()) {
            throw new IllegalArgumentException(
                    width + " columns, " + formats.size() + " formats, " + table.size() + " combinations");
        }
        if (table.stream().anyMatch(c -> c.cells().size() != width)) {
            throw new IllegalArgumentException("a combination of another number of columns than " + width);
        }
    }

    @Override
    public String column() {
        return columns.get(0);
    }

    @Override
    public List<Source> sources() {
        return List.of();
    }

    @Override
    public Learned learned() {
        return Learned.PLACE;
    }

    @Override
    public Learned learned(String column) {
        return column.equals(column()) ? Learned.PLACE : Learned.NOTHING;
    }

    @Override
    public Optional<ValueFormat> written(String column) {
        return Optional.of(formats.get(columns.indexOf(column)));
    }
}
