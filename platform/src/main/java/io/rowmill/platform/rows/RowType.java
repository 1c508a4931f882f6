package io.rowmill.platform.rows;

import io.rowmill.core.table.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** How typed values of a column are written in Avro: typed value to Avro datum and back. Null stays null. */
public sealed interface RowType {
    Schema schema();

    /** @param typed of the type that {@link ValueFormat#parse} gives */
    Object toAvro(Object typed);

    /** The inverse of {@link #toAvro}. */
    Object fromAvro(Object datum);

    static RowType of(ValueFormat format) {
        if (format instanceof ValueFormat.WholeNumber) {
            return new Whole();
        } else if (format instanceof ValueFormat.Decimal decimal) {
            return new Fixed(decimal.maxDecimals());
        } else if (format instanceof ValueFormat.Real) {
            return new Real();
        } else if (format instanceof ValueFormat.Date) {
            return new Day();
        } else if (format instanceof ValueFormat.Timestamp) {
            return new Moment();
        } else if (format instanceof ValueFormat.Bool) {
            return new Bool();
        }
        return new Text();
    }

    /** The type that a field's schema, as read from the registry, was made from. */
    static RowType of(Schema schema) {
        Schema type = schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(t -> t.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
        return switch (type.getType()) {
            case LONG -> type.getLogicalType() == null ? new Whole() : new Moment();
            case INT -> new Day();
            case DOUBLE -> new Real();
            case BOOLEAN -> new Bool();
            case BYTES -> new Fixed(((LogicalTypes.Decimal) type.getLogicalType()).getScale());
            default -> new Text();
        };
    }

    /** {@link Long} as long. */
    record Whole() implements RowType {
        @Override
        public Schema schema() {
            return Schema.create(Schema.Type.LONG);
        }

        @Override
        public Object toAvro(Object typed) {
            return typed;
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum;
        }
    }

    /** {@link BigDecimal} as a decimal of fixed scale. */
    record Fixed(int scale) implements RowType {
        private static final int PRECISION = 38;

        @Override
        public Schema schema() {
            return LogicalTypes.decimal(PRECISION, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        }

        @Override
        public Object toAvro(Object typed) {
            return typed == null
                    ? null
                    : ByteBuffer.wrap(((BigDecimal) typed)
                            .setScale(scale, RoundingMode.HALF_EVEN)
                            .unscaledValue()
                            .toByteArray());
        }

        @Override
        public Object fromAvro(Object datum) {
            if (datum == null) {
                return null;
            }
            ByteBuffer buffer = ((ByteBuffer) datum).duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return new BigDecimal(new java.math.BigInteger(bytes), scale);
        }
    }

    /** {@link Double} as double. */
    record Real() implements RowType {
        @Override
        public Schema schema() {
            return Schema.create(Schema.Type.DOUBLE);
        }

        @Override
        public Object toAvro(Object typed) {
            return typed;
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum;
        }
    }

    /** {@link LocalDate} as days since 1970. */
    record Day() implements RowType {
        @Override
        public Schema schema() {
            return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        }

        @Override
        public Object toAvro(Object typed) {
            return typed == null ? null : Math.toIntExact(((LocalDate) typed).toEpochDay());
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum == null ? null : LocalDate.ofEpochDay((Integer) datum);
        }
    }

    /** {@link LocalDateTime} as microseconds since 1970, in no time zone. */
    record Moment() implements RowType {
        @Override
        public Schema schema() {
            return LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        }

        @Override
        public Object toAvro(Object typed) {
            return typed == null
                    ? null
                    : ChronoUnit.MICROS.between(Instant.EPOCH, ((LocalDateTime) typed).toInstant(ZoneOffset.UTC));
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum == null
                    ? null
                    : LocalDateTime.ofInstant(Instant.EPOCH.plus((Long) datum, ChronoUnit.MICROS), ZoneOffset.UTC);
        }
    }

    /** {@link Boolean} as boolean. */
    record Bool() implements RowType {
        @Override
        public Schema schema() {
            return Schema.create(Schema.Type.BOOLEAN);
        }

        @Override
        public Object toAvro(Object typed) {
            return typed;
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum;
        }
    }

    /** {@link String} as string. */
    record Text() implements RowType {
        @Override
        public Schema schema() {
            return Schema.create(Schema.Type.STRING);
        }

        @Override
        public Object toAvro(Object typed) {
            return typed;
        }

        @Override
        public Object fromAvro(Object datum) {
            return datum == null ? null : datum.toString();
        }
    }
}
