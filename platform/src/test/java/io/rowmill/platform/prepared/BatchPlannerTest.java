package io.rowmill.platform.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.batches.Batching;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnsWriter;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPlannerTest {
    private static final int ROWS = 3_000;

    /** Each letter's second column says what its first one says; {@code same} never varies. */
    private static final List<String> COLUMNS = List.of("a1", "b1", "c1", "same", "a2", "b2", "c2");

    @TempDir
    private Path dir;

    private TableTransform transform;

    @BeforeEach
    void aTableOfThreePairs() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String a = "a" + random.nextInt(4);
            String b = "b" + random.nextInt(4);
            String c = "c" + random.nextInt(4);
            rows.add(new String[] {a, b, c, "x", a + "!", b + "!", c + "!"});
        }
        TableMetadata table = new TableMetadata(
                "wide",
                COLUMNS.stream()
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
        InMemoryRows source = new InMemoryRows(table, rows);
        transform = TableTransform.fit(source, Set.of(), TransformOptions.DEFAULT, new Seed(1));
        transform.encode(source, new Seed(1), EncodedColumnsWriter.files(this::file));
    }

    private Path file(String column) {
        return dir.resolve(column + ".col");
    }

    private List<ColumnBatch> plan(String setting, int maxColumns, long rows) throws IOException {
        return new BatchPlanner(transform, this::file).plan(Batching.of(setting, maxColumns, 0), rows);
    }

    @Test
    void columnsThatBelongTogetherAreInOneBatchAndAConstantIsInNone() throws IOException {
        assertThat(plan("ON", 2, ROWS))
                .extracting(batch -> Set.copyOf(batch.columns()))
                .containsExactlyInAnyOrder(Set.of("a1", "a2"), Set.of("b1", "b2"), Set.of("c1", "c2"));
    }

    @Test
    void aNarrowTableIsLearnedWhole() throws IOException {
        assertThat(plan("AUTO", 100, ROWS))
                .containsExactly(ColumnBatch.whole(List.of("a1", "b1", "c1", "a2", "b2", "c2")));
    }

    @Test
    void batchesOfTheRequestAreKeptToAndNotLookedFor() throws IOException {
        assertThat(plan("mine:a1,b1;rest:c1,c2,a2,b2", 2, ROWS))
                .extracting(ColumnBatch::name)
                .containsExactly("mine", "rest");
    }

    @Test
    void aTableWithoutRowsIsNotLookedAt() throws IOException {
        // Given: no file of any column
        BatchPlanner planner = new BatchPlanner(transform, column -> dir.resolve("none"));

        // When
        List<ColumnBatch> batches = planner.plan(Batching.of("ON", 2, 0), 0);

        // Then
        assertThat(batches).extracting(ColumnBatch::name).containsExactly(ColumnBatch.WHOLE_TABLE);
    }

    @Test
    void theSameTableIsDealtTheSameWay() throws IOException {
        assertThat(plan("ON", 2, ROWS)).isEqualTo(plan("ON", 2, ROWS));
    }
}
