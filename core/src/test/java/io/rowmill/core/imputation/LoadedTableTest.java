package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedTableTest {
    @TempDir
    Path dir;

    @Test
    void whatIsSaidAboutAFileGoesBeforeWhatItLooksLike() throws IOException {
        // Given
        Path file = dir.resolve("shop.csv");
        Files.writeString(file, "exported\nid;size\n1;-999\n2;7\n");
        TableMetadata table = new TableMetadata(
                "shop",
                List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("size", Sdtype.NUMERICAL)),
                List.of("id"));
        TableTransform transform = TableTransform.fit(
                new InMemoryRows(table, List.of(new String[] {"1", "5"}, new String[] {"2", "7"})),
                Set.of("id"),
                TransformOptions.DEFAULT,
                new Seed(1));
        CsvOptions options = CsvOptions.of(Map.of("null", "-999", "skip-lines", "1", "delimiter", "semicolon"));
        List<String> errors = new ArrayList<>();

        // When
        LoadedTable loaded = LoadedTable.read(
                new TableFile(table, file, dir.resolve("filled.csv")),
                options,
                transform,
                TableRules.none(table.name()),
                errors);

        // Then
        assertThat(errors).isEmpty();
        assertThat(loaded.rows()).containsExactly(new String[] {"1", null}, new String[] {"2", "7"});
        assertThat(loaded.missing(List.of("size"))).isEqualTo(1);
    }
}
