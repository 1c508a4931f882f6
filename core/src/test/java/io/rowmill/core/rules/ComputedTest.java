package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns that are made by rules that are given, of rows of which nothing was learned but single columns. */
class ComputedTest {
    private static final ValueFormat WHOLE = new ValueFormat.WholeNumber(1);
    private static final ValueFormat CENTS = new ValueFormat.Decimal(2, 2);
    private static final ValueFormat DAY = new ValueFormat.Date("%Y-%m-%d");
    private static final Expression PRODUCT =
            Expression.of(Expression.own("quantity"), Operator.MULTIPLY, Expression.own("price"));
    private static final List<ValueFormat> OF_PRODUCT = List.of(WHOLE, CENTS);
    private static final Remainder REMAINDER =
            new Remainder(true, 0, BigDecimal.TEN, BigDecimal.ZERO, new BigDecimal("1000"));

    private static InMemoryRows table(List<String[]> rows, Map<String, Sdtype> columns) {
        List<ColumnMetadata> all = new ArrayList<>();
        columns.forEach((name, type) -> all.add(ColumnMetadata.of(name, type)));
        return new InMemoryRows(new TableMetadata("line", all, List.of()), rows);
    }

    private static Map<String, Sdtype> numbers(String... names) {
        Map<String, Sdtype> out = new LinkedHashMap<>();
        Stream.of(names).forEach(n -> out.put(n, Sdtype.NUMERICAL));
        return out;
    }

    private static List<String[]> lines(int exceptions, int nulls) {
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> out = new ArrayList<>();
        for (int row = 0; row < 1_000; row++) {
            int quantity = 1 + random.nextInt(9);
            BigDecimal price = BigDecimal.valueOf(random.nextInt(10_000), 2);
            BigDecimal amount = price.multiply(BigDecimal.valueOf(quantity));
            BigDecimal written = row < exceptions ? amount.add(BigDecimal.ONE) : amount;
            out.add(new String[] {
                "" + quantity, price.toPlainString(), row >= 1_000 - nulls ? null : written.toPlainString()
            });
        }
        return out;
    }

    private static boolean isProduct(String[] row) {
        return row[2] == null
                || new BigDecimal(row[2]).compareTo(new BigDecimal(row[0]).multiply(new BigDecimal(row[1]))) == 0;
    }

    private static List<String[]> made(List<String[]> lines, @Nullable Remainder remainder) throws IOException {
        Computed rule = new Computed("amount", PRODUCT, CENTS, OF_PRODUCT, 2, RoundingMode.HALF_UP, remainder);
        return RuledSamplingTest.sample(
                table(lines, numbers("quantity", "price", "amount")), new TableRules("line", List.of(rule)));
    }

    @Test
    void aProductIsNotLearnedButMade() throws IOException {
        assertThat(made(lines(0, 0), null)).hasSize(1_000).allMatch(row -> row[2] != null && isProduct(row));
    }

    @Test
    void aProductKeepsNullsOfItsOwn() throws IOException {
        // When
        List<String[]> made = made(lines(0, 200), REMAINDER);

        // Then
        assertThat(made).allMatch(ComputedTest::isProduct);
        assertThat(made.stream().filter(row -> row[2] == null).count()).isBetween(140L, 260L);
    }

    @Test
    void aProductWithExceptionsHasAsManyAsTheSource() throws IOException {
        // Given
        Remainder remainder = new Remainder(false, 0, BigDecimal.TEN, BigDecimal.ZERO, new BigDecimal("1000"));

        // When
        List<String[]> made = made(lines(40, 0), remainder);

        // Then
        assertThat(made.stream().filter(row -> !isProduct(row)).count()).isBetween(15L, 80L);
    }

    @Test
    void aQuotientIsRoundedAsTheRuleSays() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(2);
        List<String[]> rows = IntStream.range(0, 500)
                .mapToObj(row -> new String[] {"" + random.nextInt(1000), "" + (1 + random.nextInt(20)), "0.0"})
                .toList();
        Computed rule = new Computed(
                "rate",
                Expression.of(Expression.own("hits"), Operator.DIVIDE, Expression.own("games")),
                new ValueFormat.Decimal(1, 1),
                List.of(WHOLE, WHOLE),
                1,
                RoundingMode.DOWN,
                null);

        // When
        List<String[]> made = RuledSamplingTest.sample(
                table(rows, numbers("hits", "games", "rate")), new TableRules("line", List.of(rule)));

