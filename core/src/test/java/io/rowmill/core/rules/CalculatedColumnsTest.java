package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, products and the like are found, and hold in rows of which nothing was learned but single columns. */
class CalculatedColumnsTest {
    /**
     * @param made the column that comes out of the other two
     * @param row makes the three columns of a row
     */
    private record Case(
            String name,
            int made,
            List<Sdtype> types,
            Function<SplittableRandom, String[]> row,
            Predicate<String[]> holds) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Sdtype> NUMBERS = List.of(Sdtype.NUMERICAL, Sdtype.NUMERICAL, Sdtype.NUMERICAL);

    private static BigDecimal money(SplittableRandom random, int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most * 100), 2);
    }

    private static BigDecimal number(String[] row, int column) {
        return new BigDecimal(row[column]);
    }

    private static boolean isSame(String cell, BigDecimal value) {
        return new BigDecimal(cell).compareTo(value) == 0;
    }

    private static boolean has(String[] row) {
        return Stream.of(row).limit(3).allMatch(c -> c != null);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "a total of two amounts",
                        2,
                        NUMBERS,
                        r -> {
                            BigDecimal net = money(r, 900);
                            BigDecimal tax = money(r, 90);
                            return new String[] {
                                net.toPlainString(),
                                tax.toPlainString(),
                                net.add(tax).toPlainString()
                            };
                        },
                        row -> isSame(row[2], number(row, 0).add(number(row, 1)))),
                new Case(
                        "what is left of an amount",
                        2,
                        NUMBERS,
                        r -> {
                            int come = r.nextInt(500);
                            int gone = r.nextInt(500);
                            return new String[] {"" + come, "" + gone, "" + (come - gone)};
                        },
                        row -> isSame(row[2], number(row, 0).subtract(number(row, 1)))),
                new Case(
                        "small numbers add up",
                        0,
                        NUMBERS,
                        r -> {
                            int adults = 1 + r.nextInt(3);
                            int children = r.nextInt(3);
                            return new String[] {"" + (adults + children), "" + adults, "" + children};
                        },
                        row -> isSame(row[0], number(row, 1).add(number(row, 2)))),
                new Case(
                        "so many at a price",
                        2,
                        NUMBERS,
                        r -> {
                            int quantity = 1 + (int) (r.nextDouble() * r.nextDouble() * 9);
                            BigDecimal price = money(r, 100);
                            return new String[] {
                                "" + quantity,
                                price.toPlainString(),
                                price.multiply(BigDecimal.valueOf(quantity)).toPlainString()
                            };
                        },
                        row -> isSame(row[2], number(row, 0).multiply(number(row, 1)))),
                new Case(
                        "a share of an amount, in whole cents",
                        2,
                        NUMBERS,
                        r -> {
                            BigDecimal amount = money(r, 5_000);
                            BigDecimal share = BigDecimal.valueOf(5 + r.nextInt(20), 2);
                            BigDecimal of = amount.multiply(share).setScale(2, RoundingMode.HALF_UP);
                            return new String[] {amount.toPlainString(), share.toPlainString(), of.toPlainString()};
                        },
                        row -> isSame(
                                row[2], number(row, 0).multiply(number(row, 1)).setScale(2, RoundingMode.HALF_UP))),
                new Case(
                        "a rate that is cut off",
                        1,
                        NUMBERS,
                        r -> {
                            int tries = 1 + r.nextInt(300);
                            int hits = r.nextInt(tries + 1);
                            BigDecimal rate = new BigDecimal(hits).divide(new BigDecimal(tries), 3, RoundingMode.DOWN);
                            return new String[] {"" + hits, rate.toPlainString(), "" + tries};
                        },
                        row -> isSame(row[1], number(row, 0).divide(number(row, 2), 3, RoundingMode.DOWN))),
                new Case(
                        "days between two dates",
                        2,
                        List.of(Sdtype.DATETIME, Sdtype.DATETIME, Sdtype.NUMERICAL),
                        r -> {
                            LocalDate start = RuledSamplingTest.day(r);
                            int days = r.nextInt(50);
                            return new String[] {
                                start.toString(), start.plusDays(days).toString(), "" + days
                            };
                        },
                        row -> LocalDate.parse(row[0])
                                .plusDays(Long.parseLong(row[2]))
                                .toString()
                                .equals(row[1])),
                new Case(
                        "a sum of binary fractions",
                        2,
                        NUMBERS,
                        r -> {
                            double x = r.nextDouble() * 10;
                            double y = r.nextDouble();
                            return new String[] {Double.toString(x), Double.toString(y), Double.toString(x + y)};
                        },
                        row -> Math.abs(Double.parseDouble(row[0])
                                        + Double.parseDouble(row[1])
                                        - Double.parseDouble(row[2]))
                                < 1e-6));
    }

    /** With columns that have nothing to do with it. */
    private static InMemoryRows source(Case of, int size, double nulls, double exceptions, double unknown) {
        SplittableRandom random = new SplittableRandom(size);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] cells = of.row.apply(random);
            String other = of.row.apply(random)[2];
            @Nullable
            String last = random.nextDouble() < nulls
                    ? null
                    : random.nextDouble() < exceptions ? of.row.apply(random)[of.made] : cells[of.made];
            cells[of.made] = last;
            if (random.nextDouble() < unknown) {
                cells[of.made == 1 ? 0 : 1] = null;
            }
            rows.add(new String[] {cells[0], cells[1], cells[2], "" + random.nextInt(100), other, "" + random.nextInt(2)
            });
        }
        List<ColumnMetadata> columns = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            columns.add(
                    ColumnMetadata.of("c" + c, c < 3 ? of.types.get(c) : c == 4 ? of.types.get(2) : Sdtype.NUMERICAL));
        }
        return new InMemoryRows(new TableMetadata("t", columns, List.of()), rows);
    }

    private static double share(List<String[]> rows, Predicate<String[]> of) {
        return rows.stream().filter(of).count() / (double) rows.size();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatComesOutOfTwoColumnsIsNotLearned(Case rule) throws IOException {
        for (int size : new int[] {60, 1_000, 15_000}) {
            // Given
            InMemoryRows source = source(rule, size, 0, 0, 0);

            // When
            TableRules rules = RuleFinderTest.find(source);
            List<String[]> made = RuledSamplingTest.sample(source, rules);

            // Then
            assertThat(rules.derivations())
                    .filteredOn(Computed.class::isInstance)
                    .hasSize(1)
                    .allMatch(d -> d.learned() == Derivation.Learned.NOTHING);
            assertThat(made).hasSize(size).allMatch(rule.holds);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatComesOutOfTwoColumnsMayHaveNullsOfItsOwn(Case rule) throws IOException {
        for (int size : new int[] {150, 4_000}) {
            // Given
            InMemoryRows source = source(rule, size, 0.2, 0, 0.03);

            // When
            TableRules rules = RuleFinderTest.find(source);
            List<String[]> made = RuledSamplingTest.sample(source, rules);

            // Then
            assertThat(source.rows()).allMatch(row -> !has(row) || rule.holds.test(row));
            assertThat(rules.derivations()).anyMatch(Computed.class::isInstance);
            assertThat(made).allMatch(row -> !has(row) || rule.holds.test(row));
            for (int c = 0; c < 3; c++) {
                int column = c;
                assertThat(share(made, row -> row[column] == null))
                        .isCloseTo(
                                share(source.rows(), row -> row[column] == null),
                                Offset.offset(size < 1_000 ? 0.1 : 0.03));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFewExceptionsStay(Case rule) throws IOException {
        if (rule.types.contains(Sdtype.DATETIME)) {
            return;
        }
        // Given
        InMemoryRows source = source(rule, 6_000, 0, 0.03, 0);

        // When
        TableRules rules = RuleFinderTest.find(source);
        List<String[]> made = RuledSamplingTest.sample(source, rules);

        // Then
        assertThat(rules.derivations()).anyMatch(Computed.class::isInstance);
        assertThat(share(made, rule.holds)).isCloseTo(share(source.rows(), rule.holds), Offset.offset(0.02));
    }

    @Test
    void aFactorThatIsNearlyAlwaysOneMakesNoRule() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(5);
        List<String[]> rows = IntStream.range(0, 5_000)
                .mapToObj(row -> {
                    int factor = random.nextInt(100) < 98 ? 1 : 2 + random.nextInt(3);
                    int value = random.nextInt(1_000);
                    int same = random.nextInt(100) < 98 ? value : random.nextInt(1_000);
                    return new String[] {"" + factor, "" + value, "" + same};
                })
                .toList();

        // When
        TableRules rules = RuleFinderTest.find(new InMemoryRows(
                new TableMetadata(
                        "t",
                        Stream.of("factor", "value", "same")
                                .map(c -> ColumnMetadata.of(c, Sdtype.NUMERICAL))
                                .toList(),
                        List.of()),
                rows));

        // Then
        assertThat(rules.derivations()).noneMatch(Computed.class::isInstance);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void independentNumbersDoNotAddUp(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int size = new int[] {30, 60, 200, 1_000, 10_000}[seed % 5];
        int width = 30;
        List<ColumnMetadata> columns = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            columns.add(ColumnMetadata.of("c" + c, c % 6 == 5 ? Sdtype.DATETIME : Sdtype.NUMERICAL));
        }
        int[] range = random.ints(width, 2, 9).toArray();
        double[] zeros = random.doubles(width, 0, 1).toArray();
        double[] nulls = random.doubles(width, -0.5, 0.5).toArray();
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] cells = new String[width];
            for (int c = 0; c < width; c++) {
                cells[c] = random.nextDouble() < nulls[c] ? null : cell(c % 6, random, range[c], zeros[c]);
            }
            rows.add(cells);
        }

        // When
        TableRules rules = RuleFinderTest.find(new InMemoryRows(new TableMetadata("t", columns, List.of()), rows));

        // Then
        assertThat(rules.derivations()).isEmpty();
    }

    /** Small numbers, most of which are 0, or 1, or nearly always the same; amounts; shares; days. */
    private static String cell(int kind, SplittableRandom random, int range, double zeros) {
        return switch (kind) {
            case 0 -> "" + random.nextInt(range);
            case 1 -> "" + (random.nextDouble() < zeros ? 0 : random.nextInt(range));
            case 2 -> "" + (random.nextDouble() < 0.9 + zeros / 10 ? 1 : random.nextInt(range));
            case 3 -> money(random, range).toPlainString();
            case 4 -> BigDecimal.valueOf(random.nextInt(range), 1).toPlainString();
            default -> LocalDate.of(2020, 1, 1).plusDays(random.nextInt(range)).toString();
        };
    }
}
