package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
    private static final List<TableMetadata> TABLES = List.of(table("shop"), table("visit"));

    @TempDir
    private Path dir;

    private static TableMetadata table(String name) {
        return new TableMetadata(name, List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
    }

    private Path file(String name) throws Exception {
        return Files.writeString(dir.resolve(name), "id\n1\n");
    }

    @Test
    void aFolderHasFilesNamedAfterTheirTables() throws Exception {
        // Given
        file("visit.csv.gz");
        file("shop.csv");
        file("metadata.json");

        // When
        List<TableFile> found = TableFile.find(TABLES, dir, Path.of("out"));

        // Then
        assertThat(found).extracting(f -> f.table().name()).containsExactly("shop", "visit");
        assertThat(found)
                .extracting(TableFile::target)
                .containsExactly(Path.of("out/shop.csv"), Path.of("out/visit.csv"));
    }

    @Test
    void theOnlyTableOfAModelMayHaveAnyName() throws Exception {
        // Given
        Path any = file("rows-of-today.csv");

        // When
        List<TableFile> found = TableFile.find(List.of(table("shop")), any, Path.of("filled.csv"));

        // Then
        assertThat(found).containsExactly(new TableFile(table("shop"), any, Path.of("filled.csv")));
    }

    @Test
    void whatIsNoTableIsRejectedWithTheNearestName() throws Exception {
        // Given
        file("shop.csv");
        file("visits.csv");
        file("other.csv");

        // When, Then
        assertThatThrownBy(() -> TableFile.find(TABLES, dir, Path.of("out")))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure().messages())
                                .hasSize(2)
                                .anyMatch(m -> m.contains("other.csv"))
                                .anyMatch(m -> m.contains("visits.csv") && m.contains("'visit'")));
    }

    @Test
    void aTableOfTwoFilesIsRejected() throws Exception {
        // Given
        file("shop.csv");
        file("shop.csv.gz");
        file("visit.csv");

        // When, Then
        assertThatThrownBy(() -> TableFile.find(TABLES, dir, Path.of("out")))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure().messages())
                                .containsExactly("Table shop has several files, shop.csv and shop.csv.gz:"
                                        + " leave one of them in the folder."));
    }

    @Test
    void theSourceIsNeverOverwritten() {
        assertThatThrownBy(() -> TableFile.find(TABLES, dir, dir)).hasMessageContaining("--out must not be the source");
        assertThatThrownBy(() -> TableFile.find(TABLES, dir.resolve("none"), dir))
                .hasMessageContaining("There is no file or folder");
    }
}