        // Then
        assertThat(made)
                .allMatch(row -> row[2].equals(new BigDecimal(row[0])
                        .divide(new BigDecimal(row[1]), 1, RoundingMode.DOWN)
                        .toPlainString()));
    }

    @Test
    void anEndIsSoManyDaysAfterItsStart() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        List<String[]> rows = IntStream.range(0, 500)
                .mapToObj(row -> {
                    LocalDate start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(500));
                    int days = random.nextInt(40);
                    return new String[] {
                        start.toString(), "" + days, start.plusDays(days).toString()
                    };
                })
                .toList();
        Map<String, Sdtype> columns = new LinkedHashMap<>();
        columns.put("start", Sdtype.DATETIME);
        columns.put("days", Sdtype.NUMERICAL);
        columns.put("end", Sdtype.DATETIME);
        Computed rule = new Computed(
                "end",
                Expression.of(Expression.own("start"), Operator.ADD, Expression.own("days")),
                DAY,
                List.of(DAY, WHOLE),
                0,
                RoundingMode.HALF_UP,
                null);

        // When
        List<String[]> made = RuledSamplingTest.sample(table(rows, columns), new TableRules("line", List.of(rule)));

        // Then
        assertThat(made).allMatch(row -> LocalDate.parse(row[0])
                .plusDays(Long.parseLong(row[1]))
                .toString()
                .equals(row[2]));
    }

    @Test
    void aParentsColumnIsPartOfAProduct() {
        // Given
        Source price = new Source(List.of("line->product"), "price");
        Computed rule = new Computed(
                "amount",
                Expression.of(
                        Expression.own("quantity"),
                        Operator.MULTIPLY,
                        new Expression.Column(price.path(), price.column())),
                CENTS,
                OF_PRODUCT,
                2,
                RoundingMode.HALF_UP,
                REMAINDER);
        Computing computing = new Computing(rule);

        // Then
        assertThat(rule.sources()).containsExactly(Source.own("quantity"), price);
        assertThat(computing.residual("40.00", s -> s.isOwn() ? "2" : "19.95")).isEqualTo("0.1");
        assertThat(computing.residual("40.00", s -> null)).isEqualTo("30");
        assertThat(computing.values(
                        new Object[] {BigDecimal.ZERO, null, new BigDecimal("30")},
                        s -> s.isOwn()
                                ? new Object[] {2L, 2L, null}
                                : new Object[] {new BigDecimal("19.95"), BigDecimal.ONE, BigDecimal.ONE}))
                .containsExactly(new BigDecimal("39.90"), null, new BigDecimal("40"));
    }

    private static final Combination FLAGS = new Combination(
            List.of("none", "some", "kind"),
            List.of(WHOLE, WHOLE, new ValueFormat.Text()),
            List.of(
                    new Combination.Cells(Arrays.asList("0", "1", null), 700),
                    new Combination.Cells(List.of("1", "0", "a"), 290)));

    private static InMemoryRows flags() {
        SplittableRandom random = new SplittableRandom(4);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 1_000; row++) {
            rows.add(
                    row < 3
                            ? new String[] {"1", "1", "b"}
                            : random.nextInt(10) < 7 ? new String[] {"0", "1", null} : new String[] {"1", "0", "a"});
        }
        Map<String, Sdtype> columns = new LinkedHashMap<>(numbers("none", "some"));
        columns.put("kind", Sdtype.CATEGORICAL);
        return table(rows, columns);
    }

    @Test
    void cellsOnlyStandTogetherAsTheTableSays() throws IOException {
        // When
        List<String[]> made = RuledSamplingTest.sample(flags(), new TableRules("line", List.of(FLAGS)));

        // Then
        assertThat(made)
                .allMatch(row -> FLAGS.table().stream().anyMatch(c -> c.cells().equals(Arrays.asList(row))));
        assertThat(made.stream().filter(row -> row[0].equals("1")).count()).isBetween(240L, 370L);
    }

    @Test
    void aCombinationFitsTheCellsThatAreGiven() throws IOException {
        // Given
        InMemoryRows source = flags();
        TableRules rules = new TableRules("line", List.of(FLAGS));
        ResidualRows learned = new ResidualRows(source, rules, ParentCells.NONE);
        Given given = new Given() {
            @Override
            public boolean is(String column, int row) {
                return column.equals("kind") && row == 0;
            }

            @Override
            public @Nullable Object value(String column, int row) {
                return "a";
            }
        };
        Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
        values.put("none", new Object[] {"0", "0"});

        // When
        Map<String, @Nullable Object[]> made = new Completion(rules, transform(learned), RuledSamplingTest.seed())
                .complete(values, 2, 0, ParentValues.NONE, given);

        // Then
        assertThat(rules.learned("kind")).isEqualTo(Derivation.Learned.NOTHING);
        assertThat(learned.metadata().columns())
                .extracting(ColumnMetadata::name)
                .containsExactly("none");
        assertThat(Objects.requireNonNull(made.get("none"))).containsExactly(1L, 0L);
        assertThat(Objects.requireNonNull(made.get("some"))).containsExactly(0L, 1L);
        assertThat(Objects.requireNonNull(made.get("kind"))).containsExactly("a", null);
    }

    private static TableTransform transform(ResidualRows rows) throws IOException {
        return TableTransform.fit(rows, Set.of(), RuledSamplingTest.OPTIONS, RuledSamplingTest.seed());
    }
}
