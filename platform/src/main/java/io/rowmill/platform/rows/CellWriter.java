package io.rowmill.platform.rows;

import io.rowmill.core.format.ExponentNumber;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.platform.rows.RowSchema.RowColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.avro.io.Encoder;

/** Writes the cells of one column as the column's type in a {@link RowSchema}. */
@FunctionalInterface
interface CellWriter {
    int NULL_BRANCH = 0;
    int VALUE_BRANCH = 1;

    void write(Object typed, Encoder out) throws IOException;

    static CellWriter of(RowColumn column) {
        CellWriter writer = of(column.format());
        if (!column.nullable()) {
            return writer;
        }
        return (typed, out) -> {
            if (typed == null) {
                out.writeIndex(NULL_BRANCH);
                out.writeNull();
            } else {
                out.writeIndex(VALUE_BRANCH);
                writer.write(typed, out);
            }
        };
    }

    private static CellWriter of(ValueFormat format) {
        if (format instanceof ValueFormat.WholeNumber) {
            return (typed, out) -> out.writeLong((Long) typed);
        } else if (format instanceof ValueFormat.Decimal decimal) {
            return (typed, out) -> out.writeBytes(unscaled((BigDecimal) typed, decimal.maxDecimals()));
        } else if (format instanceof ValueFormat.Real || format instanceof ExponentNumber) {
            return (typed, out) -> out.writeDouble((Double) typed);
        } else if (format instanceof ValueFormat.Date) {
            return (typed, out) -> out.writeInt(Math.toIntExact(((LocalDate) typed).toEpochDay()));
        } else if (format instanceof ValueFormat.Timestamp) {
            return (typed, out) -> out.writeLong(micros((LocalDateTime) typed));
        } else if (format instanceof ValueFormat.Bool) {
            return (typed, out) -> out.writeBoolean((Boolean) typed);
        }
        return (typed, out) -> out.writeString(Objects.requireNonNull(format.format(typed)));
    }

    private static byte[] unscaled(BigDecimal value, int scale) {
        BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_EVEN);
        if (scaled.precision() > RowSchema.DECIMAL_PRECISION) {
            throw new ArithmeticException("a decimal of more than " + RowSchema.DECIMAL_PRECISION + " digits");
        }
        return scaled.unscaledValue().toByteArray();
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }
}
