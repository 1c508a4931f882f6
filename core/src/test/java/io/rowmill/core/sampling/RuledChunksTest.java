package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.RuleFinderTest;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of many chunks, fitted and sampled in memory, against the rules of the source. */
class RuledChunksTest {
    private static final int ROWS = 3_000;
    private static final int CHUNK = 100;

    private final InMemoryRows trips = RuleFinderTest.trips(ROWS);

    private List<Object[]> sample(double scale) throws IOException {
        FittedDatabase database =
                new FittedDatabase(new DatabaseMetadata(List.of(trips.metadata()), List.of()), Map.of("trips", trips));
        SamplePlan plan =
                SamplePlan.of(database.linkage(), new SampleRequest(scale, Map.of(), new Seed(4)), CHUNK, 1_000_000);
        return database.sample(plan).get("trips").rows();
    }

    @Test
    void everyRowOfEveryChunkKeepsThem() throws IOException {
        // When
        List<Object[]> rows = sample(1);

        // Then
        Map<Object, Object> countries = new HashMap<>();
        assertThat(rows).hasSize(ROWS).allSatisfy(row -> {
            assertThat((LocalDate) row[0]).isBeforeOrEqualTo((LocalDate) row[1]);
            assertThat(row[3]).isEqualTo(countries.computeIfAbsent(row[2], city -> row[3]));
        });
    }

    @Test
    void columnsThatAreMadeVaryAsInTheSource() throws IOException {
        // When
        List<Object[]> rows = sample(1);

        // Then
        assertThat(rows.stream().map(row -> row[3]).distinct()).hasSize(4);
        assertThat(rows.stream().map(row -> row[1]).distinct().count()).isGreaterThan(500);
    }
}
