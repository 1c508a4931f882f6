package io.rowmill.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.table.RowCursor;
import io.rowmill.ingest.source.CsvSource;
import io.rowmill.ingest.source.FolderFiles;
import io.rowmill.ingest.source.JdbcSettings;
import io.rowmill.ingest.source.JdbcSource;
import io.rowmill.ingest.source.Source;
import io.rowmill.ingest.source.SourceDetector;
import io.rowmill.platform.snapshot.SnapshotRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTakerTest {
    private static final SnapshotTaker.Options STRICT = new SnapshotTaker.Options(false, 0, 1);
    private static final SnapshotTaker.Options DROPPING = new SnapshotTaker.Options(true, 0, 1);
    private static final String SHOP =
            """
            {"tables": {
               "customer": {"columns": {"id": {"sdtype": "id"}, "age": {"sdtype": "numerical"}}, "primary_key": "id"},
               "sale": {"columns": {"nr": {"sdtype": "id"}, "customer": {"sdtype": "id"},
                        "day": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"}}, "primary_key": "nr"},
               "item": {"columns": {"sale": {"sdtype": "id"}, "what": {"sdtype": "categorical"}}}},
             "relationships": [
               {"parent_table_name": "customer", "parent_primary_key": "id", "child_table_name": "sale", "child_foreign_key": "customer"},
               {"parent_table_name": "sale", "parent_primary_key": "nr", "child_table_name": "item", "child_foreign_key": "sale"}]}
            """;

    @TempDir
    Path source;

    @TempDir
    Path work;

    @Test
    void everyKindOfInvalidRowIsReportedAtOnceWithItsLinesAndWithoutValues() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n1,secret\n,5\n");
        write("sale", "nr,customer,day\n10,1,2024-01-01\n11,777,secret\n");
        write("item", "sale,what\n10,\"a\nb\"\n99,b\n,c\n");

        // When / Then
        assertThatThrownBy(() -> take(STRICT))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table customer: 1 value(s) in column age are not numbers, first at line 3.")
                .hasMessageContaining("1 row(s) have no value in the primary key id, first at line 4.")
                .hasMessageContaining(
                        "1 row(s) repeat a value of the primary key id of an earlier row, first at line 3.")
                .hasMessageContaining("Table sale: 1 value(s) in column day are not dates in the format %Y-%m-%d")
                .hasMessageContaining("Table sale: 1 value(s) in customer have no row in customer, first at line 3.")
                .hasMessageContaining("Table item: 1 value(s) in sale have no row in sale, first at line 4.")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("777");
    }

    @Test
    void invalidRowsAndWhatRefersToThemAreDroppedOnDemand() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n2,secret\n");
        write("sale", "nr,customer,day\n10,1,2024-01-01\n11,2,2024-01-02\n12,,2024-01-02\n");
        write("item", "sale,what\n10,a\n11,b\n11,c\n12,d\n");

        // When
        SnapshotTaker.Result result = take(DROPPING);

        // Then
        assertThat(result.tables())
                .extracting(TableSnapshot::table, TableSnapshot::rows, TableSnapshot::droppedRows)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("customer", 1L, 1L),
                        org.assertj.core.api.Assertions.tuple("sale", 2L, 1L),
                        org.assertj.core.api.Assertions.tuple("item", 2L, 2L));
        assertThat(result.warnings()).anyMatch(w -> w.contains("Table item: 2 value(s)") && w.contains("dropped"));
        assertThat(column(result, "item", "what")).containsExactly("a", "d");
    }

    @Test
    void aDatabaseWithoutAnyRowIsRejectedAndASingleRowIsAWarning() throws IOException {
        // Given
        write("customer", "id,age\n");
        write("sale", "nr,customer,day\n");
        write("item", "sale,what\n");

        // When / Then
        assertThatThrownBy(() -> take(STRICT)).hasMessageContaining("No table of the source has a row.");
        write("customer", "id,age\n1,2\n");
        assertThat(take(STRICT).warnings())
                .anyMatch(w -> w.startsWith("Table customer has one row"))
                .anyMatch(w -> w.startsWith("Table sale has no row"));
    }

    @Test
    void aRelationalSampleIsSmallerAndWhole() throws IOException {
        // Given
        int customers = 1000;
        StringBuilder customer = new StringBuilder("id,age\n");
        StringBuilder sale = new StringBuilder("nr,customer,day\n");
        StringBuilder item = new StringBuilder("sale,what\n");
        for (int i = 0; i < customers; i++) {
            customer.append(i).append(",30\n");
            sale.append(2 * i).append(',').append(i).append(",2024-01-01\n");
            sale.append(2 * i + 1).append(',').append(i).append(",2024-01-01\n");
            item.append(2 * i).append(",x\n");
        }
        write("customer", customer.toString());
        write("sale", sale.toString());
        write("item", item.toString());

        // When
        SnapshotTaker.Result result = take(new SnapshotTaker.Options(false, 10, 5));

        // Then
        assertThat(result.tables()).extracting(TableSnapshot::rows).containsExactly(10L, 20L, 10L);
        Set<String> ids = new HashSet<>(column(result, "customer", "id"));
        assertThat(ids).containsAll(column(result, "sale", "customer"));
        assertThat(new HashSet<>(column(result, "sale", "nr"))).containsAll(column(result, "item", "sale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind"})
    void realDatabasesPass(String name) throws IOException {
        // Given
        Path folder = data(name);
        String json = Files.readString(folder.resolve("metadata.json"));

        // When
        SnapshotTaker.Result result = take(new CsvSource(new FolderFiles(folder)), json, STRICT);

        // Then
        for (TableSnapshot table : result.tables()) {
            assertThat(table.rows()).isPositive();
            assertThat(table.droppedRows()).isZero();
        }
    }

    @Test
    void aDatabaseOverJdbcIsDetectedAndTaken() throws IOException {
        // Given
        Source chinook = new JdbcSource(new JdbcSettings(
                "jdbc:hsqldb:res:chinook",
                Optional.empty(),
                Optional.of("CHINOOK"),
                Optional.of("CHINOOK"),
                Optional.empty()));

        // When
        DatabaseMetadata metadata = SourceDetector.detect(chinook).metadata();
        SnapshotTaker.Result result = new SnapshotTaker(chinook, metadata, STRICT, work, () -> false).take();

        // Then
        assertThat(metadata.relationships()).hasSize(11);
        assertThat(result.tables()).hasSize(11);
        assertThat(result.tables()).anyMatch(t -> t.table().equals("Track") && t.rows() == 3503);
    }

    @Test
    void randomFilesNeverCauseAnythingButARejection() throws IOException {
        // Given
        Random random = new Random(5);
        String alphabet = "0129,,\"\n\nab-:.\0";
        for (int i = 0; i < 300; i++) {
            for (String table : List.of("customer,id,age", "sale,nr,customer,day", "item,sale,what")) {
                StringBuilder text = new StringBuilder(table.substring(table.indexOf(',') + 1) + "\n");
                for (int k = random.nextInt(60); k > 0; k--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                write(table.substring(0, table.indexOf(',')), text.toString());
            }

            // When / Then
            for (SnapshotTaker.Options options : List.of(STRICT, DROPPING)) {
                FailureException failure = catchThrowableOfType(FailureException.class, () -> take(options));
                if (failure != null) {
                    assertThat(failure.failure()).isInstanceOf(Failure.Rejected.class);
                }
            }
        }
    }

    private void write(String table, String text) throws IOException {
        Files.writeString(source.resolve(table + ".csv"), text);
    }

    private SnapshotTaker.Result take(SnapshotTaker.Options options) throws IOException {
        return take(new CsvSource(new FolderFiles(source)), SHOP, options);
    }

    private SnapshotTaker.Result take(Source from, String json, SnapshotTaker.Options options) throws IOException {
        DatabaseMetadata metadata = from.catalogue()
                .align(MetadataJson.read(json, "metadata").metadata())
                .metadata();
        return new SnapshotTaker(from, metadata, options, work, () -> false).take();
    }

    private List<String> column(SnapshotTaker.Result result, String table, String column) throws IOException {
        TableSnapshot snapshot = result.tables().stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow();
        var metadata = MetadataJson.read(SHOP, "metadata").metadata().table(table);
        List<String> values = new ArrayList<>();
        try (RowCursor cursor = new SnapshotRows(snapshot.file(), metadata).open()) {
            while (cursor.advance()) {
                values.add(cursor.value(metadata.indexOf(column).orElseThrow()));
            }
        }
        return values;
    }

    private static Path data(String name) {
        String configured = System.getProperty("rowmill.data");
        Optional<Path> root = configured != null
                ? Optional.of(Path.of(configured))
                : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                        .map(p -> p.resolve("shared/data"))
                        .filter(Files::isDirectory)
                        .findFirst();
        Assumptions.assumeTrue(
                root.isPresent() && Files.isDirectory(root.get().resolve(name)),
                "data set " + name + " is missing; set -Drowmill.data=<folder>");
        return root.get().resolve(name);
    }
}
