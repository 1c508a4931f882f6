package io.rowmill.core.format;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts the cells of a column from text to typed values and back, in the source's style. Null stays null in both directions.
 * Only {@link Text} has the empty string as a value.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ValueFormat.WholeNumber.class, name = "wholeNumber"),
    @JsonSubTypes.Type(value = ValueFormat.Decimal.class, name = "decimal"),
    @JsonSubTypes.Type(value = ValueFormat.Real.class, name = "real"),
    @JsonSubTypes.Type(value = ValueFormat.Date.class, name = "date"),
    @JsonSubTypes.Type(value = ValueFormat.Timestamp.class, name = "timestamp"),
    @JsonSubTypes.Type(value = ValueFormat.Bool.class, name = "bool"),
    @JsonSubTypes.Type(value = ValueFormat.Text.class, name = "text"),
    @JsonSubTypes.Type(value = AffixedNumber.class, name = "affixedNumber"),
    @JsonSubTypes.Type(value = ExponentNumber.class, name = "exponentNumber"),
    @JsonSubTypes.Type(value = SpelledDuration.class, name = "duration"),
    @JsonSubTypes.Type(value = Spellings.class, name = "spellings")
})
public sealed interface ValueFormat
        permits ValueFormat.WholeNumber,
                ValueFormat.Decimal,
                ValueFormat.Real,
                ValueFormat.Date,
                ValueFormat.Timestamp,
                ValueFormat.Bool,
                ValueFormat.Text,
                AffixedNumber,
                ExponentNumber,
                SpelledDuration,
                Spellings {
    /**
     * @return the typed value; null for null
     * @throws ValueFormatException if the cell is not in this format; the message doesn't contain the cell
     */
    @Contract("!null -> !null")
    @Nullable
    Object parse(@Nullable String cell);

    /** @param typed a value of the type that {@link #parse} returns; null gives null */
    @Contract("!null -> !null")
    @Nullable
    String format(@Nullable Object typed);

    /** The format of the values alone, without what stands around them; both are typed alike. */
    @JsonIgnore
    default ValueFormat bare() {
        return this;
    }

    /** @return why a strptime-style format can't be used; empty if it can */
    static Optional<String> problemOfDatetimeFormat(String format) {
        try {
            Strptime.of(format);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Learns a column's format from its cells, one at a time, in constant memory. */
    interface Detector {
        /** @return false if the cell can't belong to a column of this type; null cells always can */
        boolean accept(@Nullable String cell);

        /** The format of the cells accepted so far. */
        ValueFormat format();

        /** A cell was accepted that is neither null nor a marker of a missing value. */
        boolean hasValue();

        /** A column whose type nobody declared may be taken for one of this type. */
        default boolean isConvincing() {
            return hasValue();
        }

        /** The learner for a column's sdtype. For an invented column it learns dates if all cells are dates, else text. */
        static Detector of(ColumnMetadata column) {
            return column.isContent()
                    ? of(column.sdtype(), column.datetimeFormat())
                    : new FallbackDetector(TemporalDetector.ofInvented(column.datetimeFormat()));
        }

        /** @param datetimeFormat strptime format of a datetime column; empty: one of the common formats, ISO first */
        static Detector of(Sdtype sdtype, Optional<String> datetimeFormat) {
            return switch (sdtype) {
                case NUMERICAL -> new NumberDetector();
                case DATETIME -> TemporalDetector.of(datetimeFormat);
                case BOOLEAN -> new BooleanDetector();
                case CATEGORICAL -> new FallbackDetector(new CanonicalWholeNumberDetector());
                case ID, TEXT, UNKNOWN -> new FallbackDetector(TemporalDetector.ofInvented(Optional.empty()));
            };
        }
    }

    /**
     * Typed as {@link Long}.
     *
     * @param minDigits shorter numbers are padded with zeros on the left ({@code 007}); usually 1
     */
    record WholeNumber(int minDigits) implements ValueFormat {
        @Override
        @Contract("!null -> !null")
        public @Nullable Long parse(@Nullable String cell) {
            if (cell == null) {
                return null;
            }
            NumberCell number = NumberCell.scan(cell);
            if (number.isPlain(cell)) {
                return Long.parseLong(cell);
            }
            try {
                return number.decimal(cell).longValueExact();
            } catch (ArithmeticException e) {
                throw new ValueFormatException("a whole number");
            }
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            if (typed == null) {
                return null;
            }
            long value = ((Number) typed).longValue();
            String digits = Long.toString(value);
            boolean negative = value < 0;
            int missing = minDigits - (negative ? digits.length() - 1 : digits.length());
            if (missing <= 0) {
                return digits;
            }
            return (negative ? "-" : "") + "0".repeat(missing) + (negative ? digits.substring(1) : digits);
        }
    }

    /** Typed as {@link BigDecimal}; written with at least {@code minDecimals}, at most {@code maxDecimals} decimals. */
    record Decimal(int minDecimals, int maxDecimals) implements ValueFormat {
        public Decimal {
            requireDecimals(minDecimals, maxDecimals);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable BigDecimal parse(@Nullable String cell) {
            return cell == null ? null : NumberCell.scan(cell).decimal(cell);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            return typed == null ? null : plain((BigDecimal) typed, minDecimals, maxDecimals);
        }
    }

    /**
     * Floating point, typed as {@link Double}.
     *
     * @param scientific very large and very small numbers are written as {@code 1.5e-07}
     */
    record Real(int minDecimals, int maxDecimals, boolean scientific) implements ValueFormat {
        public Real {
            requireDecimals(minDecimals, maxDecimals);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable Double parse(@Nullable String cell) {
            return cell == null ? null : NumberCell.scan(cell).real(cell);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            if (typed == null) {
                return null;
            }
            double value = ((Number) typed).doubleValue();
            double magnitude = Math.abs(value);
            return scientific && value != 0 && (magnitude < 1e-4 || magnitude >= 1e16)
                    ? NumberCell.scientific(value)
                    : plain(BigDecimal.valueOf(value), minDecimals, maxDecimals);
        }
    }

    /**
     * Typed as {@link LocalDate}.
     *
     * @param format strptime format
     */
    record Date(String format) implements ValueFormat {
        public Date {
            Strptime.of(format);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable LocalDate parse(@Nullable String cell) {
            return cell == null ? null : Strptime.of(format).parse(cell).toLocalDate();
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            return typed == null ? null : Strptime.of(format).format(((LocalDate) typed).atStartOfDay());
        }
    }

    /**
     * Typed as {@link LocalDateTime} with microseconds; a column with offsets is typed in UTC.
     *
     * @param format strptime format
     * @param minFraction minimum number of digits written for {@code .%f}; 0: no point without a fraction
     * @param offset how {@code %z} is written ({@code +02:00}); null: times are written in UTC
     */
    record Timestamp(String format, int minFraction, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String offset)
            implements ValueFormat {
        public Timestamp {
            Strptime.of(format, minFraction, offset);
        }

        public Timestamp(String format, int minFraction) {
            this(format, minFraction, null);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable LocalDateTime parse(@Nullable String cell) {
            return cell == null
                    ? null
                    : Strptime.of(format, minFraction, offset).parse(cell);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            return typed == null
                    ? null
                    : Strptime.of(format, minFraction, offset).format((LocalDateTime) typed);
        }
    }

    /** Typed as {@link Boolean}; reads any common spelling, writes the column's own. */
    record Bool(String trueToken, String falseToken) implements ValueFormat {
        public Bool {
            Objects.requireNonNull(trueToken);
            Objects.requireNonNull(falseToken);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable Boolean parse(@Nullable String cell) {
            return cell == null ? null : BooleanDetector.truth(cell);
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            return typed == null ? null : (Boolean) typed ? trueToken : falseToken;
        }
    }

    /** Typed as {@link String}: the cell itself. */
    record Text() implements ValueFormat {
        @Override
        @Contract("!null -> !null")
        public @Nullable String parse(@Nullable String cell) {
            return cell;
        }

        @Override
        @Contract("!null -> !null")
        public @Nullable String format(@Nullable Object typed) {
            return (String) typed;
        }
    }

    private static String plain(BigDecimal value, int minDecimals, int maxDecimals) {
        BigDecimal rounded = value.setScale(maxDecimals, RoundingMode.HALF_EVEN);
        if (minDecimals < maxDecimals) {
            BigDecimal stripped = rounded.stripTrailingZeros();
            rounded = stripped.setScale(Math.max(stripped.scale(), minDecimals), RoundingMode.UNNECESSARY);
        }
        return rounded.toPlainString();
    }

    private static void requireDecimals(int min, int max) {
        if (min < 0 || min > max) {
            throw new IllegalArgumentException("decimals from " + min + " to " + max);
        }
    }
}
