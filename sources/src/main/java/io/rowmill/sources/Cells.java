package io.rowmill.sources;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Database values as text: plain numbers, ISO dates, {@code yyyy-MM-dd HH:mm:ss[.ffffff]}, true and false. */
interface Cells {
    /**
     * @param column from 0
     * @return null for a null
     */
    @Nullable
    String read(ResultSet rows, int column) throws SQLException;

    /** Without an exponent. */
    default String plain(String number) {
        try {
            return new BigDecimal(number).toPlainString();
        } catch (NumberFormatException e) {
            // NaN and infinities are no numbers anybody could learn: they stand for missing ones.
            return number;
        }
    }
}
