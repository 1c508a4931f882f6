package io.rowmill.sources;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.JulianFields;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** The cells of a Parquet file as text: numbers plain, dates and times in ISO's order, times of UTC with {@code +00}. */
final class ParquetCells {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final double LEAST_PLAIN = 1e-7;
    private static final double MOST_PLAIN = 1e17;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private ParquetCells() {}

    /** The text of the value that a column's reader stands at, which is not null. */
    interface Text {
        /** @throws CharacterCodingException if bytes are no text */
        String of(ColumnReader reader) throws CharacterCodingException;
    }

    /** @return empty if columns of this type are not read */
    static Optional<Text> of(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return Optional.ofNullable(
                switch (type.getPrimitiveTypeName()) {
                    case BOOLEAN -> plain(logical, r -> Boolean.toString(r.getBoolean()));
                    case FLOAT -> plain(logical, r -> number(r.getFloat(), Float.toString(r.getFloat())));
                    case DOUBLE -> plain(logical, r -> number(r.getDouble(), Double.toString(r.getDouble())));
                    case INT32 -> whole(logical, ColumnReader::getInteger);
                    case INT64 -> whole(logical, ColumnReader::getLong);
                    case INT96 -> plain(logical, r -> moment(r.getBinary()));
                    case BINARY -> bytes(logical);
                    case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
                });
    }

    /** For types without a second meaning; a column of nulls only may be of any. */
    private static @Nullable Text plain(@Nullable LogicalTypeAnnotation logical, Text text) {
        return logical == null || logical instanceof UnknownLogicalTypeAnnotation ? text : null;
    }

    private interface Whole {
        long of(ColumnReader reader);
    }

    private static @Nullable Text whole(@Nullable LogicalTypeAnnotation logical, Whole whole) {
        if (logical instanceof IntLogicalTypeAnnotation of && !of.isSigned()) {
            return of.getBitWidth() == Long.SIZE
                    ? r -> Long.toUnsignedString(whole.of(r))
                    : r -> Long.toString(whole.of(r) & 0xFFFF_FFFFL);
        }
        if (logical instanceof IntLogicalTypeAnnotation) {
            return r -> Long.toString(whole.of(r));
        }
        if (logical instanceof DecimalLogicalTypeAnnotation of) {
            return r -> BigDecimal.valueOf(whole.of(r), of.getScale()).toPlainString();
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return r -> DATE.format(LocalDate.ofEpochDay(whole.of(r)));
        }
        if (logical instanceof TimeLogicalTypeAnnotation of) {
            return r -> TIME.format(LocalTime.ofNanoOfDay(whole.of(r) * nanos(of.getUnit())));
        }
        if (logical instanceof TimestampLogicalTypeAnnotation of) {
            String zone = of.isAdjustedToUTC() ? "+00" : "";
            return r -> moment(whole.of(r), nanos(of.getUnit())) + zone;
        }
        return plain(logical, r -> Long.toString(whole.of(r)));
    }

    private static @Nullable Text bytes(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation of) {
            return r -> decimal(r.getBinary(), of.getScale());
        }
        if (logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation) {
            return r -> text(r.getBinary());
        }
        // Some writers don't say that their texts are texts.
        return plain(logical, r -> text(r.getBinary()));
    }

    private static @Nullable Text fixed(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation of) {
            return r -> decimal(r.getBinary(), of.getScale());
        }
        if (logical instanceof UUIDLogicalTypeAnnotation) {
            return r -> {
                ByteBuffer uuid = r.getBinary().toByteBuffer();
                return new UUID(uuid.getLong(), uuid.getLong()).toString();
            };
        }
        if (logical instanceof Float16LogicalTypeAnnotation) {
            return r -> {
                float value = half(r.getBinary());
                return number(value, Float.toString(value));
            };
        }
        return null;
    }

    private static String decimal(Binary unscaled, int scale) {
        return new BigDecimal(new BigInteger(unscaled.getBytesUnsafe()), scale).toPlainString();
    }

    private static String text(Binary bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes.toByteBuffer()).toString();
    }

    /** A sign, five bits of exponent and ten of the fraction, the last byte first. */
    private static float half(Binary value) {
        int bits = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort();
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : exponent < 0x1f
                        ? Math.scalb((float) (fraction | 0x400), exponent - 25)
                        : fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        return bits < 0 ? -size : size;
    }

    /** @param exact the shortest text that stands for the number */
    private static String number(double value, String exact) {
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN);
        return plain && exact.indexOf('E') >= 0 ? new BigDecimal(exact).toPlainString() : exact;
    }

    /** Nanoseconds of the day, then the Julian day: how older writers keep a time. */
    private static String moment(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        LocalDate day = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, bytes.getInt());
        return text(day.atStartOfDay().plusNanos(nanos));
    }

    /** @param unit in nanoseconds */
    private static String moment(long units, long unit) {
        long perSecond = NANOS_PER_SECOND / unit;
        int nanos = (int) (Math.floorMod(units, perSecond) * unit);
        return text(LocalDateTime.ofEpochSecond(Math.floorDiv(units, perSecond), nanos, ZoneOffset.UTC));
    }

    private static String text(LocalDateTime time) {
        return DATE.format(time) + " " + TIME.format(time);
    }

    private static long nanos(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }
}
