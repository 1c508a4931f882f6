package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.SchemaBuilder;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persons, of four of whom one rents eight times, two four times and one never; a few employees; links of persons to clubs. */
class ChildrenAskedTest {
    private final SchemaBuilder schema = new SchemaBuilder();
    private final Map<String, List<String[]>> cells = new HashMap<>();
    private FittedDatabase database;

    @BeforeEach
    void aDatabase() throws IOException {
        table("person", 200, "id", i -> "" + i);
        table("club", 3, "id", i -> "" + i);
        table("rental", 800, "id", i -> i + "," + (i % 4 < 2 ? i / 4 % 50 * 4 : i % 200));
        table("employee", 50, "person_id", i -> "" + 4 * i);
        table("member", 300, "person_id,club_id", i -> i / 2 + "," + i % 2);
        schema.key("rental", "person_id", "person")
                .key("employee", "person_id", "person")
                .key("member", "person_id", "person")
                .key("member", "club_id", "club");
        Map<String, TableRows> rows = new HashMap<>();
        schema.metadata().tables().forEach(t -> rows.put(t.name(), new InMemoryRows(t, cells.get(t.name()))));
        database = new FittedDatabase(schema.metadata(), rows);
    }

    private void table(String name, int rows, String key, IntFunction<String> row) {
        schema.table(name, rows, key);
        cells.put(
                name,
                IntStream.range(0, rows).mapToObj(i -> row.apply(i).split(",")).toList());
    }

    private SamplePlan plan(double scale, Map<String, Long> rows, Map<String, Double> children) {
        return SamplePlan.of(
                database.linkage(), new SampleRequest(scale, rows, children, new Seed(5)), 16, Long.MAX_VALUE);
    }

    private Map<String, SampledTable> sample(double scale, Map<String, Long> rows, Map<String, Double> children)
            throws IOException {
        Map<String, SampledTable> tables = database.sample(plan(scale, rows, children));
        Integrity.check(database.metadata(), tables);
        return tables;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 4, 9.25})
    void aTableHasTheMeanThatIsAskedForAndTheOthersTheirs(double mean) throws IOException {
        // When
        Map<String, SampledTable> tables = sample(2, Map.of(), Map.of("rental", mean));

        // Then
        assertThat(tables.get("person").rows()).hasSize(400);
        assertThat(tables.get("rental").rows()).hasSize((int) Math.round(400 * mean));
        assertThat(tables.get("employee").rows()).hasSize(100);
    }

    @Test
    void whoHasMoreChildrenThanOthersKeepsToHaveMore() throws IOException {
        // When
        Map<String, SampledTable> tables = sample(1, Map.of(), Map.of("rental", 8.0));

        // Then: the fourth with most has half of all, and a fourth has none, as in the source
        List<Long> counts = tables.get("rental").keysOf(List.of("person_id")).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values()
                .stream()
                .sorted()
                .toList();
        long most = counts.subList(counts.size() - 50, counts.size()).stream()
                .mapToLong(c -> c)
                .sum();
        assertThat(most / 1600.0).isBetween(0.45, 0.55);
        assertThat(counts).hasSizeBetween(140, 160);
    }

    @Test
    void theMeanIsOfTheParentsThatAreAskedFor() throws IOException {
        assertThat(sample(1, Map.of("person", 37L), Map.of("rental", 3.0))
                        .get("rental")
                        .rows())
                .hasSize(111);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        // When
        FailureException e = catchThrowableOfType(
                FailureException.class,
                () -> plan(
                        1,
                        Map.of("rental", 10L),
                        Map.of("person", 2.0, "rental", 2.0, "employee", 1.5, "rentl", 1.0, "member", 0.0)));

        // Then
        assertThat(e.failure().messages())
                .containsExactly(
                        "Table employee has one row at most for each row of person, so its mean number of children can't"
                                + " be above 1.",
                        "The mean number of children of table member must be above 0: ask for no rows of it if there are"
                                + " to be none.",
                        "Table person has no parent that decides how many rows it has: ask for a number of its rows.",
                        "Both a number of rows and a mean number of children are asked for of table rental: leave one of"
                                + " them out.",
                        "There is no table 'rentl' (did you mean 'rental'?).");
    }

    @Test
    void linksCantBeMoreThanTheirCombinations() {
        // When
        FailureException e =
                catchThrowableOfType(FailureException.class, () -> plan(1, Map.of(), Map.of("member", 3.5)));

        // Then
        assertThat(e.failure().messages())
                .containsExactly(
                        "A row of person can have about 3 different rows of table member, so the mean number of"
                                + " children can't be 3.5.");
    }
}
