package io.rowmill.core.table.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvDialect.Quotes;
import io.rowmill.core.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSnifferTest {
    private static final List<String> HEADER = List.of("id", "name", "größe", "note");

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void filesOfEveryDialectGiveTheCellsOfTheCommaFile(char delimiter) throws IOException {
        for (String encoding : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252")) {
            for (Quotes quotes : Quotes.values()) {
                for (String lineEnd : List.of("\n", "\r\n", "\r")) {
                    for (int rows : List.of(1, 40, 3_000)) {
                        // Given
                        CsvDialect dialect = new CsvDialect(
                                delimiter,
                                '"',
                                quotes,
                                encoding,
                                encoding.startsWith("UTF-16") || (rows == 40 && encoding.equals("UTF-8")),
                                lineEnd,
                                true,
                                null,
                                0,
                                List.of(),
                                "");
                        List<List<String>> cells = cells(rows);

                        // When
                        CsvSniffer.Sniffed sniffed = sniff("t.csv", written(dialect, cells));

                        // Then
                        assertThat(sniffed.dialect()).isEqualTo(dialect);
                        assertThat(read(written(dialect, cells), sniffed.dialect()))
                                .isEqualTo(cells);
                    }
                }
            }
        }
    }

    private static List<List<String>> cells(int count) {
        Random random = new Random(count);
        List<String> notes = Arrays.asList(
                "plain", "a, b; c", "x|y\tz", "\"quoted\"", "two\nlines", "", null, "don't", "'tis", "5\" wide; 3, 4");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    "" + i,
                    "Zoë " + random.nextInt(9),
                    "" + random.nextInt(1000),
                    notes.get(random.nextInt(notes.size()))));
        }
        return rows;
    }

    @Test
    void delimitersInTextAreNotTaken() throws IOException {
        // When / Then
        assertThat(delimiter("id,note\n1,a; b; c\n2,d; e; f\n")).isEqualTo(',');
        assertThat(delimiter("id,note\n1,\"a;b\"\n2,\"c;d\"\n")).isEqualTo(',');
        assertThat(delimiter("name;price\nx;1,5\ny;2,75\n")).isEqualTo(';');
        assertThat(delimiter("name;price, euro\nx;1,5\ny;2,75\n")).isEqualTo(';');
        assertThat(delimiter("a|b|c\n1|x,y|2\n3|z;w|4\n")).isEqualTo('|');
        assertThat(delimiter("a\tb\n\"1\t2\"\t3\n")).isEqualTo('\t');
        assertThat(delimiter("id;text\n1;\"two\nlines; and, more\"\n2;\"x\"\n")).isEqualTo(';');
    }

    @Test
    void aFileOfOneColumnAndOneWithoutRowsAreCommaFiles() throws IOException {
        // When / Then
        assertThat(delimiter("word\nalpha\nbeta; gamma\ndelta | eta\n")).isEqualTo(',');
        assertThat(delimiter("a,b,c\n")).isEqualTo(',');
        assertThat(delimiter("a;b;c\n")).isEqualTo(';');
        assertThat(delimiter("a")).isEqualTo(',');
        assertThat(delimiter("")).isEqualTo(',');
        assertThat(sniff("t.tsv", bytes("word\nalpha\n")).dialect().delimiter()).isEqualTo('\t');
        assertThat(sniff("t.csv", bytes("\uFEFF")).dialect().byteOrderMark()).isTrue();
        assertThatThrownBy(() -> CsvTable.header("t.csv", () -> in(bytes("\uFEFF")), CsvDialect.PLAIN))
                .hasMessageContaining("t.csv has no header");
    }

    @Test
    void aRaggedRowDoesNotHideTheDelimiter() throws IOException {
        // Given
        byte[] file = bytes("a;b;c\n" + "1;2;3\n".repeat(20) + "1;2\n" + "1;2;3\n".repeat(20));
        CsvDialect dialect = sniff("t.csv", file).dialect();

        // When / Then
        assertThat(dialect.delimiter()).isEqualTo(';');
        assertThatThrownBy(() -> new CsvTable("t.csv", () -> in(file), table("a", "b", "c"), dialect).rowCount())
                .hasMessageContaining("File t.csv, line 22: the record has 2 fields")
                .hasMessageContaining("quote fields that hold a semicolon");
    }

    @Test
    void singleQuotesAreFoundWhereTheRecordsNeedThem() throws IOException {
        // When / Then
        assertThat(sniff("t.csv", bytes("a,b\n'x, y',1\n'z',2\n'it''s',3\n"))
                        .dialect()
                        .quote())
                .isEqualTo('\'');
        assertThat(sniff("t.csv", bytes("a,b\n'70s,1\ndon't,2\n")).dialect().quote())
                .isEqualTo('"');
    }

    @Test
    void whatIsSaidIsNotDetected() throws IOException {
        // Given
        byte[] file = "made on 1 May\r\nby;me\r\n# a comment\r\nname^size^x\r\nZo\u00eb^1^NA\r\n# more\r\n^2^n/a\r\n"
                .getBytes(Charset.forName("ISO-8859-1"));
        CsvOptions said = CsvOptions.of(
                Map.of("delimiter", "^", "encoding", "latin1", "skip-lines", "2", "comment", "#", "null", "NA,n/a"));

        // When
        CsvDialect dialect = CsvSniffer.sniff("t.csv", () -> in(file), said).dialect();

        // Then
        assertThat(dialect.encoding()).isEqualTo("ISO-8859-1");
        CsvTable table = new CsvTable("t.csv", () -> in(file), table("name", "size", "x"), dialect);
        assertThat(rows(table)).containsExactly(Arrays.asList("Zoë", "1", null), Arrays.asList(null, "2", null));
        try (CsvCursor cursor = table.open()) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.line()).isEqualTo(5);
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.line()).isEqualTo(7);
            assertThat(cursor.nullText()).isEmpty();
        }
    }

    @Test
    void aFileWithoutHeaderHasNumberedColumns() throws IOException {
        // Given
        byte[] file = bytes("1;x\n2;NA\n");
        CsvDialect dialect = CsvSniffer.sniff(
                        "t.csv", () -> in(file), CsvOptions.of(Map.of("header", "false", "null", "NA")))
                .dialect();

        // When
        List<String> header = CsvTable.header("t.csv", () -> in(file), dialect);

        // Then
        assertThat(header).containsExactly("column_1", "column_2");
        CsvTable table = new CsvTable("t.csv", () -> in(file), table("column_1", "column_2"), dialect);
        assertThat(rows(table)).containsExactly(List.of("1", "x"), Arrays.asList("2", null));
        assertThat(table.rowCount()).isEqualTo(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvTableWriter writer = new CsvTableWriter(out, header, dialect.withNullText("NA"))) {
            writer.write(List.of("1", "NA"));
            writer.write(Arrays.asList("2", null));
        }
        assertThat(out.toString(dialect.charset())).isEqualTo("1;\"NA\"\n2;NA\n");
    }

    @Test
    void aQuotedTextIsNullOnlyWhereEverythingIsQuoted() throws IOException {
        // Given
        CsvOptions said = CsvOptions.of(Map.of("null", "NA"));
        byte[] some = bytes("a,b\n\"NA\",NA\nx,\"y,z\"\n");
        byte[] all = bytes("\"a\",\"b\"\n\"NA\",\"1\"\n\"x\",\"\"\n");

        // When / Then
        assertThat(rows(new CsvTable(
                        "t.csv",
                        () -> in(some),
                        table("a", "b"),
                        CsvSniffer.sniff("t.csv", () -> in(some), said).dialect())))
                .containsExactly(Arrays.asList("NA", null), List.of("x", "y,z"));
        assertThat(rows(new CsvTable(
                        "t.csv",
                        () -> in(all),
                        table("a", "b"),
                        CsvSniffer.sniff("t.csv", () -> in(all), said).dialect())))
                .containsExactly(Arrays.asList(null, "1"), List.of("x", ""));
    }

    @ParameterizedTest
    @CsvSource({"delimiter, ab", "quote, ab", "encoding, utf-99", "skip-lines, -1", "header, maybe", "delimeter, x"})
    void optionsThatMakeNoSenseAreRejected(String name, String value) {
        // When / Then
        assertThatThrownBy(() -> CsvOptions.of(Map.of(name, value)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageNotContaining(value + "'");
    }

    @Test
    void aDamagedFileInUtf8IsSaidAndNotReadAsSomethingElse() throws IOException {
        // Given
        byte[] file = "a,b\nZoë,é\nZoë,x?\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        file[file.length - 2] = (byte) 0xE9;
        CsvDialect dialect = sniff("t.csv", file).dialect();

        // When / Then
        assertThat(dialect.encoding()).isEqualTo("UTF-8");
        assertThatThrownBy(() -> new CsvTable("t.csv", () -> in(file), table("a", "b"), dialect).rowCount())
                .hasMessageContaining("File t.csv, line 3: a byte that is not UTF-8");
    }

    @Test
    void aLetterFarBehindTheSampleTellsTheEncoding() throws IOException {
        // Given
        byte[] file = ("a,b\n" + "plain,row\n".repeat(20_000) + "Zoë,1\n").getBytes(Charset.forName("windows-1252"));

        // When / Then
        assertThat(sniff("t.csv", file).dialect().encoding()).isEqualTo("windows-1252");
    }

    @Test
    void aGigabyteIsNotReadToFindItsDialect() throws IOException {
        // Given
        long[] read = {0};
        byte[] row = bytes("1;x;2,5\n");
        ByteSource endless =
                () -> new SequenceInputStream(Collections.enumeration(List.of(in(bytes("a;b;c\n")), new InputStream() {
                    @Override
                    public int read() {
                        return row[(int) (read[0]++ % row.length)];
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        for (int i = 0; i < length; i++) {
                            into[offset + i] = (byte) read();
                        }
                        return length;
                    }
                })));

        // When
        CsvSniffer.Sniffed sniffed = CsvSniffer.sniff("t.csv", endless, CsvOptions.NONE);

        // Then
        assertThat(sniffed.describe()).isEqualTo("';', UTF-8, decimal comma");
        assertThat(read[0]).isLessThan(5 << 20);
    }

    @Test
    void realFilesAreStillCommaFiles() throws IOException {
        // Given
        try (Stream<Path> files = Files.walk(SharedData.folder("adult").getParent(), 2)) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.csv(\\.gz)?")).toList()) {
                // When
                CsvDialect dialect = CsvSniffer.sniff(
                                file.getFileName().toString(), () -> Files.newInputStream(file), CsvOptions.NONE)
                        .dialect();

                // Then
                assertThat(List.of(dialect.delimiter(), dialect.quote(), dialect.encoding()))
                        .as(file.toString())
                        .isEqualTo(List.of(',', '"', "UTF-8"));
            }
        }
    }

    private static char delimiter(String text) throws IOException {
        return sniff("t.csv", bytes(text)).dialect().delimiter();
    }

    private static CsvSniffer.Sniffed sniff(String name, byte[] file) throws IOException {
        return CsvSniffer.sniff(name, () -> in(file), CsvOptions.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] written(CsvDialect dialect, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvTableWriter writer = new CsvTableWriter(out, HEADER, dialect)) {
            for (List<String> row : rows) {
                writer.write(row);
            }
        }
        return out.toByteArray();
    }

    private static List<List<String>> read(byte[] file, CsvDialect dialect) throws IOException {
        return rows(new CsvTable("t.csv", () -> in(file), table(HEADER.toArray(String[]::new)), dialect));
    }

    private static TableMetadata table(String... columns) {
        return new TableMetadata(
                "t",
                Stream.of(columns)
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
    }

    private static List<List<String>> rows(CsvTable table) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvCursor cursor = table.open()) {
            while (cursor.advance()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < table.metadata().columns().size(); i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
