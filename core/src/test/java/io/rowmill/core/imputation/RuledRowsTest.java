package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Following;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ParentValues;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinderTest;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Typical;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuledRowsTest {
    private final InMemoryRows trips = RuleFinderTest.trips(500);
    private RuledRows ruled;

    @BeforeEach
    void aTableWithRules() throws IOException {
        TableRules rules = RuleFinderTest.find(trips);
        TableTransform transform = TableTransform.fit(
                new ResidualRows(trips, rules, ParentCells.NONE), Set.of(), TransformOptions.DEFAULT, new Seed(1));
        ruled = new RuledRows(trips.metadata(), transform, rules);
    }

    private List<String[]> rows(String... cells) {
        List<String[]> rows = new ArrayList<>();
        rows.add(cells);
        return rows;
    }

    @Test
    void missingCellsAreMadeFromTheirSources() throws IOException {
        // Given
        List<String[]> rows = rows("2020-05-01", null, "city 5", null);
        List<String[]> learned = ruled.learned(rows);
        learned.get(0)[1] = "7";

        // When
        ruled.complete(rows, learned, new Seed(1));

        // Then
        assertThat(rows.get(0)).containsExactly("2020-05-01", "2020-05-08", "city 5", "country 1");
    }

    @Test
    void residualsAreKnownWhereTheSourcesAre() throws IOException {
        assertThat(ruled.learned(rows("2020-05-01", "2020-05-11", null, "country 1"))
                        .get(0))
                .startsWith("2020-05-01", "10");
        assertThat(ruled.learned(rows(null, "2020-05-11", null, null)).get(0)).startsWith(null, (String) null);
    }

    @Test
    void cellsThatAreThereStay() throws IOException {
        // Given
        List<String[]> rows = rows("2020-05-01", "2020-04-01", "city 5", "country 3");

        // When
        ruled.complete(rows, ruled.learned(rows), new Seed(1));

        // Then
        assertThat(rows.get(0)).containsExactly("2020-05-01", "2020-04-01", "city 5", "country 3");
    }

    @Test
    void aSourceIsFoundFromWhatWasMadeOfIt() throws IOException {
        // Given
        List<String[]> rows = rows(null, "2020-05-11", null, "country 1");
        List<String[]> learned = ruled.learned(rows);
        learned.get(0)[0] = "2021-01-01";
        learned.get(0)[1] = "10";
        learned.get(0)[2] = "1";

        // When
        ruled.complete(rows, learned, new Seed(1));

        // Then
        assertThat(rows.get(0)[0]).isEqualTo("2020-05-01");
        assertThat(rows.get(0)[2]).isIn("city 1", "city 5", "city 9");
    }

    /** Of so many pieces at a price, and of a start and some days. */
    @Test
    void whatIsMissingIsSolvedForWhereAllElseIsThere() throws IOException {
        // Given
        InMemoryRows lines = RuleFinderTest.lines(400);
        TableRules rules = RuleFinderTest.find(lines);
        TableTransform transform = TableTransform.fit(
                new ResidualRows(lines, rules, ParentCells.NONE), Set.of(), TransformOptions.DEFAULT, new Seed(1));
        RuledRows ruled = new RuledRows(lines.metadata(), transform, rules);
        List<String[]> rows = new ArrayList<>(List.of(
                new String[] {null, "2.50", "10.00", "2024-02-27", "3", null},
                new String[] {"3", null, "7.50", "2024-02-27", null, "2024-03-01"},
                new String[] {"3", "1.25", null, null, "4", "2024-03-01"}));
        List<String[]> learned = ruled.learned(rows);
        for (String[] row : learned) {
            String[] drawn = {"9", "9.99", null, "2023-01-01", "9", null};
            for (int c = 0; c < row.length; c++) {
                row[c] = row[c] == null ? drawn[c] : row[c];
            }
        }

        // When
        ruled.complete(rows, learned, new Seed(2));

        // Then
        assertThat(rules.valueOf("amount")).isPresent();
        assertThat(rules.valueOf("end")).isPresent();
        assertThat(rows.get(0)).containsExactly("4", "2.50", "10.00", "2024-02-27", "3", "2024-03-01");
        assertThat(rows.get(1)).containsExactly("3", "2.50", "7.50", "2024-02-27", "3", "2024-03-01");
        assertThat(rows.get(2)).containsExactly("3", "1.25", "3.75", "2024-02-26", "4", "2024-03-01");
    }

    @Test
    void aRowIsMadeFromTheOneBeforeItWhetherThatWasMissingOrNot() throws IOException {
        // Given
        TableMetadata table = new TableMetadata("t", List.of(ColumnMetadata.of("at", Sdtype.NUMERICAL)), List.of());
        ValueFormat whole = new ValueFormat.WholeNumber(1);
        Typical any = new Typical(BigDecimal.ZERO, BigDecimal.TEN, List.of(BigDecimal.ONE));
        TableRules rules = new TableRules(
                "t",
                List.of(new Following(
                        "at",
                        null,
                        whole,
                        null,
                        true,
                        false,
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        new BigDecimal(1000),
                        any,
                        any)));
        // The fourth row comes before the others.
        int[] before = {3, 0, 1, -1};
        List<String[]> rows = new ArrayList<>();
        for (String cell : new String[] {null, null, "25", "7"}) {
            rows.add(new String[] {cell});
        }
        ParentCells cells = (source, row) -> before[(int) row] < 0 ? null : rows.get(before[(int) row])[0];
        List<String[]> steps = List.of(new String[] {"1"}, new String[] {"2"}, new String[] {"3"});
        TableTransform transform =
                TableTransform.fit(new InMemoryRows(table, steps), Set.of(), TransformOptions.DEFAULT, new Seed(1));
        RuledRows following = new RuledRows(table, transform, rules, cells, ParentValues.NONE, row -> before[row]);

        // When
        List<String[]> learned = following.learned(rows);
        assertThat(learned).extracting(row -> row[0]).containsExactly(null, null, null, "7");
        learned.get(0)[0] = "4";
        learned.get(1)[0] = "2";
        following.complete(rows, learned, new Seed(1));

        // Then
        assertThat(rows).extracting(row -> row[0]).containsExactly("11", "13", "25", "7");
    }
}
