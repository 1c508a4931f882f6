package io.rowmill.core.transform;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ExponentNumber;
import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Two passes over a table: formats first, then the transforms that need them. */
final class TableFitter {
    private static final int MOST_DECIMALS = 17;

    private final TableRows rows;
    private final Set<String> uniqueColumns;
    private final TransformOptions options;
    private final Seed seed;
    private final TableMetadata metadata;
    /** Indices of the columns that are no key. */
    private final List<Integer> indices = new ArrayList<>();

    TableFitter(
            TableRows rows, Set<String> keyColumns, Set<String> uniqueColumns, TransformOptions options, Seed seed) {
        this.rows = rows;
        this.uniqueColumns = uniqueColumns;
        this.options = options;
        this.seed = seed;
        this.metadata = rows.metadata();
        for (int i = 0; i < metadata.columns().size(); i++) {
            if (!keyColumns.contains(metadata.columns().get(i).name())) {
                indices.add(i);
            }
        }
    }

    TableTransform fit() throws IOException {
        List<String> missing = ChosenTransforms.missing(metadata.name(), options.own());
        if (!missing.isEmpty()) {
            throw FailureException.rejected("unknown-transform", missing);
        }
        List<ValueFormat> formats = formats(false);
        List<ValueFormat> written = options.own().isEmpty() ? formats : formats(true);
        List<ColumnFitter> fitters = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            fitters.add(fitter(metadata.columns().get(indices.get(i)), formats.get(i), written.get(i)));
        }
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                for (int i = 0; i < fitters.size(); i++) {
                    fitters.get(i).accept(cursor.value(indices.get(i)));
                }
            }
        }
        List<ColumnTransform> columns = fitters.stream().map(ColumnFitter::fit).toList();
        List<HiddenValues> hidden =
                fitters.stream().flatMap(f -> f.hidden().stream()).toList();
        return new TableTransform(metadata.name(), columns, hidden);
    }

    Map<String, ValueFormat> formatsByColumn() throws IOException {
        List<ValueFormat> formats = formats(false);
        Map<String, ValueFormat> out = new LinkedHashMap<>();
        for (int i = 0; i < indices.size(); i++) {
            out.put(metadata.columns().get(indices.get(i)).name(), formats.get(i));
        }
        return out;
    }

    private Optional<CellTransform> own(ColumnMetadata column) {
        return Optional.ofNullable(options.own().get(column.name())).map(CellTransforms::get);
    }

    private ColumnFitter fitter(ColumnMetadata column, ValueFormat format, ValueFormat written) {
        Seed columnSeed = seed.derive(column.name());
        if (uniqueColumns.contains(column.name())) {
            return format instanceof Spellings spellings
                    ? new CommonSpellingFitter(
                            spellings, faked(column, countable(spellings.common()), true, columnSeed))
                    : faked(column, countable(format), true, columnSeed);
        }
        Supplier<ColumnFitter> faked = () -> faked(column, format, false, columnSeed);
        if (!column.isContent()) {
            return faked.get();
        }
        return own(column)
                .<ColumnFitter>map(t -> new RewrittenFitter(
                        column.name(),
                        format,
                        t,
                        content(column.name(), t.sdtype(), written, Optional.empty(), columnSeed)))
                .orElseGet(() -> column.sdtype() == Sdtype.CATEGORICAL
                        ? new DiscreteFitter(column, format, options, faked)
                        : content(column.name(), column.sdtype(), format, Optional.of(faked), columnSeed));
    }

    /** A format whose values can be made up one by one; only that of a column that must be unique gives way. */
    private static ValueFormat countable(ValueFormat format) {
        if (format instanceof ExponentNumber) {
            return new ValueFormat.Real(0, MOST_DECIMALS, true);
        }
        return format instanceof SpelledDuration ? new ValueFormat.Text() : format;
    }

    private ColumnFitter faked(ColumnMetadata column, ValueFormat format, boolean unique, Seed columnSeed) {
        return new FakedFitter(
                column, format, unique, options.locale(), options.protection(), rows.rowCount(), columnSeed);
    }

    private ColumnFitter content(
            String column, Sdtype sdtype, ValueFormat format, Optional<Supplier<ColumnFitter>> faked, Seed columnSeed) {
        boolean continuous = sdtype == Sdtype.NUMERICAL || sdtype == Sdtype.DATETIME;
        if (!continuous) {
            // That a row is one of the two values of a boolean tells nothing.
            Protection protection = sdtype == Sdtype.BOOLEAN ? Protection.OFF : options.protection();
            return new DiscreteFitter(column, format, options.nullStrategy(), protection, options.told(column), faked);
        }
        if (format instanceof Spellings spellings) {
            ColumnFitter values = content(column, sdtype, spellings.common(), faked, columnSeed);
            return new SpelledFitter(column, spellings, options.nullStrategy(), values);
        }
        return options.encoding(column) == Encoding.CATEGORICAL
                ? new BinnedFitter(column, format, options, columnSeed)
                : new ContinuousFitter(column, format, options, columnSeed);
    }

    /** @param written of the cells as the user's transforms write them; false: of the source's cells */
    private List<ValueFormat> formats(boolean written) throws IOException {
        List<CheckedColumn> checked = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int index : indices) {
            ColumnMetadata column = metadata.columns().get(index);
            Optional<CellTransform> own = written ? own(column) : Optional.empty();
            if (own.isPresent() || !options.formats().containsKey(column.name())) {
                checked.add(new CheckedColumn(metadata.name(), column, own));
                positions.add(index);
            }
        }
        if (!checked.isEmpty()) {
            check(checked, positions);
        }
        Map<String, ValueFormat> found = new HashMap<>(options.formats());
        for (int i = 0; i < checked.size(); i++) {
            found.put(
                    metadata.columns().get(positions.get(i)).name(),
                    checked.get(i).format());
        }
        return indices.stream()
                .map(index -> found.get(metadata.columns().get(index).name()))
                .toList();
    }

    private void check(List<CheckedColumn> checked, List<Integer> positions) throws IOException {
        try (RowCursor cursor = rows.open()) {
            for (long row = 1; cursor.advance(); row++) {
                for (int i = 0; i < checked.size(); i++) {
                    checked.get(i).accept(row, cursor.value(positions.get(i)));
                }
            }
        }
        List<String> errors = checked.stream()
                .map(CheckedColumn::error)
                .filter(e -> !e.isEmpty())
                .toList();
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-values", errors);
        }
    }
}
