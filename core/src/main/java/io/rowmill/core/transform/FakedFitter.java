package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.random.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects the shapes (or the years) of a column that is to be faked, and a filter of its values. */
final class FakedFitter implements ColumnFitter {
    private final String column;
    private final ValueFormat format;
    private final boolean declaredUnique;
    private final boolean temporal;
    /** Made of the bounds, not of shapes: 7 and 07 are different texts, but one number. */
    private final boolean numeric;
    /** Numbers and times that are no secret may come out again: a dense sequence leaves no others. */
    private final boolean hidesReal;

    private final @Nullable FakedWords words;
    private final ShapeCounter shapes = new ShapeCounter();
    private final KindCounter kinds;
    private final DistinctHashes distinct = new DistinctHashes();
    private final RealValues real;
    private final Protection protection;
    private final Extremes bounds;
    private final int maxLength;
    private long values;
    private long nulls;

    /**
     * @param declaredUnique no value may come out twice, whatever the source holds
     * @param rows of the table, for the size of the filter
     */
    FakedFitter(
            ColumnMetadata column,
            ValueFormat format,
            boolean declaredUnique,
            Locale locale,
            Protection protection,
            long rows,
            Seed seed) {
        this.column = column.name();
        this.format = format;
        this.declaredUnique = declaredUnique;
        this.temporal = format instanceof ValueFormat.Date || format instanceof ValueFormat.Timestamp;
        this.numeric = declaredUnique && NumberSpace.has(format);
        this.hidesReal = !declaredUnique || !column.isContent() || !(temporal || numeric);
        this.words =
                temporal ? null : FakedWords.of(column.sdtypeName(), locale).orElse(null);
        this.kinds = new KindCounter(column.pii());
        this.protection = protection;
        this.maxLength = column.maxLength();
        this.bounds = new Extremes(protection.extremeValueCount());
        this.real = RealValues.empty(rows, seed.derive("salt"));
    }

    @Override
    public void accept(@Nullable String cell) {
        if (cell == null) {
            nulls++;
            return;
        }
        values++;
        if (hidesReal) {
            real.add(cell);
        }
        if (temporal) {
            bounds.add(year(cell));
        } else if (numeric) {
            bounds.add(number(cell));
        } else {
            distinct.add(cell);
            shapes.add(cell);
            kinds.add(cell);
        }
    }

    @SuppressWarnings("unchecked") // a number compares to its like
    private Comparable<Object> year(String cell) {
        Object typed = format.parse(cell);
        Integer year = typed instanceof LocalDate date ? date.getYear() : ((LocalDateTime) typed).getYear();
        return (Comparable<Object>) (Comparable<?>) year;
    }

    @SuppressWarnings("unchecked") // a number compares to its like
    private Comparable<Object> number(String cell) {
        return (Comparable<Object>)
                (Comparable<?>) new BigDecimal(format.parse(cell).toString());
    }

    @Override
    public ColumnTransform fit() {
        boolean unique = declaredUnique || (!temporal && values > 1 && distinct.allDistinct());
        return new FakedTransform(column, format, spaces(), nulls, unique, real.compacted(), words);
    }

    private List<FakedTransform.WeightedSpace> spaces() {
        if (values == 0) {
            return List.of();
        }
        if (temporal) {
            return List.of(new FakedTransform.WeightedSpace(period(), values));
        }
        if (numeric) {
            NumberSpace numbers = NumberSpace.between(
                    (BigDecimal) (Object) bounds.low(), (BigDecimal) (Object) bounds.high(), format);
            return List.of(new FakedTransform.WeightedSpace(numbers, values));
        }
        List<FakedTransform.WeightedSpace> ofKinds = kinds.spaces(protection);
        return ofKinds.isEmpty()
                ? shapes.shapes(protection, format instanceof ValueFormat.WholeNumber, maxLength)
                : ofKinds;
    }

    private PeriodSpace period() {
        return new PeriodSpace((Integer) (Object) bounds.low(), (Integer) (Object) bounds.high());
    }
}
