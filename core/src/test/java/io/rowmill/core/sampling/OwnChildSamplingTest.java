package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.OwnChild;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders have payments, and an order knows the last of its payments: one key closes a circle of two tables. */
class OwnChildSamplingTest {
    private static final String KEY = "orders.pay->payment";
    private static final TableMetadata ORDERS = new TableMetadata(
            "orders", List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("pay", Sdtype.ID)), List.of("id"));
    private static final TableMetadata PAYMENT = new TableMetadata(
            "payment",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("orders", Sdtype.ID),
                    ColumnMetadata.of("day", Sdtype.NUMERICAL)),
            List.of("id"));

    /** How an order's key is chosen from its payments, of which the last is the newest. */
    private interface Choice {
        int of(List<Integer> payments, SplittableRandom random);
    }

    private static FittedDatabase fitted(double nulls, Choice choice) throws IOException {
        return fitted(400, nulls, choice);
    }

    private static FittedDatabase fitted(int count, double nulls, Choice choice) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String[]> orders = new ArrayList<>();
        List<String[]> payments = new ArrayList<>();
        for (int order = 0; order < count; order++) {
            List<Integer> own = new ArrayList<>();
            int day = random.nextInt(1000);
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                day += 1 + random.nextInt(30);
                own.add(payments.size());
                payments.add(new String[] {"" + payments.size(), "" + order, "" + day});
            }
            boolean isNull = random.nextDouble() < nulls;
            orders.add(new String[] {"" + order, isNull ? null : "" + choice.of(own, random)});
        }
        Map<String, TableRows> rows = new HashMap<>();
        rows.put("orders", new InMemoryRows(ORDERS, orders));
        rows.put("payment", new InMemoryRows(PAYMENT, payments));
        return new FittedDatabase(
                new DatabaseMetadata(
                        List.of(ORDERS, PAYMENT),
                        List.of(key("orders", "pay", "payment"), key("payment", "orders", "orders"))),
                rows);
    }

    private static Relationship key(String child, String column, String parent) {
        return new Relationship(parent, List.of("id"), child, List.of(column), Optional.empty(), false);
    }

    private static OwnChild learned(FittedDatabase database) {
        return database.linkage()
                .table("orders")
                .foreignKey(KEY)
                .flatMap(ForeignKeyLink::child)
                .orElseThrow();
    }

    private static Map<String, SampledTable> sampled(FittedDatabase database, int chunkRows) throws IOException {
        SampleRequest request = new SampleRequest(1, Map.of(), new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        return tables;
    }

    private static long leadingBack(Map<String, SampledTable> tables) {
        Map<Object, Object> orderOf = new HashMap<>();
        tables.get("payment").rows().forEach(p -> orderOf.put(p[0], p[1]));
        return tables.get("orders").rows().stream()
                .filter(o -> o[1] != null && orderOf.get(o[1]).equals(o[0]))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100_000})
    void anOrdersLastPaymentIsTheLastOfItsOwn(int chunkRows) throws IOException {
        // Given
        FittedDatabase database = fitted(0, (payments, random) -> payments.get(payments.size() - 1));

        // When
        Map<String, SampledTable> tables = sampled(database, chunkRows);

        // Then
        assertThat(learned(database).place()).isEqualTo(OwnChild.Place.LAST);
        assertThat(leadingBack(tables)).isEqualTo(400);
        Map<Object, Object> dayOf = new HashMap<>();
        Map<Object, Double> latest = new HashMap<>();
        tables.get("payment").rows().forEach(p -> {
            dayOf.put(p[0], p[2]);
            latest.merge(p[1], ((Number) p[2]).doubleValue(), Math::max);
        });
        assertThat(tables.get("orders").rows()).allSatisfy(o -> assertThat(((Number) dayOf.get(o[1])).doubleValue())
                .isEqualTo(latest.get(o[0])));
    }

    @Test
    void aSampleOfManyOrdersTellsThePlace() throws IOException {
        // Given: about every tenth order names its first payment
        FittedDatabase mostly = fitted(
                25_000, 0, (payments, random) -> payments.get(random.nextInt(10) == 0 ? 0 : payments.size() - 1));

        // When
        FittedDatabase always = fitted(25_000, 0, (payments, random) -> payments.get(0));

        // Then
        assertThat(learned(always).place()).isEqualTo(OwnChild.Place.FIRST);
        assertThat(learned(mostly).place()).isEqualTo(OwnChild.Place.ANY);
    }

    @Test
    void someOrdersNameAnyOfTheirPayments() throws IOException {
        // Given
        FittedDatabase database = fitted(0.3, (payments, random) -> payments.get(random.nextInt(payments.size())));

        // When
        Map<String, SampledTable> tables = sampled(database, 50);

        // Then
        long some =
                tables.get("orders").rows().stream().filter(o -> o[1] != null).count();
        assertThat(learned(database).place()).isEqualTo(OwnChild.Place.ANY);
        assertThat(leadingBack(tables)).isEqualTo(some);
        assertThat(some / 400.0).isCloseTo(0.7, within(0.08));
    }

    @Test
    void aPaymentOfAnotherOrderIsNoChildOfItsOwn() throws IOException {
        // Given
        int[] before = {0};
        FittedDatabase database = fitted(0, (payments, random) -> {
            int other = before[0];
            before[0] = payments.get(0);
            return other;
        });

        // Then
        assertThat(database.linkage().table("orders").foreignKey(KEY).flatMap(ForeignKeyLink::child))
                .isEmpty();
    }
}
