package io.rowmill.core.transform;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.ValueFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/** Collects the shapes (or the years) of a column that is to be faked, and a filter of its values. */
final class FakedFitter implements ColumnFitter {
    private final String column;
    private final ValueFormat format;
    private final boolean temporal;
    private final FakedWords words;
    private final ShapeCounter shapes = new ShapeCounter();
    private final DistinctHashes distinct = new DistinctHashes();
    private final RealValues real;
    private int firstYear = Integer.MAX_VALUE;
    private int lastYear = Integer.MIN_VALUE;
    private long values;
    private long nulls;

    /** @param rows of the table, for the size of the filter */
    FakedFitter(ColumnMetadata column, ValueFormat format, Locale locale, long rows, Seed seed) {
        this.column = column.name();
        this.format = format;
        this.temporal = format instanceof ValueFormat.Date || format instanceof ValueFormat.Timestamp;
        this.words =
                temporal ? null : FakedWords.of(column.sdtypeName(), locale).orElse(null);
        this.real = RealValues.empty(rows, seed.derive("salt"));
    }

    @Override
    public void accept(String cell) {
        if (cell == null) {
            nulls++;
            return;
        }
        values++;
        real.add(cell);
        if (temporal) {
            Object typed = format.parse(cell);
            int year = typed instanceof LocalDate date ? date.getYear() : ((LocalDateTime) typed).getYear();
            firstYear = Math.min(firstYear, year);
            lastYear = Math.max(lastYear, year);
        } else {
            distinct.add(cell);
            shapes.add(cell);
        }
    }

    @Override
    public ColumnTransform fit() {
        boolean unique = !temporal && values > 1 && distinct.allDistinct();
        return new FakedTransform(column, format, spaces(), nulls, unique, real.compacted(), words);
    }

    private List<FakedTransform.WeightedSpace> spaces() {
        if (values == 0) {
            return List.of();
        }
        return temporal
                ? List.of(new FakedTransform.WeightedSpace(new PeriodSpace(firstYear, lastYear), values))
                : shapes.shapes();
    }
}
