package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.CsvTableWriter;
import io.rowmill.core.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDatabaseSamplingTest {
    /** Set to a folder to keep the tables, for scoring them. */
    private static final String KEEP = System.getProperty("rowmill.samples");

    @TempDir
    Path temporary;

    static FittedDatabase load(String name) throws IOException {
        Path folder = SharedData.folder(name);
        DatabaseMetadata metadata = MetadataJson.read(
                        Files.readString(folder.resolve("metadata.json")), "metadata.json")
                .metadata();
        Map<String, TableRows> rows = new HashMap<>();
        for (TableMetadata table : metadata.tables()) {
            rows.put(table.name(), CsvTable.of(folder.resolve(table.name() + ".csv"), table));
        }
        return new FittedDatabase(metadata, rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind"})
    void everyKeyHoldsAndBytesRepeat(String name) throws IOException {
        // Given
        FittedDatabase database = load(name);
        SamplePlan plan =
                SamplePlan.of(database.linkage(), new SampleRequest(1, Map.of(), new Seed(7)), 10_000, Long.MAX_VALUE);

        // When
        Map<String, SampledTable> first = database.sample(plan);
        Map<String, SampledTable> second = database.sample(plan);

        // Then
        Integrity.check(database.metadata(), first);
        Path out = KEEP == null ? temporary : Path.of(KEEP).resolve(name);
        for (SampledTable table : first.values()) {
            Path file = out.resolve(table.metadata().name() + ".csv");
            write(database, table, file);
            Path again = temporary.resolve("again.csv");
            write(database, second.get(table.metadata().name()), again);
            assertThat(Files.mismatch(file, again)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"berka", "chinook", "sakila", "northwind"})
    void everyKeyHoldsAtOtherScalesAndChunkSizes(String name) throws IOException {
        // Given
        FittedDatabase database = load(name);

        for (double scale : new double[] {0.02, 0.3, 3}) {
            // When
            SamplePlan plan = SamplePlan.of(
                    database.linkage(), new SampleRequest(scale, Map.of(), new Seed(3)), 64, Long.MAX_VALUE);

            // Then
            Integrity.check(database.metadata(), database.sample(plan));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"berka", "chinook", "sakila", "northwind"})
    void linkageSurvivesJson(String name) throws IOException {
        // Given
        Linkage linkage = load(name).linkage();

        // When
        Linkage read = Linkage.fromJson(linkage.toJson());

        // Then
        assertThat(read).isEqualTo(linkage);
        assertThat(read.toJson()).isEqualTo(linkage.toJson());
    }

    static void write(FittedDatabase database, SampledTable table, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> header =
                table.metadata().columns().stream().map(ColumnMetadata::name).toList();
        try (CsvTableWriter writer = new CsvTableWriter(Files.newOutputStream(file), header)) {
            for (Object[] row : table.rows()) {
                String[] cells = new String[row.length];
                for (int c = 0; c < row.length; c++) {
                    cells[c] = database.format(table.metadata().name(), header.get(c), row[c]);
                }
                writer.write(new ArrayList<>(Arrays.asList(cells)));
            }
        }
    }
}
