package io.rowmill.sources;

import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
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
import org.jspecify.annotations.Nullable;

/** Database values as canonical text: plain numbers, ISO dates, {@code yyyy-MM-dd HH:mm:ss[.ffffff]} in UTC, true and false. */
final class JdbcCells {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private final int[] types;

    private JdbcCells(int[] types) {
        this.types = types;
    }

    /** @param columns of the result that will be read */
    static JdbcCells of(ResultSetMetaData columns) throws SQLException {
        int[] types = new int[columns.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = actual(columns.getColumnType(i + 1), columns.getColumnTypeName(i + 1));
        }
        return new JdbcCells(types);
    }

    /** PostgreSQL's driver calls a time with a zone a plain timestamp, a string of bits a boolean, and money a double. */
    static int actual(int type, String typeName) {
        return switch (typeName) {
            case "timestamptz" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "bit" -> Types.VARCHAR;
            case "money" -> Types.DECIMAL;
            default -> type;
        };
    }

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
    @Nullable
    String read(ResultSet rows, int column) throws SQLException {
        int index = column + 1;
        return switch (types[column]) {
            case Types.BOOLEAN, Types.BIT -> {
                boolean value = rows.getBoolean(index);
                yield rows.wasNull() ? null : Boolean.toString(value);
            }
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                long value = rows.getLong(index);
                yield rows.wasNull() ? null : Long.toString(value);
            }
            case Types.DECIMAL, Types.NUMERIC -> decimal(rows, index);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                String value = rows.getString(index);
                yield value == null ? null : plain(value);
            }
            case Types.CHAR, Types.NCHAR -> {
                // Padded up to the column's length, which means nothing: the database itself compares without it.
                String value = rows.getString(index);
                yield value == null ? null : value.stripTrailing();
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

    private static @Nullable String decimal(ResultSet rows, int index) throws SQLException {
        try {
            BigDecimal value = rows.getBigDecimal(index);
            return value == null ? null : value.toPlainString();
        } catch (SQLException e) {
            // PostgreSQL's numeric may be NaN, which is no BigDecimal, and its money comes as $1,234.50.
            String text = rows.getString(index);
            return text == null ? null : text.replaceAll("[$,]", "");
        }
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
