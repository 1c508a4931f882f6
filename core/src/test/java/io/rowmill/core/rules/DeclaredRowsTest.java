package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of random tables that keep a declared rule, and synthetic ones whose columns are drawn each on its own. */
class DeclaredRowsTest {
    private static final int TABLES = 100;
    private static final Protection PROTECTION = new Protection(5, 5);

    /**
     * One kind of rule.
     *
     * @param columns as JSON
     * @param constraints as JSON
     * @param row makes one
     */
    private record Case(
            String name, String columns, String constraints, Function<SplittableRandom, @Nullable Object[]> row) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String constraint(String kind, String parameters) {
        return "{\"constraint\": \"" + kind + "\", \"parameters\": {" + parameters.replace('\'', '"') + "}}";
    }

    private static String expression(String text) {
        return "{\"constraint\": \"Expression\", \"parameters\": {\"expression\": \"" + text + "\"}}";
    }

    private static String columns(String... namesAndTypes) {
        List<String> out = new ArrayList<>();
        for (String column : namesAndTypes) {
            String name = column.substring(0, column.indexOf(' '));
            out.add("\"" + name + "\": {\"sdtype\": \"" + column.substring(name.length() + 1) + "\"}");
        }
        return String.join(", ", out);
    }

    private static @Nullable Object maybe(SplittableRandom random, @Nullable Object value) {
        return random.nextInt(8) == 0 ? null : value;
    }

    private static BigDecimal cents(int amount) {
        return BigDecimal.valueOf(amount, 2);
    }

    private static String time(LocalDateTime time) {
        return time.toString().replace('T', ' ').substring(0, "2000-01-01 00:00".length());
    }

