package io.rowmill.cli.score;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.table.csv.CsvOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be measured.
 *
 * @param holdout folder of real rows that were not fitted
 * @param files what is said about files of text; synthetic ones have no lines in front of the header
 * @param targets per table the column to be predicted
 */
public record ScoreRequest(
        DatabaseMetadata metadata,
        Path real,
        Path synthetic,
        Optional<Path> holdout,
        CsvOptions files,
        Map<String, String> targets) {

    /** @throws FailureException (Rejected) if a target is no content column */
    public ScoreRequest {
        targets = Map.copyOf(targets);
        List<String> errors = new ArrayList<>();
        targets.forEach((table, column) -> {
            boolean known = metadata.find(table)
                    .flatMap(t -> t.contentColumns().stream()
                            .map(ColumnMetadata::name)
                            .filter(column::equals)
                            .findFirst())
                    .isPresent();
            if (!known) {
                errors.add("Target " + table + "." + column + " is not a content column of the metadata.");
            }
        });
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-target", errors);
        }
    }
}
