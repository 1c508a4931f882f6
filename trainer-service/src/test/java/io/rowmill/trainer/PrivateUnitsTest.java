package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Customers have orders, which have items; a shop has orders, too. */
class PrivateUnitsTest {
    private static final Relationship OF_CUSTOMER = key("customer", "order");
    private static final Relationship OF_SHOP = key("shop", "order");
    private static final Relationship OF_ORDER = key("order", "item");
    private static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(table("customer"), table("shop"), table("order"), table("item")),
            List.of(OF_CUSTOMER, OF_SHOP, OF_ORDER));

    /** The third order has no customer; the last item has no order. */
    private static final Map<String, int[]> PARENTS = Map.of(
            OF_CUSTOMER.name(), new int[] {1, 0, -1, 1},
            OF_SHOP.name(), new int[] {0, 0, 1, 1},
            OF_ORDER.name(), new int[] {3, 3, 2, 2, 1, -1});

    private static final int CUSTOMERS = 2;

    private static TableMetadata table(String name) {
        return new TableMetadata(name, List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
    }

    private static Relationship key(String parent, String child) {
        return new Relationship(parent, List.of("id"), child, List.of(parent), Optional.empty(), false);
    }

    private static PrivacyPlan plan(PrivacyUnit unit) {
        boolean entity = unit == PrivacyUnit.ENTITY;
        return new PrivacyPlan(
                1,
                1e-5,
                PrivacyMethod.DPSGD,
                unit,
                entity ? "customer" : null,
                Map.of("order", 4, "item", 9),
                entity ? Map.of("order", OF_CUSTOMER.name(), "item", OF_ORDER.name()) : Map.of(),
                List.of());
    }

    private static PrivateUnits units(PrivacyUnit unit, String table) throws IOException {
        return new PrivateUnits(plan(unit), DATABASE, table, row -> row, CUSTOMERS, (key, children) -> row -> {
            int child = children.applyAsInt(row);
            return child < 0 ? -1 : PARENTS.get(key)[child];
        });
    }

    private static List<Integer> ofRows(IntUnaryOperator of, int rows) {
        return IntStream.range(0, rows).map(of).boxed().toList();
    }

    private static ForeignKey driver(Relationship key) {
        return new ForeignKey(key, KeyRole.DRIVER, false, Optional.empty());
    }

    @Test
    void aRowIsOfTheUnitThatItsKeysLeadTo() throws IOException {
        assertThat(ofRows(units(PrivacyUnit.ENTITY, "customer")::of, 2)).containsExactly(0, 1);
        assertThat(ofRows(units(PrivacyUnit.ENTITY, "order")::of, 4)).containsExactly(1, 0, 2 + 2, 1);
        assertThat(ofRows(units(PrivacyUnit.ENTITY, "item")::of, 6)).containsExactly(1, 1, 2 + 2, 2 + 3, 0, 2 + 5);
        assertThat(units(PrivacyUnit.ENTITY, "item").count(6)).isEqualTo(8);
    }

    @Test
    void rowsOutOfReachAreUnits() throws IOException {
        assertThat(ofRows(units(PrivacyUnit.ENTITY, "shop")::of, 2)).containsExactly(2, 3);
        assertThat(ofRows(units(PrivacyUnit.ROW, "item")::of, 3)).containsExactly(2, 3, 4);
    }

    /** Two items of an order without a customer are two units: what it says of one it would say of the other. */
    @Test
    void aUnitOfItsOwnHasNothingAboveIt() throws IOException {
        IntUnaryOperator order = row -> PARENTS.get(OF_ORDER.name())[row];
        assertThat(ofRows(units(PrivacyUnit.ENTITY, "item").ofOwn(order), 6)).containsExactly(3, 3, -1, -1, 1, -1);
    }

    @Test
    void onlyKeysTowardsTheRootLeadToTheSameUnit() throws IOException {
        PrivateUnits orders = units(PrivacyUnit.ENTITY, "order");
        assertThat(orders.isOwn(OF_CUSTOMER.name())).isTrue();
        assertThat(orders.isOwn(OF_SHOP.name())).isFalse();
        PrivateUnits items = units(PrivacyUnit.ENTITY, "item");
        assertThat(items.areOwn(List.of(driver(OF_ORDER)))).isTrue();
        assertThat(items.areOwn(List.of(driver(OF_ORDER), driver(OF_CUSTOMER)))).isTrue();
        assertThat(items.areOwn(List.of(driver(OF_ORDER), driver(OF_SHOP)))).isFalse();
        assertThat(units(PrivacyUnit.ROW, "order").isOwn(OF_CUSTOMER.name())).isFalse();
        assertThat(units(PrivacyUnit.ROW, "item").areOwn(List.of(driver(OF_ORDER))))
                .isFalse();
    }

    @Test
    void rowsThatCountAreThoseOfThePlan() {
        assertThat(PrivateUnits.rowsPerUnit(plan(PrivacyUnit.ENTITY), "item")).isEqualTo(9);
        assertThat(PrivateUnits.rowsPerUnit(plan(PrivacyUnit.ENTITY), "shop")).isEqualTo(1);
        assertThat(PrivateUnits.rowsPerUnit(plan(PrivacyUnit.ROW), "item")).isEqualTo(1);
    }
}
