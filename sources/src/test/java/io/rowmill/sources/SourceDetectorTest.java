package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDetectorTest {
    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind"})
    void keysAndForeignKeysOfRealFilesAreFound(String name) throws IOException {
        // Given
        Path folder = SharedData.folder(name);
        DatabaseMetadata truth = MetadataJson.read(Files.readString(folder.resolve("metadata.json")), "metadata")
                .metadata();

        // When
        MetadataFindings found = SourceDetector.detect(new CsvSource(new FolderFiles(folder)));

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(names(found.metadata())).isEqualTo(names(truth));
        for (TableMetadata table : truth.tables()) {
            assertThat(new HashSet<>(found.metadata().table(table.name()).primaryKey()))
                    .as(table.name())
                    .isEqualTo(new HashSet<>(table.primaryKey()));
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "chinook,'Genre,MediaType'",
        "sakila,'category,language'",
        "northwind,region",
        "berka,''"
    })
    void smallListsThatManyRowsReferToLookLikeReferenceTables(String name, String expected) throws IOException {
        // When
        SourceDetector.Detected detected =
                SourceDetector.inspect(new CsvSource(new FolderFiles(SharedData.folder(name))));

        // Then
        assertThat(String.join(",", detected.reference())).isEqualTo(expected);
        assertThat(detected.findings().metadata().tables()).noneMatch(TableMetadata::copied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "last_name", "note"})
    void aListOfPersonsOrOfTextsIsNone(String column, @TempDir Path folder) throws IOException {
        // Given
        StringBuilder kinds = new StringBuilder("id," + column + "\n");
        StringBuilder things = new StringBuilder("id,kind_id,size\n");
        String text = column.equals("note") ? "A sentence that tells what is meant by the kind of things called " : "";
        for (int i = 0; i < 200; i++) {
            kinds.append(i < 9 ? i + "," + text + (char) ('a' + i) + "x\n" : "");
            things.append(i + "," + i % 9 + "," + i * 7 % 31 + "\n");
        }
        Files.writeString(folder.resolve("kind.csv"), kinds);
        Files.writeString(folder.resolve("thing.csv"), things);

        // When
        SourceDetector.Detected detected = SourceDetector.inspect(new CsvSource(new FolderFiles(folder)));

        // Then
        assertThat(detected.findings().metadata().relationships()).hasSize(1);
        assertThat(detected.reference()).hasSize(column.equals("name") ? 1 : 0);
    }

    @Test
    void filesThatAreNoTablesAreSkippedWithAWarning(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("a.csv"), "id,x\n1,2\n");
        Files.writeString(folder.resolve("notes.txt"), "hello");
        Files.createDirectory(folder.resolve("b.csv"));

        // When
        SourceCatalogue catalogue = new CsvSource(new FolderFiles(folder)).catalogue();

        // Then
        assertThat(catalogue.tables())
                .extracting(SourceCatalogue.SourceTable::name)
                .containsExactly("a");
        assertThat(catalogue.warnings()).singleElement().asString().contains("notes.txt is skipped");
    }

    @Test
    void aFolderIsReadAsItIsAndNotBeyondItsEdges(@TempDir Path dir) throws IOException {
        // Given
        Path folder = Files.createDirectory(dir.resolve("data"));
        Source source = new CsvSource(new FolderFiles(folder));
        Path outside = Files.writeString(dir.resolve("outside.csv"), "id\n1\n");

        // Then
        assertThatThrownBy(source::catalogue).hasMessageContaining("The source holds no table");

        // When
        Files.writeString(folder.resolve("b.csv"), "id\n1\n");
        Files.createSymbolicLink(folder.resolve("inside.csv"), folder.resolve("b.csv"));
        Files.createSymbolicLink(folder.resolve("dangling.csv"), dir.resolve("nowhere"));

        // Then
        assertThat(source.catalogue().tables())
                .extracting(SourceCatalogue.SourceTable::name)
                .containsExactly("b", "inside");

        // When
        Files.createSymbolicLink(folder.resolve("leaving.csv"), outside);

        // Then
        assertThatThrownBy(() -> SourceDetector.detect(source))
                .hasMessageContaining("leaving.csv is a link to a file outside");
    }

    @Test
    void allFilesThatAreNoTablesAreNamedAtOnce(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("empty.csv"), "");
        Files.writeString(folder.resolve("twice.csv"), "a,a\n");
        Files.writeString(folder.resolve("both.csv"), "id\n");
        Files.writeString(folder.resolve("both.csv.gz"), "");

        // When / Then
        assertThatThrownBy(() -> SourceDetector.detect(new CsvSource(new FolderFiles(folder))))
                .hasMessageContaining("File empty.csv has no header")
                .hasMessageContaining("File twice.csv, line 1: the header names a more than once")
                .hasMessageContaining("Files both.csv and both.csv.gz both hold table both; leave one");
    }

    @Test
    void allLinesThatAreNoRowsAreNamedAtOnce(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("a.csv"), "x,y\r\n1,2\r\n3\r\n");
        Files.writeString(folder.resolve("b.csv"), "\uFEFFx,y\n\"1\n2\",2\n3\n");

        // When / Then
        assertThatThrownBy(() -> SourceDetector.detect(new CsvSource(new FolderFiles(folder))))
                .hasMessageContaining("File a.csv, line 3: the record has 1 fields")
                .hasMessageContaining("File b.csv, line 4: the record has 1 fields");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=u&password=hunter2",
                "jdbc:postgresql://u:hunter2@host/db",
                "jdbc:other:hunter2"
            })
    void unsafeUrlsAreRefusedWithoutRepeatingThem(String url) {
        // When / Then
        assertThatThrownBy(() -> new JdbcSettings(
                        new JdbcUrl(url),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        JdbcSettings.QUERY_TIMEOUT))
                .isInstanceOf(FailureException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aWrongPasswordIsRejectedWithoutRepeatingIt() {
        // Given
        Source source = new JdbcSource(new JdbcSettings(
                new JdbcUrl("jdbc:hsqldb:res:chinook"),
                Optional.empty(),
                Optional.of("CHINOOK"),
                Optional.of("secret"),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));

        // When / Then
        assertThatThrownBy(source::catalogue)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("refuses the user or the password")
                .hasMessageNotContaining("secret");
    }

    private static Set<String> names(DatabaseMetadata metadata) {
        return metadata.relationships().stream().map(Relationship::name).collect(Collectors.toSet());
    }
}
