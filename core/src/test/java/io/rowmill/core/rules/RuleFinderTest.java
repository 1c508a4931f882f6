package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Also of use to tests of what keeps rules. */
public class RuleFinderTest {
    private static final int[] SIZES = {30, 40, 100, 300, 1_000, 3_000, 10_000};

    public static TableRules find(InMemoryRows rows) throws IOException {
        return RuleFinder.find(rows, TableTransform.formats(rows, Set.of()), Set.of(), new Protection(5, 5), true);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void independentColumnsHaveNoRules(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int size = SIZES[seed % SIZES.length];
        List<ColumnMetadata> columns = new ArrayList<>();
        for (int c = 0; c < 24; c++) {
            Sdtype type =
                    switch (c % 6) {
                        case 0, 1 -> Sdtype.NUMERICAL;
                        case 2 -> Sdtype.DATETIME;
                        case 3 -> Sdtype.BOOLEAN;
                        case 4 -> Sdtype.CATEGORICAL;
                        default -> Sdtype.TEXT;
                    };
            columns.add(ColumnMetadata.of("c" + c, type));
        }
        double[] nulls = random.doubles(24).map(d -> d < 0.5 ? 0 : d - 0.5).toArray();
        int[] wide = random.ints(24, 1, 60).toArray();
        int[] low = random.ints(24, 0, 30).toArray();
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] cells = new String[24];
            for (int c = 0; c < 24; c++) {
                cells[c] = random.nextDouble() < nulls[c] ? null : cell(c % 6, random, wide[c], low[c]);
            }
            rows.add(cells);
        }

        // When
        TableRules found = find(new InMemoryRows(new TableMetadata("t", columns, List.of()), rows));

        // Then
        assertThat(found.derivations()).isEmpty();
    }

    private static String cell(int kind, SplittableRandom random, int wide, int low) {
        return switch (kind) {
            case 0 -> Integer.toString(low + random.nextInt(wide));
            // Many zeros, and seldom more.
            case 1 -> Integer.toString((int) Math.max(0, -wide * Math.log(random.nextDouble()) - low));
            case 2 ->
                LocalDate.of(2020, 1, 1)
                        .plusDays((long) low * 5 + random.nextInt(wide * 9))
                        .toString();
            case 3 -> random.nextInt(60) < wide ? "true" : "false";
            case 4 -> "v" + random.nextInt(wide);
            default -> "text " + random.nextInt(1 + wide * 100);
        };
    }

    /** Rows of a start, an end, a city and its country. */
    public static InMemoryRows trips(int size) {
        SplittableRandom random = new SplittableRandom(3);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            LocalDate start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(700));
            int city = random.nextInt(12);
            rows.add(new String[] {
                start.toString(), start.plusDays(random.nextInt(30)).toString(), "city " + city, "country " + city % 4
            });
        }
        return new InMemoryRows(
                new TableMetadata(
                        "trips",
                        List.of(
                                ColumnMetadata.of("start", Sdtype.DATETIME),
                                ColumnMetadata.of("end", Sdtype.DATETIME),
                                ColumnMetadata.of("city", Sdtype.CATEGORICAL),
                                ColumnMetadata.of("country", Sdtype.CATEGORICAL)),
                        List.of()),
                rows);
    }

    /** Rows of so many pieces at a price, and of a start and some days. */
    public static InMemoryRows lines(int size) {
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            int quantity = 1 + random.nextInt(9);
            BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(9_999), 2);
            LocalDate start = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
            int days = random.nextInt(30);
            rows.add(new String[] {
                "" + quantity,
                price.toPlainString(),
                price.multiply(BigDecimal.valueOf(quantity)).toPlainString(),
                start.toString(),
                "" + days,
                start.plusDays(days).toString()
            });
        }
        List<ColumnMetadata> columns = List.of(
                ColumnMetadata.of("quantity", Sdtype.NUMERICAL),
                ColumnMetadata.of("price", Sdtype.NUMERICAL),
                ColumnMetadata.of("amount", Sdtype.NUMERICAL),
                ColumnMetadata.of("start", Sdtype.DATETIME),
                ColumnMetadata.of("days", Sdtype.NUMERICAL),
                ColumnMetadata.of("end", Sdtype.DATETIME));
        return new InMemoryRows(new TableMetadata("lines", columns, List.of()), rows);
    }

    @Test
    void whatARuleSaysIsNotLearned() throws IOException {
        // When
        TableRules found = find(trips(500));

        // Then
        assertThat(found.learned("start")).isEqualTo(Learned.WHOLE);
        assertThat(found.learned("end")).isEqualTo(Learned.DISTANCE);
        assertThat(found.learned("city")).isEqualTo(Learned.PLACE);
        assertThat(found.learned("country")).isEqualTo(Learned.WHOLE);
    }

    @Test
    void aColumnThatIsKeptIsNotMadeFromOthers() throws IOException {
        // Given
        InMemoryRows rows = trips(500);

        // When
        TableRules found = RuleFinder.find(
                rows,
                TableTransform.formats(rows, Set.of()),
                Set.of("end", "city", "country"),
                new Protection(5, 5),
                true);

        // Then
        assertThat(List.of("end", "city", "country"))
                .allMatch(column -> found.valueOf(column).isEmpty());
    }

    @Test
    void combinationsThatFewRowsHoldAreNotStored() throws IOException {
        // Given
        InMemoryRows rows = trips(500);
        for (int row = 0; row < 4; row++) {
            rows.rows().get(row)[2] = "hamlet";
            rows.rows().get(row)[3] = "duchy";
        }

        // When
        Derivation rule = find(rows).valueOf("city").orElseThrow();

        // Then
        assertThat(rule).isInstanceOf(Member.class);
        assertThat(rule.toString()).contains("city 1").doesNotContain("hamlet", "duchy");
    }
}
