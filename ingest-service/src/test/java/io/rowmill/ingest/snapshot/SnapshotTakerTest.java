package io.rowmill.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.testing.SharedData;
import io.rowmill.platform.snapshot.SnapshotRows;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.FolderFiles;
import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTakerTest {
    private static final SnapshotOptions STRICT = new SnapshotOptions(false, false, OptionalLong.empty(), new Seed(1));
    private static final SnapshotOptions DROPPING = new SnapshotOptions(true, false, OptionalLong.empty(), new Seed(1));
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
    void alternateKeysAreCheckedLikeOthersButMayBeNull() throws IOException {
        // Given
        String json =
                """
                {"tables": {
                   "customer": {"columns": {"id": {"sdtype": "id"}, "code": {"sdtype": "id"}, "city": {"sdtype": "id"}},
                                "primary_key": "id", "alternate_keys": ["code", ["city", "code"]]},
                   "sale": {"columns": {"customer_code": {"sdtype": "id"}, "what": {"sdtype": "categorical"}}}},
                 "relationships": [{"parent_table_name": "customer", "parent_primary_key": "code",
                                    "child_table_name": "sale", "child_foreign_key": "customer_code"}]}""";
        Source files = new CsvSource(new FolderFiles(source));
        write("customer", "id,code,city\n1,A1,x\n2,B1,x\n3,,x\n4,,x\n5,A1,x\n");
        write("sale", "customer_code,what\nA1,a\n,b\nC1,c\n");

        // When / Then
        assertThatThrownBy(() -> take(files, json, STRICT))
                .hasMessageContaining(
                        "Table customer: 1 row(s) repeat a value of the alternate key code of an earlier row, first at line 6.")
                .hasMessageContaining("1 row(s) repeat a value of the alternate key city, code of an earlier row")
                .hasMessageContaining(
                        "Table sale: 1 value(s) in customer_code have no row in customer, first at line 4.");
        assertThat(take(files, json, DROPPING).tables())
                .extracting(TableSnapshot::table, TableSnapshot::rowCount)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("customer", 4L),
                        org.assertj.core.api.Assertions.tuple("sale", 2L));
    }

    @Test
    void invalidRowsAndWhatRefersToThemAreDroppedOnDemand() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n2,secret\n");
        write("sale", "nr,customer,day\n10,1,2024-01-01\n11,2,2024-01-02\n12,,2024-01-02\n");
        write("item", "sale,what\n10,a\n11,b\n11,c\n12,d\n");

        // When
        Snapshots result = take(DROPPING);

        // Then
        assertThat(result.tables())
                .extracting(TableSnapshot::table, TableSnapshot::rowCount, TableSnapshot::droppedRows)
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
        assertThatThrownBy(() -> take(STRICT)).hasMessageContaining("No table of the source has rows");
        write("customer", "id,age\n1,2\n");
        assertThat(take(STRICT).warnings())
                .anyMatch(w -> w.startsWith("Table customer has one row"))
                .anyMatch(w -> w.startsWith("Table sale has no row"));
    }

    @Test
    void allFilesThatAreNoTablesAreReportedAtOnceWithTheRowsOfOthers() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n1,31\n");
        write("sale", "nr,customer,day\n10,1\n");
        write("item", "sale,what\n10,\"a\n");

        // When / Then
        assertThatThrownBy(() -> take(STRICT))
                .hasMessageContaining("File sale.csv, line 2: the record has 2 fields, the header has 3")
                .hasMessageContaining("File item.csv, line 2: the quote opened")
                .hasMessageContaining(
                        "1 row(s) repeat a value of the primary key id of an earlier row, first at line 3.");
    }

    @Test
    void keysThatLookAlikeAndAreNotComeWithTheReason() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n2,31\n");
        write("sale", "nr,customer,day\n007,1.0,2024-01-01\n008,2.0,2024-01-02\n");
        write("item", "sale,what\n7,a\n8,b\n");

        // When / Then
        assertThatThrownBy(() -> take(STRICT))
                .hasMessageContaining("Table sale: 2 value(s) in customer have no row in customer (keys are compared as"
                        + " text, and 3.0 is not 3")
                .hasMessageContaining(
                        "Table item: 2 value(s) in sale have no row in sale (keys are compared as text, and"
                                + " 007 is not 7");
    }

    @Test
    void guessedKeysThatTheRowsDoNotKeepAreGivenUpWithAWarning() throws IOException {
        // Given
        write("customer", "id,age\n1,30\n1,31\n");
        write("sale", "nr,customer,day\n10,1,2024-01-01\n11,1,2024-01-02\n");
        write("item", "sale,what\n10,a\n99,b\n");

        // When
        Snapshots result = take(new SnapshotOptions(false, true, OptionalLong.empty(), new Seed(1)));

        // Then
        assertThat(result.tables()).extracting(TableSnapshot::rowCount).containsExactly(2L, 2L, 2L);
        assertThat(result.metadata().table("customer").primaryKey()).isEmpty();
        assertThat(result.metadata().table("sale").primaryKey()).containsExactly("nr");
        assertThat(result.metadata().relationships()).isEmpty();
        assertThat(result.warnings())
                .anyMatch(w -> w.startsWith("Table customer: id looked like its primary key but is not"))
                .anyMatch(w -> w.startsWith("Table sale: customer looked like a reference to customer"))
                .anyMatch(w -> w.startsWith("Table item: sale looked like a reference to sale"));
    }

    @Test
    void keysThatMakeEachOtherAreRejectedBeforeTheRunBegins() throws IOException {
        // Given
        String circle = SHOP.replace(
                "\"relationships\": [",
                """
                "relationships": [
                  {"parent_table_name": "sale", "parent_primary_key": "nr",
                   "child_table_name": "customer", "child_foreign_key": "id"},""");
        write("customer", "id,age\n10,30\n");
        write("sale", "nr,customer,day\n10,10,2024-01-01\n");
        write("item", "sale,what\n10,a\n");

        // When / Then
        assertThatThrownBy(() -> take(new CsvSource(new FolderFiles(source)), circle, STRICT))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Rejected.class));
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
        Snapshots result = take(new SnapshotOptions(false, false, OptionalLong.of(10), new Seed(5)));

        // Then
        assertThat(result.tables()).extracting(TableSnapshot::rowCount).containsExactly(10L, 20L, 10L);
        Set<String> ids = new HashSet<>(column(result, "customer", "id"));
        assertThat(ids).containsAll(column(result, "sale", "customer"));
        assertThat(new HashSet<>(column(result, "sale", "nr"))).containsAll(column(result, "item", "sale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind"})
    void realDatabasesPass(String name) throws IOException {
        // Given
        Path folder = SharedData.folder(name);
        String json = Files.readString(folder.resolve("metadata.json"));

        // When
        Snapshots result = take(new CsvSource(new FolderFiles(folder)), json, STRICT);

        // Then
        for (TableSnapshot table : result.tables()) {
            assertThat(table.rowCount()).isPositive();
            assertThat(table.droppedRows()).isZero();
        }
    }

    @Test
    void aDatabaseOverJdbcIsDetectedAndTaken() throws IOException {
        // Given
        Source chinook = new JdbcSource(new JdbcSettings(
                new JdbcUrl("jdbc:hsqldb:res:chinook"),
                Optional.empty(),
                Optional.of("CHINOOK"),
                Optional.of("CHINOOK"),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));

        // When
        DatabaseMetadata metadata = SourceDetector.detect(chinook).metadata();
        Snapshots result = SnapshotTaker.take(chinook, metadata, STRICT, work, SnapshotListener.SILENT);

        // Then
        assertThat(metadata.relationships()).hasSize(11);
        assertThat(result.tables()).hasSize(11);
        assertThat(result.tables()).anyMatch(t -> t.table().equals("Track") && t.rowCount() == 3503);
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
            for (SnapshotOptions options : List.of(STRICT, DROPPING)) {
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

    private Snapshots take(SnapshotOptions options) throws IOException {
        return take(new CsvSource(new FolderFiles(source)), SHOP, options);
    }

    private Snapshots take(Source from, String json, SnapshotOptions options) throws IOException {
        DatabaseMetadata metadata = from.catalogue()
                .align(MetadataJson.read(json, "metadata").metadata())
                .metadata();
        return SnapshotTaker.take(from, metadata, options, work, SnapshotListener.SILENT);
    }

    private List<String> column(Snapshots result, String table, String column) throws IOException {
        TableSnapshot snapshot = result.tables().stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow();
        var metadata = MetadataJson.read(SHOP, "metadata").metadata().table(table);
        List<String> values = new ArrayList<>();
        try (RowCursor cursor = new SnapshotRows(snapshot.path(), metadata).open()) {
            while (cursor.advance()) {
                values.add(cursor.value(metadata.indexOf(column).orElseThrow()));
            }
        }
        return values;
    }
}
