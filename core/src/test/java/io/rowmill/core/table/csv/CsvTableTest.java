package io.rowmill.core.table.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @Test
    void anUnquotedEmptyFieldIsNullAndAQuotedOneIsAnEmptyString() throws IOException {
        // Given
        TableRows table = csv("a,b\n,\"\"\n1,\" \"\n", "a", "b");

        // When / Then
        assertThat(rows(table)).containsExactly(Arrays.asList(null, ""), List.of("1", " "));
        assertThat(table.rowCount()).isEqualTo(2);
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        // Given
        TableRows table = csv("b,a\n2,1\n", "a", "b");

        // When / Then
        assertThat(rows(table)).containsExactly(List.of("1", "2"));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreTolerated() throws IOException {
        // Given
        TableRows table = csv("\uFEFFa,b\r\n1,2\r\n3,\"4\r\n5\"", "a", "b");

        // When / Then
        assertThat(rows(table)).containsExactly(List.of("1", "2"), List.of("3", "4\r\n5"));
    }

    @Test
    void anEmptyLineIsANullInATableOfOneColumnAndNothingElsewhere() throws IOException {
        // When / Then
        assertThat(rows(csv("a\n1\n\n2\n", "a")))
                .containsExactly(List.of("1"), Arrays.asList((String) null), List.of("2"));
        assertThat(rows(csv("a,b\n1,2\n\n3,4\n", "a", "b"))).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void cursorsTellTheLineOfARow() throws IOException {
        // Given
        CsvTable table = csv("a,b\n1,\"x\ny\"\n2,z\n", "a", "b");

        // When
        try (CsvCursor cursor = table.open()) {
            cursor.advance();
            cursor.advance();

            // Then
            assertThat(cursor.line()).isEqualTo(4);
        }
    }

    @Test
    void columnsMissingOnEitherSideAreAllNamed() {
        // When / Then
        assertRejected(csv("a,custmer,x\n1,2,3\n", "a", "customer", "y"))
                .hasMessageContaining("the metadata names column customer, the header of t.csv does not")
                .hasMessageContaining("(did you mean 'custmer'?)")
                .hasMessageContaining("the metadata names column y")
                .hasMessageContaining("names column x, the metadata does not");
    }

    @Test
    void aRaggedLineIsRejectedWithItsLine() {
        // When / Then
        assertRejected(csv("a,b\n1,2\n3\n", "a", "b"))
                .hasMessageContaining("File t.csv, line 3: the record has 1 fields, the header has 2");
        assertRejected(csv("a,b\n1,2,secret\n", "a", "b"))
                .hasMessageContaining("line 2: the record has 3 fields")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aRepeatedHeaderNameAndAMissingHeaderAreRejected() {
        // When / Then
        assertRejected(csv("a,b,a\n1,2,3\n", "a", "b")).hasMessageContaining("the header names a more than once");
        assertRejected(csv("", "a")).hasMessageContaining("File t.csv has no header");
    }

    @Test
    void aQuoteThatIsNeverClosedIsRejectedWithTheLineItWasOpenedIn() {
        // When / Then
        assertRejected(csv("a,b\n1,2\n3,\"secret\n5,6\n", "a", "b"))
                .hasMessageContaining("File t.csv, line 3: the quote opened")
                .hasMessageNotContaining("secret");
        assertRejected(csv("a\n\"", "a")).hasMessageContaining("line 2: the quote opened");
        assertRejected(csv("a\n\"x\"\"", "a")).hasMessageContaining("line 2: the quote opened");
    }

    @Test
    void charactersBehindAClosingQuoteAreRejected() {
        // When / Then
        assertRejected(csv("a,b\n1,2\n\"3\"secret,4\n", "a", "b"))
                .hasMessageContaining("File t.csv, line 3: a quoted field is followed by other characters")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMalformedByteIsRejectedWithItsLine() {
        // Given
        byte[] bytes = "a,b\n1,2\n3,é\n".getBytes(StandardCharsets.ISO_8859_1);

        // When / Then
        assertRejected(new CsvTable("t.csv", () -> new ByteArrayInputStream(bytes), table("a", "b")))
                .hasMessageContaining("File t.csv, line 3: a byte that is not UTF-8");
    }

    @Test
    void aMalformedByteFarDownIsFoundInItsLine() {
        // Given
        StringBuilder text = new StringBuilder("a,b\n");
        IntStream.range(0, 50_000)
                .forEach(i -> text.append("žluťoučký,").append(i).append('\n'));
        byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(good, good.length + 1);
        bytes[good.length] = (byte) 0xC3;

        // When / Then
        assertRejected(new CsvTable("t.csv", () -> new ByteArrayInputStream(bytes), table("a", "b")))
                .hasMessageContaining("line 50002: a byte that is not UTF-8");
    }

    @Test
    void gzippedFilesAreReadAndDamagedOnesRejected() throws IOException {
        // Given
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("a\n1\n2\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = zipped.toByteArray();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 12);

        // When / Then
        assertThat(rows(new CsvTable("t.csv.gz", () -> new ByteArrayInputStream(bytes), table("a"))))
                .hasSize(2999);
        assertRejected(new CsvTable("t.csv.gz", () -> new ByteArrayInputStream(cut), table("a")))
                .hasMessageContaining("File t.csv.gz is not a complete gzip file");
        assertRejected(new CsvTable("t.csv.gz", () -> new ByteArrayInputStream(new byte[] {1, 2}), table("a")))
                .hasMessageContaining("File t.csv.gz is not a complete gzip file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind"})
    void realFilesAreWrittenBackByteForByte(String database) throws IOException {
        try (Stream<Path> files = Files.list(SharedData.folder(database))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                // Given
                String name = file.getFileName().toString();
                List<String> header = CsvTable.header(name, () -> Files.newInputStream(file), CsvDialect.PLAIN);
                CsvTable table = CsvTable.of(file, table(header.toArray(String[]::new)));

                // When
                byte[] written = write(header, rows(table));

                // Then
                assertThat(written).as(name).isEqualTo(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void anyCellsAreReadBackAsTheyWereWritten() throws IOException {
        // Given
        Random random = new Random(3);
        String[] cells = {
            null, "", " ", "\"", "\n", "\r", ",", "a\"b", "\uFEFF", "\uFFFF", "ž", "😀", "1.0", "\u0001", "#"
        };
        for (int columns = 1; columns <= 3; columns++) {
            List<String> header =
                    IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                rows.add(Stream.generate(() -> cells[random.nextInt(cells.length)])
                        .limit(columns)
                        .toList());
            }

            // When
            byte[] bytes = write(header, rows);
            TableRows table =
                    new CsvTable("t.csv", () -> new ByteArrayInputStream(bytes), table(header.toArray(String[]::new)));

            // Then
            assertThat(rows(table)).isEqualTo(rows);
        }
    }

    @Test
    void textOfAnotherKindIsRejectedWithItsLineAndWhatToDo() {
        assertRejected(csv("a,b\n1,2\n\0,3\n", "a", "b"))
                .hasMessageContaining("File t.csv, line 3: a NUL character")
                .hasMessageContaining("save the file as UTF-8");
        assertRejected(csv("a,b\n1,\"\0\"\n", "a", "b")).hasMessageContaining("line 2: a NUL character");
        assertRejected(csv("a,b\n" + ",".repeat(100_000) + "\n", "a", "b"))
                .hasMessageContaining("line 2: a record with more than 65536 fields");
    }

    @Test
    void everyColumnOfTheHeaderNeedsANameOfItsOwn() {
        assertThatThrownBy(() -> CsvTable.header(
                        "t.csv",
                        () -> new ByteArrayInputStream(",a\n0,1\n".getBytes(StandardCharsets.UTF_8)),
                        CsvDialect.PLAIN))
                .hasMessageContaining("File t.csv, line 1: column 1 of the header has no name");
        assertThatThrownBy(() -> CsvTable.header(
                        "t.csv",
                        () -> new ByteArrayInputStream("a,b,a\n".getBytes(StandardCharsets.UTF_8)),
                        CsvDialect.PLAIN))
                .hasMessageContaining("line 1: the header names a more than once");
    }

    @Test
    void aLineOfMegabytesIsReadLikeAnyOther() throws IOException {
        // Given
        String longCell = "x".repeat(5_000_000);

        // Then
        assertThat(rows(csv("a,b\n" + longCell + ",1\n\"" + longCell + "\n\",2\n", "a", "b")))
                .isEqualTo(List.of(List.of(longCell, "1"), List.of(longCell + "\n", "2")));
        assertRejected(csv("a\n" + "x".repeat(17_000_000) + "\n", "a"))
                .hasMessageContaining("line 2: a field is longer than 16777216 characters");
    }

    @Test
    void randomBytesNeverCauseAnythingButARejection() {
        // Given
        Random random = new Random(11);
        byte[] alphabet = "ab,,\"\"\n\n\r\0é".getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] =
                        random.nextInt(50) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }

            // When / Then
            try {
                List<String> header = CsvTable.header("t.csv", () -> new ByteArrayInputStream(bytes), CsvDialect.PLAIN);
                rows(new CsvTable(
                        "t.csv", () -> new ByteArrayInputStream(bytes), table(header.toArray(String[]::new))));
            } catch (FailureException e) {
                assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRejected(CsvTable table) {
        return assertThatThrownBy(() -> rows(table)).isInstanceOf(FailureException.class);
    }

    private static CsvTable csv(String text, String... columns) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new CsvTable("t.csv", () -> new ByteArrayInputStream(bytes), table(columns));
    }

    private static TableMetadata table(String... columns) {
        return new TableMetadata(
                "t",
                Stream.of(columns)
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
    }

    private static List<List<String>> rows(TableRows table) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (RowCursor cursor = table.open()) {
            while (cursor.advance()) {
                rows.add(IntStream.range(0, table.metadata().columns().size())
                        .mapToObj(cursor::value)
                        .toList());
            }
        }
        return rows;
    }

    private static byte[] write(List<String> header, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvTableWriter writer = new CsvTableWriter(out, header)) {
            for (List<String> row : rows) {
                writer.write(row);
            }
        }
        return out.toByteArray();
    }
}
