package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    @TempDir
    private Path folder;

    @Test
    void filesSideBySideMayHaveDifferentDialects() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.csv"), "id;price\n1;2,5\n", Charset.forName("windows-1252"));
        Files.writeString(folder.resolve("b.TSV"), "id\tnote\n1\tZo\u00eb, x\n", Charset.forName("windows-1252"));
        Files.writeString(folder.resolve("c.txt"), "id|note\n1|x\n2|y\n");

        // When
        CsvSource source = new CsvSource(new FolderFiles(folder));

        // Then
        assertThat(source.describe())
                .containsExactly("a.csv: ';', UTF-8, decimal comma", "b.TSV: tab, windows-1252", "c.txt: '|', UTF-8");
        assertThat(rows(source, "a", "id", "price")).containsExactly(List.of("1", "2,5"));
        assertThat(rows(source, "b", "note", "id")).containsExactly(List.of("Zo\u00eb, x", "1"));
        assertThat(rows(source, "c", "id", "note")).containsExactly(List.of("1", "x"), List.of("2", "y"));
        assertThat(source.fileStyles().get("b").suffix()).isEqualTo(".tsv");
    }

    @Test
    void textThatIsNoTableIsSkippedAndSaid() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.csv"), "id\n1\n");
        Files.writeString(folder.resolve("README.txt"), "These are files.\nThey came from here, and there.\n");
        Files.writeString(folder.resolve("scan.pdf"), "%PDF-1.7");

        // When
        CsvSource source = new CsvSource(new FolderFiles(folder));

        // Then
        assertThat(source.catalogue().tables()).hasSize(1);
        assertThat(source.catalogue().warnings())
                .hasSize(2)
                .anySatisfy(w -> assertThat(w).contains("README.txt is skipped").contains("README.csv"))
                .anySatisfy(w -> assertThat(w).contains("scan.pdf is skipped"));
        assertThat(source.tableFiles()).containsExactly("a.csv");
    }

    @Test
    void nullsAreWrittenAsTheFileWroteThem() throws IOException {
        // Given
        Files.writeString(folder.resolve("one.csv"), "id,x\n1,NA\n2,y\n");
        Files.writeString(folder.resolve("two.csv"), "id,x\n1,NA\n2,\n");
        CsvSource source = new CsvSource(new FolderFiles(folder), CsvOptions.of(Map.of("null", "NA")));

        // When
        List<List<String>> one = rows(source, "one", "id", "x");
        List<List<String>> two = rows(source, "two", "id", "x");

        // Then
        assertThat(one).containsExactly(Arrays.asList("1", null), List.of("2", "y"));
        assertThat(two).containsExactly(Arrays.asList("1", null), Arrays.asList("2", null));
        assertThat(source.fileStyles().get("one").dialect().nullText()).isEqualTo("NA");
        assertThat(source.fileStyles().get("two").dialect().nullText()).isEmpty();
    }

    @Test
    void twoFilesOfOneTableAreRefused() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.csv"), "id\n1\n");
        Files.writeString(folder.resolve("a.tsv"), "id\n1\n");

        // When / Then
        assertThat(new CsvSource(new FolderFiles(folder)).catalogue().unreadable())
                .containsEntry("a", "Files a.csv and a.tsv both hold table a; leave one.");
    }

    @Test
    void aFileInAnotherEncodingThanIsSaidIsNamedWithItsLine() throws IOException {
        // Given
        Files.write(folder.resolve("a.csv"), new byte[] {'i', 'd', '\n', (byte) 0xE9, '\n'});
        CsvSource source = new CsvSource(new FolderFiles(folder), CsvOptions.of(Map.of("encoding", "utf-8")));

        // When / Then
        assertThatThrownBy(() -> rows(source, "a", "id"))
                .hasMessageContaining(
                        "File a.csv, line 2: a byte that is not UTF-8; save the file as UTF-8, or say its encoding");
    }

    private static List<List<String>> rows(CsvSource source, String table, String... columns) throws IOException {
        TableMetadata metadata = new TableMetadata(
                table,
                Stream.of(columns)
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
        List<List<String>> rows = new ArrayList<>();
        try (PositionedCursor cursor = source.find(metadata).orElseThrow()) {
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
