package io.rowmill.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.random.Seed;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.FolderFiles;
import io.rowmill.sources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredRowsTest {
    private static final String METADATA =
            """
            {"tables": {
               "stay": {"columns": {"id": {"sdtype": "id"}, "came": {"sdtype": "datetime"}, "left": {"sdtype": "datetime"},
                        "nights": {"sdtype": "numerical"}, "ward": {"sdtype": "categorical"}}, "primary_key": "id"},
               "bill": {"columns": {"stay": {"sdtype": "id"}, "net": {"sdtype": "numerical"}, "tax": {"sdtype": "numerical"},
                        "total": {"sdtype": "numerical"}}}},
             "relationships": [
               {"parent_table_name": "stay", "parent_primary_key": "id", "child_table_name": "bill", "child_foreign_key": "stay"}],
             "constraints": [%s]}
            """;

    @TempDir
    Path source;

    @TempDir
    Path work;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                source.resolve("stay.csv"),
                """
                id,came,left,nights,ward
                1,2024-01-01,2024-01-04,3,A1
                2,2024-01-05,2024-01-04,-1,secret
                3,2024-01-05,,2,B2
                """);
        Files.writeString(
                source.resolve("bill.csv"), "stay,net,tax,total\n1,10.00,1.95,11.95\n1,7.00,1.33,8.34\n3,,1,5\n");
    }

    private Snapshots take(String constraints) throws IOException {
        Source files = new CsvSource(new FolderFiles(source));
        DatabaseMetadata metadata = files.catalogue()
                .align(MetadataJson.read(METADATA.formatted(constraints), "metadata")
                        .metadata())
                .metadata();
        SnapshotOptions options = new SnapshotOptions(false, false, OptionalLong.empty(), new Seed(1));
        return SnapshotTaker.take(files, metadata, options, work, SnapshotListener.SILENT);
    }

    private static String expression(String table, String expression, String more) {
        return "{\"constraint\": \"Expression\", \"table_name\": \"" + table + "\", \"parameters\": {\"expression\": \""
                + expression + "\"}" + more + "}";
    }

    @Test
    void everyRuleThatRowsBreakIsNamedAtOnceWithoutACell() throws IOException {
        // Given
        Snapshots snapshots = take(String.join(
                ", ",
                expression("stay", "came <= left", ""),
                expression("stay", "nights >= 0 and ward matches '[A-Z][0-9]'", ""),
                expression("bill", "total = net + tax", ""),
                expression("stay", "nights = left - came", "")));

        // When / Then
        assertThatThrownBy(() -> DeclaredRows.check(snapshots))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table stay: 1 row breaks Constraint 1 (Expression of table stay), first row 2."
                        + " Correct the rows or the constraint, or set its 'strict' to false: then it is a warning.")
                .hasMessageContaining("Table stay: 1 row breaks Constraint 2 (Expression of table stay), first row 2.")
                .hasMessageContaining("Table bill: 1 row breaks Constraint 3 (Expression of table bill), first row 2.")
                .hasMessageNotContaining("Constraint 4")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNotStrictIsAWarningAndWhatIsStruckIsNothing() throws IOException {
        // Given
        Snapshots snapshots = take(String.join(
                ", ",
                expression("stay", "came <= left", ", \"strict\": false"),
                expression("bill", "total = net + tax", ", \"keep\": false")));

        // When / Then
        assertThat(DeclaredRows.check(snapshots))
                .containsExactly("Table stay: 1 row breaks Constraint 1 (Expression of table stay), first row 2."
                        + " Synthetic rows may break it, too.");
    }
}