    static String duration(int seconds) {
        return "%02d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "an order of dates",
                        columns("a datetime", "b datetime"),
                        constraint("Inequality", "'low_column_name': 'a', 'high_column_name': 'b'"),
                        r -> {
                            LocalDate a = RuledSamplingTest.day(r);
                            return new Object[] {maybe(r, a), maybe(r, a.plusDays(r.nextInt(5)))};
                        }),
                new Case(
                        "a strict order of times of day, to the minute",
                        columns("a datetime", "b datetime"),
                        constraint(
                                "Inequality",
                                "'low_column_name': 'a', 'high_column_name': 'b', 'strict_boundaries': true"),
                        r -> {
                            LocalDateTime a = RuledSamplingTest.day(r).atTime(r.nextInt(24), r.nextInt(60));
                            return new Object[] {time(a), maybe(r, time(a.plusMinutes(1 + r.nextInt(3))))};
                        }),
                new Case(
                        "a strict order of prices",
                        columns("b numerical", "a numerical"),
                        constraint(
                                "Inequality",
                                "'low_column_name': 'a', 'high_column_name': 'b', 'strict_boundaries': true"),
                        r -> {
                            int a = r.nextInt(500);
                            return new Object[] {cents(a + 1 + r.nextInt(40)), maybe(r, cents(a))};
                        }),
                new Case(
                        "a range between columns",
                        columns("low numerical", "mid numerical", "high numerical"),
                        constraint(
                                "Range",
                                "'low_column_name': 'low', 'middle_column_name': 'mid', 'high_column_name': 'high'"),
                        r -> {
                            int low = r.nextInt(30);
                            int mid = low + 1 + r.nextInt(4);
                            return new Object[] {low, mid, mid + 1 + r.nextInt(4)};
                        }),
                new Case(
                        "a chain under a constant",
                        columns("a numerical", "b numerical", "c numerical"),
                        expression("a < b and b < c and c <= 12 and a >= 3"),
                        r -> {
                            int a = 3 + r.nextInt(5);
                            int b = a + 1 + r.nextInt(10 - a + 1);
                            return new Object[] {a, b, b + 1 + r.nextInt(12 - b)};
                        }),
                new Case(
                        "numbers within bounds, and dates",
                        columns("a numerical", "b numerical", "c datetime"),
                        constraint("ScalarRange", "'column_name': 'a', 'low_value': 0, 'high_value': 1")
                                + "," + constraint("Positive", "'column_name': 'b', 'strict_boundaries': true") + ","
                                + constraint(
                                        "ScalarInequality",
                                        "'column_name': 'c', 'relation': '>=', 'value': '2020-03-01'"),
                        r -> new Object[] {
                            BigDecimal.valueOf(1 + r.nextInt(999), 3),
                            cents(1 + r.nextInt(r.nextBoolean() ? 3 : 9_000)),
                            LocalDate.of(2020, 3, 1).plusDays(r.nextInt(9))
                        }),
                new Case(
                        "increments",
                        columns("a numerical"),
                        constraint("FixedIncrements", "'column_name': 'a', 'increment_value': 25"),
                        r -> new Object[] {maybe(r, 25 * r.nextInt(90))}),
                new Case(
                        "increments in an order",
                        columns("a numerical", "b numerical"),
                        constraint("FixedIncrements", "'column_name': 'a', 'increment_value': 5") + ","
                                + constraint("FixedIncrements", "'column_name': 'b', 'increment_value': 0.5") + ","
                                + expression("b < a and b >= 0.5"),
                        r -> {
                            int a = 5 * (1 + r.nextInt(20));
                            return new Object[] {a, BigDecimal.valueOf(5L * (1 + r.nextInt(2 * a - 1)), 1)};
                        }),
                new Case(
                        "a product, rounded",
                        columns("amount numerical", "quantity numerical", "price numerical", "share numerical"),
                        expression("amount = quantity * price * (1 - share)"),
                        r -> {
                            int quantity = 1 + r.nextInt(12);
                            BigDecimal price = cents(99 + r.nextInt(9_000));
                            BigDecimal share = cents(r.nextInt(20));
                            BigDecimal amount = price.multiply(BigDecimal.valueOf(quantity))
                                    .multiply(BigDecimal.ONE.subtract(share));
                            return new Object[] {
                                amount.setScale(2, RoundingMode.HALF_EVEN), quantity, price, maybe(r, share)
                            };
                        }),
                new Case(
                        "a difference in days",
                        columns("start datetime", "end datetime", "days numerical"),
                        expression("days = end - start") + "," + expression("start <= end"),
                        r -> {
                            LocalDate start = RuledSamplingTest.day(r);
                            int days = r.nextInt(40);
                            return new Object[] {start, start.plusDays(days), days};
                        }),
                new Case(
                        "a product of a price with markers and units",
                        columns("amount numerical", "quantity numerical", "price numerical"),
                        expression("amount = quantity * price"),
                        r -> {
                            int quantity = 1 + r.nextInt(12);
                            BigDecimal price = cents(99 + r.nextInt(9_000));
                            boolean isKnown = r.nextInt(6) > 0;
                            return new Object[] {
                                isKnown ? price.multiply(BigDecimal.valueOf(quantity)) : null,
                                quantity,
                                isKnown ? price + (r.nextBoolean() ? " kg" : "") : "NA"
                            };
                        }),
                new Case(
                        "bounds with markers",
                        columns("high numerical", "low numerical"),
                        expression("high >= low and high <= low + 30"),
                        r -> {
                            int low = r.nextInt(500);
                            return new Object[] {low + r.nextInt(31), r.nextInt(6) == 0 ? "NA" : low};
                        }),
                new Case(
                        "the same cells with markers",
                        columns("a numerical", "b numerical"),
                        expression("b = a"),
                        r -> {
                            Object a = r.nextInt(6) == 0 ? "NA" : cents(r.nextInt(9_000));
                            return new Object[] {a, a};
                        }),
                new Case("the same lengths of time", columns("a numerical", "b numerical"), expression("b = a"), r -> {
                    String a = duration(r.nextInt(9_000));
                    return new Object[] {a, a};
                }),
                new Case("the same text", columns("a categorical", "b categorical"), expression("b = a"), r -> {
                    String a = "w" + r.nextInt(9);
                    return new Object[] {a, maybe(r, a)};
                }),
                new Case(
                        "a bound that is computed",
                        columns("price numerical", "discount numerical", "paid numerical"),
                        expression("paid <= price - discount and paid >= 0 and discount >= 0 and price >= discount"),
                        r -> {
                            int price = r.nextInt(9_000);
                            int discount = r.nextInt(price + 1);
                            return new Object[] {cents(price), cents(discount), cents(r.nextInt(price - discount + 1))};
                        }),
                new Case(
                        "an end within days of its start",
                        columns("a datetime", "b datetime"),
                        expression("a <= b") + "," + expression("b <= a + 7"),
                        r -> {
                            LocalDate a = RuledSamplingTest.day(r);
                            return new Object[] {a, a.plusDays(r.nextInt(8))};
                        }),
                new Case(
                        "combinations",
                        columns("city categorical", "size numerical", "big boolean"),
                        constraint("FixedCombinations", "'column_names': ['city', 'size', 'big']"),
                        r -> {
                            int city = r.nextInt(12);
                            return new Object[] {
                                city % 5 == 0 ? null : "c" + city % 7, city * 10, city > 6 ? "true" : "false"
                            };
                        }),
                new Case(
                        "one of several flags",
                        columns("a numerical", "b boolean", "c categorical"),
                        constraint("OneHotEncoding", "'column_names': ['a', 'b', 'c']"),
                        r -> {
                            int set = r.nextInt(3);
                            return new Object[] {set == 0 ? 1 : 0, set == 1 ? "true" : "false", set == 2 ? 1 : 0};
                        }),
                new Case(
                        "a pattern, a value and no nulls",
                        columns("a categorical", "b numerical"),
                        expression("a matches '[a-c][0-9]+' and a != 'c7' and a is not null and b is not null"),
                        r -> new Object[] {"" + (char) ('a' + r.nextInt(2)) + r.nextInt(2) * r.nextInt(20), r.nextInt(4)
                        }),
                new Case(
                        "one of several values or patterns",
                        columns("a categorical", "b numerical"),
                        expression("a = 'x' or a matches '[y-z][0-9]+' or a is null"),
                        r -> new Object[] {
                            List.of("x", "y" + r.nextInt(90), "z" + r.nextInt(90))
                                    .get(r.nextInt(3)),
                            r.nextInt(4)
                        }));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatAllRowsOfTheSourceKeepAllSyntheticRowsKeep(Case rule) throws IOException {
        DatabaseMetadata database = database(rule);
        for (int i = 0; i < TABLES; i++) {
            // Given
            int table = i;
            SplittableRandom random = new SplittableRandom(table);
            int size = 40 + random.nextInt(400);
            List<String[]> rows = new ArrayList<>();
            for (int row = 0; row < size; row++) {
                Object[] cells = rule.row.apply(random);
                rows.add(Stream.of(cells)
                        .map(c -> c == null ? null : c.toString())
                        .toArray(String[]::new));
            }
            InMemoryRows source = new InMemoryRows(database.table("t"), rows);

            // When
            TableRules rules = rules(source, database);
            InMemoryRows made = new InMemoryRows(source.metadata(), RuledSamplingTest.sample(source, rules));

            // Then
            List<Outcome> outcomes = DeclaredRules.check(made, database, formats(made));
            assertThat(outcomes).isNotEmpty().allSatisfy(o -> assertThat(o.broken())
                    .as("table %s of %s rows: %s", table, size, o.sentence("t"))
                    .isZero());
            if (rule.name.equals("combinations")) {
                assertThat(combinations(rows)).containsAll(combinations(made.rows()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTableWithoutRowsKeepsEverything(Case rule) throws IOException {
        DatabaseMetadata database = database(rule);
        assertThat(rules(new InMemoryRows(database.table("t"), List.of()), database))
                .isNotNull();
    }

    private static Set<List<String>> combinations(List<String[]> rows) {
        return rows.stream().map(r -> java.util.Arrays.asList(r)).collect(java.util.stream.Collectors.toSet());
    }

    private static DatabaseMetadata database(Case rule) {
        return MetadataJson.read(
                        "{\"tables\": {\"t\": {\"columns\": {" + rule.columns + "}}}, \"constraints\": ["
                                + rule.constraints + "]}",
                        "metadata.json")
                .metadata();
    }

    private static Map<String, io.rowmill.core.format.ValueFormat> formats(InMemoryRows rows) throws IOException {
        return TableTransform.formats(rows, Set.of());
    }

    static TableRules rules(InMemoryRows source, DatabaseMetadata database) throws IOException {
        DeclaredRules declared = DeclaredRules.of(source, database, formats(source), PROTECTION, Above.NONE);
        return RuleFinder.find(source, formats(source), Set.of(), PROTECTION, true, declared);
    }
}
