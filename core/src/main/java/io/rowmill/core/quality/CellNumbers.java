package io.rowmill.core.quality;

import io.rowmill.core.format.Spelling;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Cells of a numerical or datetime column as numbers: times as days since the epoch. */
record CellNumbers(ValueFormat format) {

    static CellNumbers ofNumbers() {
        return new CellNumbers(new ValueFormat.Real(0, 0, true));
    }

    /** @param real cells that tell how times are written */
    static CellNumbers ofTimes(ColumnMetadata column, String[] real) {
        ValueFormat.Detector detector = ValueFormat.Detector.of(Sdtype.DATETIME, column.datetimeFormat());
        for (String cell : real) {
            detector.accept(cell);
        }
        return new CellNumbers(detector.format());
    }

    static boolean isNull(String cell) {
        return cell == null || cell.isBlank();
    }

    /** @return NaN for a null, for what stands for one, and for what can't be read */
    double number(String cell) {
        if (isNull(cell)) {
            return Double.NaN;
        }
        try {
            Object parsed = format.parse(cell.strip());
            Object typed = parsed instanceof Spelling spelling ? spelling.value() : parsed;
            if (typed == null) {
                return Double.NaN;
            }
            if (typed instanceof LocalDateTime time) {
                return time.toLocalDate().toEpochDay() + time.toLocalTime().toSecondOfDay() / 86_400.0;
            }
            return typed instanceof LocalDate date ? date.toEpochDay() : ((Number) typed).doubleValue();
        } catch (ValueFormatException e) {
            return Double.NaN;
        }
    }
}
