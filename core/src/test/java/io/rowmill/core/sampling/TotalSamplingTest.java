package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Total;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are totals of rows that refer to their row, from real rows to synthetic ones. */
class TotalSamplingTest {
    private static final int CUSTOMERS = 120;
    /** More than orders. */
    private static final int PRODUCTS = 2_000;

    private final Random random = new Random(7);
    private final List<String[]> customers = new ArrayList<>();
    private final List<String[]> orders = new ArrayList<>();
    private final List<String[]> lines = new ArrayList<>();
    private boolean complaints;
    private List<Constraint> constraints = List.of();

    private static TableMetadata table(String name, Object... columns) {
        List<ColumnMetadata> out = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            out.add(ColumnMetadata.of((String) columns[i], (Sdtype) columns[i + 1]));
        }
        return new TableMetadata(name, out, List.of("id"));
    }

    /** Customers have none to seven orders, and an order one to five lines. */
    private FittedDatabase shop() throws IOException {
        for (int c = 0; c < CUSTOMERS; c++) {
            BigDecimal spent = BigDecimal.ZERO;
            for (int o = random.nextInt(8); o > 0; o--) {
                spent = spent.add(order(c));
            }
            customers.add(new String[] {Integer.toString(c), "kind" + c % 3, spent.toString()});
        }
        TableMetadata customer =
                table("customer", "id", Sdtype.ID, "kind", Sdtype.CATEGORICAL, "spent", Sdtype.NUMERICAL);
        TableMetadata order = table(
                "order",
                "id",
                Sdtype.ID,
                "customer",
                Sdtype.ID,
                "total",
                Sdtype.NUMERICAL,
                "lines",
                Sdtype.NUMERICAL,
                "ready",
                Sdtype.DATETIME);
        TableMetadata line = table(
                "line",
                "id",
                Sdtype.ID,
                "order",
                Sdtype.ID,
                "product",
                Sdtype.ID,
                "price",
                Sdtype.NUMERICAL,
                "pieces",
                Sdtype.NUMERICAL,
                "made",
                Sdtype.DATETIME);
        Map<String, TableRows> rows = new HashMap<>();
        rows.put("customer", new InMemoryRows(customer, customers));
        rows.put("order", new InMemoryRows(order, orders));
        rows.put("line", new InMemoryRows(line, lines));
        TableMetadata product = table("product", "id", Sdtype.ID, "size", Sdtype.CATEGORICAL);
        rows.put("product", new InMemoryRows(product, products()));
        List<TableMetadata> tables = new ArrayList<>(List.of(customer, order, product, line));
        List<Relationship> keys =
                new ArrayList<>(List.of(key("order", "customer"), key("line", "order"), key("line", "product")));
        if (complaints) {
            TableMetadata complaint = table("complaint", "id", Sdtype.ID, "order", Sdtype.ID, "day", Sdtype.DATETIME);
            rows.put("complaint", new InMemoryRows(complaint, complaints()));
            tables.add(complaint);
            keys.add(key("complaint", "order"));
        }
        return new FittedDatabase(new DatabaseMetadata(tables, keys, constraints), rows);
    }

    private List<String[]> complaints() {
        return IntStream.range(0, orders.size() / 2)
                .mapToObj(i -> new String[] {
                    Integer.toString(i),
                    orders.get(i)[0],
                    LocalDate.parse(orders.get(i)[4])
                            .plusDays(random.nextInt(20))
                            .toString()
                })
                .toList();
    }

    private static List<String[]> products() {
        return IntStream.range(0, PRODUCTS)
                .mapToObj(i -> new String[] {Integer.toString(i), "size" + i % 4})
                .toList();
    }

    private static Relationship key(String child, String parent) {
        return new Relationship(parent, List.of("id"), child, List.of(parent), Optional.empty(), false);
    }

    private BigDecimal order(int customer) {
        String id = Integer.toString(orders.size());
        BigDecimal total = BigDecimal.ZERO;
        LocalDate ready = LocalDate.MIN;
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            BigDecimal price = BigDecimal.valueOf(99 + 100L * random.nextInt(30), 2);
            int pieces = 1 + random.nextInt(4);
            LocalDate made = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(400));
            lines.add(new String[] {
                Integer.toString(lines.size()),
                id,
                Integer.toString(random.nextInt(PRODUCTS)),
                price.toString(),
                Integer.toString(pieces),
                made.toString()
            });
            total = total.add(price.multiply(BigDecimal.valueOf(pieces)));
            ready = made.isAfter(ready) ? made : ready;
        }
        orders.add(new String[] {
            id, Integer.toString(customer), total.toString(), Integer.toString(count), ready.toString()
        });
        return total;
    }

    private static Object cell(SampledTable table, Object[] row, String column) {
        return row[table.metadata().indexOf(column).orElseThrow()];
    }

    private static BigDecimal number(Object cell) {
        return new BigDecimal(cell.toString());
    }

    private static Map<Object, List<Object[]>> by(SampledTable table, String key) {
        Map<Object, List<Object[]>> out = new HashMap<>();
        table.rows().forEach(row -> out.computeIfAbsent(cell(table, row, key), k -> new ArrayList<>())
                .add(row));
        return out;
    }

    @Test
    void totalsAreFoundWithWhatTheyAreOf() throws IOException {
        FittedDatabase shop = shop();

        assertThat(shop.rules("order").totals())
                .extracting(Total::column, Total::kind, Total::factors)
                .containsExactlyInAnyOrder(
                        tuple("total", Total.Kind.SUM, List.of("price", "pieces")),
                        tuple("lines", Total.Kind.COUNT, List.of()),
                        tuple("ready", Total.Kind.GREATEST, List.of("made")));
        assertThat(shop.rules("customer").totals())
                .extracting(Total::column, Total::kind, Total::factors)
                .containsExactly(tuple("spent", Total.Kind.SUM, List.of("total")));
        assertThat(shop.rules("line").totals()).isEmpty();
        assertThat(shop.linkage().graph().table("line").driver().orElseThrow().parent())
                .isEqualTo("order");
    }

    @Test
    void aTotalThatIsStruckIsLearnedLikeOtherColumns() throws IOException {
        constraints = List.of(
                new Constraint(1, "Total", "order", Map.of("column_name", "total"), true, false, Optional.empty()));
        FittedDatabase shop = shop();

        assertThat(shop.rules("order").totals()).extracting(Total::column).containsExactlyInAnyOrder("lines", "ready");
        assertThat(shop.contentColumns("order")).contains("total");
        assertThat(shop.rules("customer").totals()).extracting(Total::column).containsExactly("spent");
    }

    @ParameterizedTest
    @CsvSource({"1,10000", "1,40", "3,70"})
    void everyTotalHolds(double scale, int chunkRows) throws IOException {
        FittedDatabase shop = shop();
        SamplePlan plan = SamplePlan.of(
                shop.linkage(), new SampleRequest(scale, Map.of(), new Seed(5)), chunkRows, Long.MAX_VALUE);

        Map<String, SampledTable> sample = shop.sample(plan);

        SampledTable order = sample.get("order");
        SampledTable line = sample.get("line");
        Map<Object, List<Object[]>> linesOf = by(line, "order");
        for (Object[] row : order.rows()) {
            List<Object[]> of = linesOf.getOrDefault(cell(order, row, "id"), List.of());
            assertThat(number(cell(order, row, "lines"))).isEqualByComparingTo(BigDecimal.valueOf(of.size()));
            assertThat(number(cell(order, row, "total")))
                    .isEqualByComparingTo(of.stream()
                            .map(l -> number(cell(line, l, "price")).multiply(number(cell(line, l, "pieces"))))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat((LocalDate) cell(order, row, "ready"))
                    .isEqualTo(of.stream()
                            .map(l -> (LocalDate) cell(line, l, "made"))
                            .max(LocalDate::compareTo)
                            .orElse(null));
        }
        SampledTable customer = sample.get("customer");
        Map<Object, List<Object[]>> ordersOf = by(order, "customer");
        int without = 0;
        for (Object[] row : customer.rows()) {
            List<Object[]> of = ordersOf.getOrDefault(cell(customer, row, "id"), List.of());
            without += of.isEmpty() ? 1 : 0;
            assertThat(number(cell(customer, row, "spent")))
                    .isEqualByComparingTo(of.stream()
                            .map(o -> number(cell(order, o, "total")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        assertThat(without).isPositive();
        assertThat(order.rows()).hasSize((int) Math.round(orders.size() * scale));
    }

    @Test
    void totalsThatAreLostAreNotTakenForRowsWithoutChildren() throws IOException {
        FittedDatabase shop = shop();
        SamplePlan plan =
                SamplePlan.of(shop.linkage(), new SampleRequest(1, Map.of(), new Seed(5)), 40, Long.MAX_VALUE);
        SampleLoop loop =
                new SampleLoop(shop, plan.with(shop::rules, shop.linkage().graph()));

        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(loop.losingTotalsOf("line")::run)
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo("lost-totals"))
                .withMessageContaining("line")
                .withMessageContaining("order");
    }

    /** A complaint comes after the day on which all lines of the order are ready. */
    @Test
    void rowsOfAnotherTableThatAreBoundToTheGreatestStayBoundToIt() throws IOException {
        complaints = true;
        FittedDatabase shop = shop();
        SamplePlan plan =
                SamplePlan.of(shop.linkage(), new SampleRequest(1, Map.of(), new Seed(5)), 10_000, Long.MAX_VALUE);

        Map<String, SampledTable> sample = shop.sample(plan);

        assertThat(shop.rules("order").totals()).extracting(Total::column).containsExactlyInAnyOrder("total", "lines");
        SampledTable order = sample.get("order");
        SampledTable complaint = sample.get("complaint");
        Map<Object, List<Object[]>> orderOf = by(order, "id");
        assertThat(complaint.rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            Object[] of = orderOf.get(cell(complaint, row, "order")).get(0);
            assertThat((LocalDate) cell(complaint, row, "day")).isAfterOrEqualTo((LocalDate) cell(order, of, "ready"));
        });
    }

    @Test
    void independentColumnsAreNoTotals() throws IOException {
        for (int size : new int[] {40, 300, 3_000}) {
            customers.clear();
            orders.clear();
            for (int c = 0; c < size; c++) {
                customers.add(new String[] {Integer.toString(c), "kind" + c % 3, Integer.toString(random.nextInt(4))});
                for (int o = random.nextInt(3); o > 0; o--) {
                    orders.add(new String[] {
                        Integer.toString(orders.size()),
                        Integer.toString(c),
                        Integer.toString(random.nextInt(2)),
                        "1",
                        "2024-01-01"
                    });
                }
            }
            TableMetadata customer =
                    table("customer", "id", Sdtype.ID, "kind", Sdtype.CATEGORICAL, "spent", Sdtype.NUMERICAL);
            TableMetadata order = table(
                    "order",
                    "id",
                    Sdtype.ID,
                    "customer",
                    Sdtype.ID,
                    "total",
                    Sdtype.NUMERICAL,
                    "lines",
                    Sdtype.NUMERICAL,
                    "ready",
                    Sdtype.DATETIME);
            FittedDatabase shop = new FittedDatabase(
                    new DatabaseMetadata(List.of(customer, order), List.of(key("order", "customer"))),
                    Map.of(
                            "customer",
                            new InMemoryRows(customer, List.copyOf(customers)),
                            "order",
                            new InMemoryRows(order, List.copyOf(orders))));

            assertThat(shop.rules("customer").totals()).as("%d rows", size).isEmpty();
        }
    }
}
