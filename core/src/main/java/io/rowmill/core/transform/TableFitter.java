package io.rowmill.core.transform;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Encoding;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.table.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two passes over a table: formats first, then the transforms that need them. */
final class TableFitter {
    private final TableRows rows;
    private final TransformOptions options;
    private final Seed seed;
    private final TableMetadata metadata;
    /** Indices of the columns that are no key. */
    private final List<Integer> indices = new ArrayList<>();

    TableFitter(TableRows rows, Set<String> keyColumns, TransformOptions options, Seed seed) {
        this.rows = rows;
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
        List<ValueFormat> formats = formats();
        List<ColumnFitter> fitters = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            fitters.add(fitter(metadata.columns().get(indices.get(i)), formats.get(i)));
        }
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                for (int i = 0; i < fitters.size(); i++) {
                    fitters.get(i).accept(cursor.value(indices.get(i)));
                }
            }
        }
        return new TableTransform(
                metadata.name(), fitters.stream().map(ColumnFitter::fit).toList());
    }

    private ColumnFitter fitter(ColumnMetadata column, ValueFormat format) {
        Seed columnSeed = seed.derive(column.name());
        if (!column.isContent()) {
            return new FakedFitter(column, format, options.locale(), rows.rowCount(), columnSeed);
        }
        boolean continuous = column.sdtype() == Sdtype.NUMERICAL || column.sdtype() == Sdtype.DATETIME;
        if (!continuous) {
            return new DiscreteFitter(column.name(), format, options.nullStrategy());
        }
        return options.encoding() == Encoding.CATEGORICAL
                ? new BinnedFitter(column.name(), format, options.nullStrategy(), columnSeed)
                : new ContinuousFitter(column.name(), format, options, columnSeed);
    }

    private List<ValueFormat> formats() throws IOException {
        List<CheckedColumn> checked = indices.stream()
                .map(i -> new CheckedColumn(metadata.name(), metadata.columns().get(i)))
                .toList();
        try (RowCursor cursor = rows.open()) {
            for (long row = 1; cursor.advance(); row++) {
                for (int i = 0; i < checked.size(); i++) {
                    checked.get(i).accept(row, cursor.value(indices.get(i)));
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
        return checked.stream().map(CheckedColumn::format).toList();
    }
}
