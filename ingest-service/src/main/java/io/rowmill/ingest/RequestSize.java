package io.rowmill.ingest;

import io.rowmill.core.batches.Batching;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.Settings;
import io.rowmill.schemas.FitRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits of the size of a request. Each event of a run carries its whole set of tables or jobs, so the cost in every service
 * grows with the square of the size.
 */
final class RequestSize {
    static final int MOST_TABLES = 1_000;
    static final int MOST_COLUMNS = 10_000;
    static final int MOST_COLUMNS_IN_ALL = 50_000;
    static final int MOST_JOBS = 2_000;
    static final int MOST_SETTINGS = 10_000;
    static final int LONGEST_NAME = 500;
    static final int LONGEST_SETTING = 500_000;
    static final int LONGEST_METADATA = 8_000_000;

    private RequestSize() {}

    /**
     * Checks what needs no reading.
     *
     * @throws FailureException (Rejected, {@code request-too-large}) with every limit that is exceeded
     */
    static void require(FitRequested event) {
        List<String> errors = new ArrayList<>();
        String metadata = event.getMetadata() == null ? "" : event.getMetadata();
        atMost(LONGEST_METADATA, metadata.length(), "characters in the metadata", errors);
        atMost(MOST_SETTINGS, event.getSettings().size(), "settings", errors);
        atMost(MOST_SETTINGS, event.getOnly().size(), "tables and batches in 'only'", errors);
        event.getSettings().values().stream()
                .mapToInt(String::length)
                .max()
                .ifPresent(longest -> atMost(LONGEST_SETTING, longest, "characters in one setting", errors));
        names(event)
                .mapToInt(String::length)
                .max()
                .ifPresent(longest -> atMost(LONGEST_NAME, longest, "characters in the name of a setting", errors));
        if (!errors.isEmpty()) {
            throw FailureException.rejected("request-too-large", errors);
        }
    }

    private static Stream<String> names(FitRequested event) {
        return Stream.concat(event.getSettings().keySet().stream(), event.getOnly().stream());
    }

    private static void atMost(int limit, long asked, String what, List<String> errors) {
        if (asked > limit) {
            errors.add("The request has " + asked + " " + what + ", and at most " + limit + " are allowed.");
        }
    }

    /** @return a sentence for each limit that the database exceeds */
    static List<String> errors(DatabaseMetadata database) {
        List<String> errors = new ArrayList<>();
        long columns = 0;
        for (TableMetadata table : database.tables()) {
            columns += table.columns().size();
            if (table.columns().size() > MOST_COLUMNS) {
                errors.add("Table " + shown(table.name()) + " has "
                        + table.columns().size() + " columns, and at most " + MOST_COLUMNS
                        + " are allowed: leave some out of the source.");
            }
            if (isLong(table.name())
                    || table.columns().stream().map(ColumnMetadata::name).anyMatch(RequestSize::isLong)) {
                errors.add("Table " + shown(table.name()) + " or one of its columns has a name of more than "
                        + LONGEST_NAME + " characters: shorten it.");
            }
        }
        atMost(MOST_TABLES, database.tables().size(), "tables", errors);
        atMost(MOST_COLUMNS_IN_ALL, columns, "columns in all tables", errors);
        return errors;
    }

    /** @return a sentence if so many training jobs could come of it that each can't know all */
    static List<String> errors(DatabaseMetadata database, RunSettings settings) {
        long jobs = 0;
        for (TableMetadata table : database.tables()) {
            Settings own = settings.tables().get(table.name());
            long batch = own.longValue(RunSettings.BATCH_SIZE_COLUMNS);
            boolean whole = own.text(RunSettings.COLUMN_BATCHES).equals(Batching.Mode.OFF.name());
            jobs += whole ? 1 : (table.contentColumns().size() + batch - 1) / batch;
        }
        return jobs <= MOST_JOBS
                ? List.of()
                : List.of("The tables would be learned in up to " + jobs + " batches of columns, and at most "
                        + MOST_JOBS + " are allowed: raise batchSizeColumns.");
    }

    private static boolean isLong(String name) {
        return name.length() > LONGEST_NAME;
    }

    private static String shown(String name) {
        return isLong(name) ? name.substring(0, 50) + "…" : name;
    }
}
