package io.rowmill.core.standin;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.privacy.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column and what is asked of it, round by round: what a later round asks depends on earlier answers alone. */
sealed interface AskedColumn permits AskedCategories, AskedNumbers, AskedNulls {
    int ROUNDS = 3;
    String NULL = "null";

    /** Which questions a round has is known before any answer. */
    List<Histogram> questions(int round);

    void count(@Nullable String cell, int round, Tally tally);

    /** Takes the answers of a round. */
    void learn(int round, Answer answer, Noise noise);

    /** What is known of the column after all rounds. */
    Released released();

    /** @param rowsPerUnit rows of the table that one unit has at most */
    static AskedColumn of(ColumnMetadata column, boolean learned, int rowsPerUnit) {
        if (!learned || !column.isContent()) {
            return new AskedNulls(column, rowsPerUnit);
        }
        return switch (column.sdtype()) {
            case NUMERICAL -> new AskedNumbers(column.name(), Axis.ofNumbers(), rowsPerUnit);
            case DATETIME -> new AskedNumbers(column.name(), Axis.ofTimes(column.datetimeFormat()), rowsPerUnit);
            case CATEGORICAL, BOOLEAN -> new AskedCategories(column.name(), column.labels(), rowsPerUnit);
            case ID, TEXT, UNKNOWN -> throw new IllegalStateException("no content has type " + column.sdtype());
        };
    }
}
