package io.rowmill.ingest.source;

import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Database values as canonical text: plain numbers, ISO dates, {@code yyyy-MM-dd HH:mm:ss[.ffffff]} in UTC, true and false. */
final class JdbcCells {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private JdbcCells() {}

    /** @param type a constant of {@link Types} */
    static boolean isSupported(int type) {
        return switch (type) {
            case Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.ARRAY,
                    Types.STRUCT,
                    Types.REF,
                    Types.DATALINK,
                    Types.JAVA_OBJECT,
                    Types.ROWID,
                    Types.REF_CURSOR -> false;
            default -> true;
        };
    }

    /** @return what the type alone tells; empty for texts */
    static Optional<Sdtype> sdtype(int type) {
        return switch (type) {
            case Types.BOOLEAN, Types.BIT -> Optional.of(Sdtype.BOOLEAN);
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> Optional.of(Sdtype.NUMERICAL);
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(Sdtype.DATETIME);
            default -> Optional.empty();
        };
    }

    /** @return null for a null */
    static String read(ResultSet rows, int index, int type) throws SQLException {
        return switch (type) {
            case Types.BOOLEAN, Types.BIT -> {
                boolean value = rows.getBoolean(index);
                yield rows.wasNull() ? null : Boolean.toString(value);
            }
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                long value = rows.getLong(index);
                yield rows.wasNull() ? null : Long.toString(value);
            }
            case Types.DECIMAL, Types.NUMERIC -> {
                BigDecimal value = rows.getBigDecimal(index);
                yield value == null ? null : value.toPlainString();
            }
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                String value = rows.getString(index);
                yield value == null ? null : plain(value);
            }
            case Types.DATE -> {
                LocalDate value = rows.getObject(index, LocalDate.class);
                yield value == null ? null : value.toString();
            }
            case Types.TIMESTAMP -> {
                LocalDateTime value = rows.getObject(index, LocalDateTime.class);
                yield value == null ? null : TIMESTAMP.format(value);
            }
            case Types.TIMESTAMP_WITH_TIMEZONE -> {
                OffsetDateTime value = rows.getObject(index, OffsetDateTime.class);
                yield value == null ? null : TIMESTAMP.format(value.withOffsetSameInstant(ZoneOffset.UTC));
            }
            default -> rows.getString(index);
        };
    }

    private static String plain(String number) {
        try {
            return new BigDecimal(number).toPlainString();
        } catch (NumberFormatException e) {
            // NaN and infinities are no numbers anybody could learn; the check of types names their rows.
            return number;
        }
    }
}
