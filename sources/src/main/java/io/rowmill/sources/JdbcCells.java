package io.rowmill.sources;

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
import org.jspecify.annotations.Nullable;

/** Cells by the standard methods of drivers; times with a zone are in UTC, {@code yyyy-MM-dd HH:mm:ss[.ffffff]}. */
final class JdbcCells implements Cells {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private final int[] types;
    private final boolean textTimes;

    private JdbcCells(int[] types, boolean textTimes) {
        this.types = types;
        this.textTimes = textTimes;
    }

    /**
     * @param columns of the result that will be read
     * @param textTimes dates and times are as the driver writes them: MariaDB's has texts for dates that are none
     */
    static JdbcCells of(ResultSetMetaData columns, boolean textTimes) throws SQLException {
        int[] types = new int[columns.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = JdbcTypes.actual(columns.getColumnType(i + 1), columns.getColumnTypeName(i + 1));
        }
        return new JdbcCells(types, textTimes);
    }

    @Override
    public @Nullable String read(ResultSet rows, int column) throws SQLException {
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
                if (textTimes) {
                    yield rows.getString(index);
                }
                LocalDate value = rows.getObject(index, LocalDate.class);
                yield value == null ? null : value.toString();
            }
            case Types.TIMESTAMP -> {
                if (textTimes) {
                    yield rows.getString(index);
                }
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
            // What is no BigDecimal, NaN for one, is a text all the same.
            return rows.getString(index);
        }
    }
}
