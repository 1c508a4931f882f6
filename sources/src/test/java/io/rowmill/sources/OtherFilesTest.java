package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.table.csv.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no delimited text. */
class OtherFilesTest {
    @TempDir
    private Path folder;

    @Test
    void objectsAreRowsAndKeysAreColumns() throws IOException {
        // Given
        Files.writeString(
                folder.resolve("a.jsonl"),
                """
                {"id": 1, "name": "Zo\u00eb", "price": 1.50, "ok": true}

                {"id": 2, "tags": ["x", {"y": 1.10}], "name": "", "price": null}
                """);

        // When
        CsvSource source = source();

        // Then
        assertThat(source.catalogue().tables().get(0).columnNames())
                .containsExactly("id", "name", "price", "ok", "tags");
        assertThat(rows(source, "a", "id", "name", "price", "ok", "tags"))
                .containsExactly(
                        Arrays.asList("1", "Zo\u00eb", "1.50", "true", null),
                        Arrays.asList("2", "", null, null, "[\"x\",{\"y\":1.10}]"));
        try (PositionedCursor cursor =
                source.find(table("a", "id", "name", "price", "ok", "tags")).orElseThrow()) {
            cursor.advance();
            cursor.advance();
            assertThat(cursor.position()).isEqualTo(3);
        }
    }

    @Test
    void objectsAreWrittenAsTheyWereRead() throws IOException {
        // Given
        String text =
                """
                {"id":1,"zip":"01234","code":"7","mixed":"n/a","ok":true,"tags":["x",{"y":1.10}],"gone":"a"}
                {"id":2,"zip":null,"code":"8","mixed":1.50,"ok":null,"tags":[]}
                {"id":3,"zip":"","code":"","mixed":2,"ok":false,"tags":{"z":null},"gone":""}
                """;
        Files.writeString(folder.resolve("a.ndjson"), text);
        String[] columns = {"id", "zip", "code", "mixed", "ok", "tags", "gone"};
        CsvSource source = source();

        // When
        List<List<String>> rows = rows(source, "a", columns);
        FileStyle style = source.fileStyles().get("a");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = style.writer(out, List.of(columns))) {
            for (List<String> row : rows) {
                writer.write(row);
            }
        }

        // Then
        assertThat(style.suffix()).isEqualTo(".ndjson");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void zippedObjectsAreReadToo() throws IOException {
        // Given
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.ndjson.gz")))) {
            out.write("{\"id\":1}\n{\"id\":2}".getBytes(StandardCharsets.UTF_8));
        }

        // When / Then
        assertThat(rows(source(), "a", "id")).containsExactly(List.of("1"), List.of("2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}\n[\"secret\"]\n",
                "{\"id\":1}\n{\"id\":secret}\n",
                "{\"id\":1}\n{\"id\":2,\"id\":\"secret\"}\n",
                "{\"id\":1}\n\"secret\"\n",
                "{\"id\":1}\n{\"id\":\"secret\""
            })
    void whatIsNoObjectIsNamedByItsLine(String text) throws IOException {
        // Given
        Files.writeString(folder.resolve("a.jsonl"), text);

        // When / Then
        assertThat(source().catalogue().unreadable().get("a"))
                .contains("File a.jsonl, line 2: ")
                .doesNotContain("secret");
    }

    @Test
    void aFileWithoutObjectsIsNoTable() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.jsonl"), "");

        // When / Then
        assertThat(source().catalogue().unreadable().get("a")).contains("File a.jsonl has no row");
    }

    @Test
    void sheetsAreTables() throws IOException {
        // Given
        try (OutputStream out = Files.newOutputStream(folder.resolve("shop.xlsx"));
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet orders = book.newWorksheet("orders");
            header(orders, 1, "id", "price", "day", "at", "note", "ok");
            orders.value(2, 0, 1);
            orders.value(2, 1, 0.1 + 0.2);
            orders.value(2, 2, LocalDate.of(2024, 2, 29));
            orders.style(2, 2).format("dd.mm.yyyy").set();
            orders.value(2, 3, LocalDateTime.of(2024, 2, 29, 13, 5, 7));
            orders.style(2, 3).format("yyyy-mm-dd hh:mm:ss").set();
            orders.value(2, 4, "a, b");
            orders.value(2, 5, true);
            orders.value(4, 0, 12345678901L);
            orders.value(4, 1, 1e-7);
            orders.style(4, 1).format("0.00E+00").set();
            header(book.newWorksheet("customers"), 0, "id");
            book.newWorksheet("empty");
        }

        // When
        CsvSource source = source();

        // Then
        assertThat(source.catalogue().tables())
                .extracting(SourceCatalogue.SourceTable::name)
                .containsExactly("orders", "customers");
        assertThat(source.catalogue().warnings()).singleElement().asString().contains("sheet empty is skipped");
        assertThat(rows(source, "orders", "id", "price", "day", "at", "note", "ok"))
                .containsExactly(
                        Arrays.asList("1", "0.3", "2024-02-29", "2024-02-29 13:05:07", "a, b", "true"),
                        Arrays.asList("12345678901", "0.0000001", null, null, null, null));
        assertThat(rows(source, "customers", "id")).isEmpty();
    }

    @Test
    void aWorkbookOfOneSheetIsTheTableItIsNamedAfter() throws IOException {
        // Given
        try (OutputStream out = Files.newOutputStream(folder.resolve("people.xlsx"));
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Sheet1");
            header(sheet, 0, "id", "age");
            for (int i = 1; i <= 50; i++) {
                sheet.value(i, 0, i);
                sheet.value(i, 1, i % 7 == 0 ? null : 20 + i);
            }
        }

        // When
        MetadataFindings found = SourceDetector.detect(source());

        // Then
        assertThat(found.metadata().table("people").primaryKey()).containsExactly("id");
        assertThat(source().describe()).containsExactly("people.xlsx: Excel, table people");
    }

    @Test
    void aValueBesideTheTableIsNamedByItsPlace() throws IOException {
        // Given
        try (OutputStream out = Files.newOutputStream(folder.resolve("a.xlsx"));
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Sheet1");
            header(sheet, 0, "id");
            sheet.value(3, 2, "secret");
        }

        // When / Then
        try (PositionedCursor cursor = source().find(table("a", "id")).orElseThrow();
                Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(cursor.position()).isZero();
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                assertThat(left.map(f -> f.getFileName().toString()))
                        .noneMatch(f -> f.startsWith("rowmill-") && f.endsWith(".xlsx"));
            }
        }
        assertThatThrownBy(() -> rows(source(), "a", "id"))
                .hasMessageContaining("File a.xlsx, table a, row 4: there is a value in column C")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNoWorkbookIsSaid() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.xlsx"), "id,x\n1,2\n");

        // When / Then
        assertThat(source().catalogue().unreadable().get("a")).contains("File a.xlsx is no Excel workbook");
    }

    private static void header(Worksheet sheet, int row, String... names) {
        for (int i = 0; i < names.length; i++) {
            sheet.value(row, i, names[i]);
        }
    }

    private CsvSource source() {
        return new CsvSource(new FolderFiles(folder));
    }

    private static TableMetadata table(String name, String... columns) {
        return new TableMetadata(
                name,
                Stream.of(columns)
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
    }

    private static List<List<String>> rows(CsvSource source, String table, String... columns) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (PositionedCursor cursor = source.find(table(table, columns)).orElseThrow()) {
            while (cursor.advance()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < columns.length; i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
