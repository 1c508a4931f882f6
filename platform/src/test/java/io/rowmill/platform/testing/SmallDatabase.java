package io.rowmill.platform.testing;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Customers and their orders: 40 customers, the n-th of whom has n mod 4 orders; an order's items follow its customer's city. */
public final class SmallDatabase {
    public static final String CUSTOMERS = "customers";
    public static final String ORDERS = "orders";
    public static final List<String> TABLES = List.of(CUSTOMERS, ORDERS);
    public static final int CUSTOMER_ROWS = 40;
    public static final int ORDER_ROWS = 60;

    public static final DatabaseMetadata METADATA = new DatabaseMetadata(
            List.of(
                    new TableMetadata(
                            CUSTOMERS,
                            List.of(
                                    ColumnMetadata.of("id", Sdtype.ID),
                                    ColumnMetadata.of("city", Sdtype.CATEGORICAL),
                                    ColumnMetadata.of("age", Sdtype.NUMERICAL)),
                            List.of("id")),
                    new TableMetadata(
                            ORDERS,
                            List.of(
                                    ColumnMetadata.of("customer", Sdtype.ID),
                                    ColumnMetadata.of("item", Sdtype.CATEGORICAL),
                                    ColumnMetadata.of("paid", Sdtype.BOOLEAN)),
                            List.of())),
            List.of(new Relationship(CUSTOMERS, List.of("id"), ORDERS, List.of("customer"), Optional.empty(), false)));

    private static final List<String> CITIES = List.of("Bern", "Lima", "Oslo");

    private SmallDatabase() {}

    public static InMemoryRows rows(String table) {
        return table.equals(CUSTOMERS) ? customers() : orders();
    }

    private static InMemoryRows customers() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 1; i <= CUSTOMER_ROWS; i++) {
            rows.add(new String[] {Integer.toString(i), city(i), Integer.toString(20 + i * 7 % 50)});
        }
        return new InMemoryRows(METADATA.table(CUSTOMERS), rows);
    }

    private static InMemoryRows orders() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 1; i <= CUSTOMER_ROWS; i++) {
            for (int order = 0; order < i % 4; order++) {
                String item = city(i).equals("Lima") ? "tea" : "cocoa";
                rows.add(new String[] {Integer.toString(i), item, Boolean.toString(order % 2 == 0)});
            }
        }
        return new InMemoryRows(METADATA.table(ORDERS), rows);
    }

    private static String city(int customer) {
        return CITIES.get(customer * 5 % 3);
    }
}
