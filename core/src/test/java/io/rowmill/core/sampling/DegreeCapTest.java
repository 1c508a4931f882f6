package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.SchemaBuilder;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No parent has more rows than any has in the source, in samples of any scale and chunks of any size. */
class DegreeCapTest {
    private final SchemaBuilder schema = new SchemaBuilder();
    private final Map<String, List<String[]>> cells = new HashMap<>();

    private void table(String name, String primaryKey, List<String[]> rows) {
        schema.table(name, rows.size(), primaryKey);
        cells.put(name, rows);
    }

    private static List<String[]> numbered(int rows) {
        return IntStream.range(0, rows).mapToObj(i -> new String[] {"" + i}).toList();
    }

    private FittedDatabase fitted() throws IOException {
        DatabaseMetadata metadata = schema.metadata();
        Map<String, TableRows> rows = new HashMap<>();
        metadata.tables().forEach(t -> rows.put(t.name(), new InMemoryRows(t, cells.get(t.name()))));
        return new FittedDatabase(metadata, rows);
    }

    private static Map<String, SampledTable> sample(FittedDatabase database, SampleRequest request, int chunkRows)
            throws IOException {
        Map<String, SampledTable> sampled =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), sampled);
        return sampled;
    }

    private static int most(SampledTable table, int column) {
        Map<Object, Integer> counts = new HashMap<>();
        table.rows().forEach(r -> counts.merge(r[column], 1, Integer::sum));
        counts.remove(null);
        return Collections.max(counts.values());
    }

    private static List<Integer> someOf(int parents, int rows, int seed) {
        List<Integer> some = new ArrayList<>(IntStream.range(0, parents).boxed().toList());
        Collections.shuffle(some, new Random(seed));
        return some.subList(0, rows);
    }

    /** An account has one loan at most, and so has a signer; nobody says so. */
    private FittedDatabase loans() throws IOException {
        table("account", "id", numbered(400));
        table("signer", "id", numbered(300));
        List<Integer> accounts = someOf(400, 250, 1);
        List<Integer> signers = someOf(300, 250, 2);
        table(
                "loan",
                "id",
                IntStream.range(0, 250)
                        .mapToObj(i -> new String[] {"" + i, "" + accounts.get(i), "" + signers.get(i)})
                        .toList());
        schema.key("loan", "account", "account").key("loan", "signer", "signer");
        return fitted();
    }

    @ParameterizedTest
    @CsvSource({"0.3,20", "1,40", "1,100000", "3,100"})
    void aKeyThatNoTwoRowsShareStaysSo(double scale, int chunkRows) throws IOException {
        // When
        Map<String, SampledTable> sampled = sample(loans(), new SampleRequest(scale, Map.of(), new Seed(9)), chunkRows);

        // Then
        assertThat(most(sampled.get("loan"), 1)).isEqualTo(1);
        assertThat(most(sampled.get("loan"), 2)).isEqualTo(1);
    }

    @Test
    void moreRowsThanParentsAreShared() throws IOException {
        // When
        Map<String, SampledTable> sampled =
                sample(loans(), new SampleRequest(1, Map.of("loan", 700L), new Seed(9)), 50);

        // Then
        assertThat(sampled.get("loan").rows()).hasSize(700);
        assertThat(most(sampled.get("loan"), 1)).isLessThanOrEqualTo(3);
        assertThat(most(sampled.get("loan"), 2)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0.3,20", "1,40", "1,100000", "3,100"})
    void noParentHasMoreRowsThanAnyInTheSource(double scale, int chunkRows) throws IOException {
        // Given: as many rows for each of 1, 2, 3 and 4 rows
        table("shop", "id", numbered(90));
        table("person", "id", numbered(120));
        List<String[]> visits = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            visits.add(new String[] {"" + i, "" + triangular(i), "" + i * 2 / 5});
        }
        table("visit", "id", visits);
        schema.key("visit", "shop", "shop").key("visit", "person", "person");

        // When
        Map<String, SampledTable> sampled =
                sample(fitted(), new SampleRequest(scale, Map.of(), new Seed(3)), chunkRows);

        // Then
        assertThat(most(sampled.get("visit"), 1)).isLessThanOrEqualTo(24);
        assertThat(most(sampled.get("visit"), 2)).isLessThanOrEqualTo(3);
    }

    /** The shops 0, 1, 2, ... have 1, 2, 3, ... rows, the 24th the last of them. */
    private static int triangular(int row) {
        return (int) ((Math.sqrt(8.0 * row + 1) - 1) / 2);
    }
}
