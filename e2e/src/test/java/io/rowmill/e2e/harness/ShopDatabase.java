package io.rowmill.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A small database with everything that is difficult about keys: a self-reference (region), string keys with leading zeros
 * (customer), a composite primary key (line), a nullable foreign key (line to product) and a cycle between two tables, one
 * side of it never null (customer and product).
 */
public final class ShopDatabase {
    private static final int REGIONS = 12;
    /** As many as a value needs to be learned. */
    private static final int COUNTRIES = 5;

    private static final int CUSTOMERS = 120;
    private static final int PRODUCTS = 25;
    private static final String[] LEVELS = {"basic", "gold", "gold, \"old\"", ""};

    private final Random random = new Random(7);
    private final Path folder;

    private ShopDatabase(Path folder) {
        this.folder = folder;
    }

    /** Writes the tables and their metadata. */
    public static Path write(Path folder) throws IOException {
        ShopDatabase shop = new ShopDatabase(Files.createDirectories(folder));
        shop.regions();
        shop.customers();
        shop.products();
        shop.ordersAndLines();
        Files.writeString(folder.resolve("metadata.json"), METADATA);
        return folder;
    }

    public static Path metadata(Path folder) {
        return folder.resolve("metadata.json");
    }

    private void regions() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= REGIONS; i++) {
            rows.add(i + "," + (i <= 3 ? "" : 1 + random.nextInt(i - 1)) + ","
                    + (i <= COUNTRIES ? "country" : "county"));
        }
        table("region", "region_id,part_of,kind", rows);
    }

    private void customers() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= CUSTOMERS; i++) {
            String since =
                    LocalDate.of(2019, 1, 1).plusDays(random.nextInt(1500)).toString();
            String favourite = random.nextInt(4) == 0 ? "" : "" + (1 + random.nextInt(PRODUCTS));
            String level = LEVELS[random.nextInt(LEVELS.length)];
            rows.add(String.format(
                    Locale.ROOT,
                    "C-%04d,%d,%s,\"%s\",%s,%s,user%d@example.com",
                    i,
                    1 + random.nextInt(REGIONS),
                    favourite,
                    level.replace("\"", "\"\""),
                    since,
                    random.nextInt(3) == 0 ? "" : String.format(Locale.ROOT, "%.2f", random.nextGaussian() * 50),
                    i));
        }
        table("customer", "customer_no,region_id,favourite_product,level,since,balance,email", rows);
    }

    private void products() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= PRODUCTS; i++) {
            String price = String.format(Locale.ROOT, "%.2f", 1 + random.nextInt(9000) / 100.0);
            rows.add(String.format("%d,C-%04d,%s,%s", i, 1 + random.nextInt(CUSTOMERS), price, i % 3 == 0));
        }
        table("product", "product_id,designed_by,price,discontinued", rows);
    }

    private void ordersAndLines() throws IOException {
        List<String> orders = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int order = 1000;
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            for (int n = random.nextInt(4); n > 0; n--) {
                order++;
                String placed = "2024-0%d-1%d 0%d:30:00"
                        .formatted(1 + random.nextInt(9), random.nextInt(10), random.nextInt(10));
                orders.add(String.format("%d,C-%04d,%s", order, customer, placed));
                for (int line = 1; line <= 1 + random.nextInt(3); line++) {
                    String product = random.nextInt(5) == 0 ? "" : "" + (1 + random.nextInt(PRODUCTS));
                    lines.add(order + "," + line + "," + product + "," + (1 + random.nextInt(9)));
                }
            }
        }
        table("purchase", "purchase_id,customer_no,placed_at", orders);
        table("line", "purchase_id,line_no,product_id,quantity", lines);
    }

    private void table(String name, String header, List<String> rows) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), header + "\n" + String.join("\n", rows) + "\n");
    }

    private static final String METADATA =
            """
            {
              "METADATA_SPEC_VERSION": "V1",
              "tables": {
                "region": {
                  "primary_key": "region_id",
                  "columns": {
                    "region_id": {"sdtype": "id"}, "part_of": {"sdtype": "id"}, "kind": {"sdtype": "categorical"}
                  }
                },
                "customer": {
                  "primary_key": "customer_no",
                  "columns": {
                    "customer_no": {"sdtype": "id"}, "region_id": {"sdtype": "id"}, "favourite_product": {"sdtype": "id"},
                    "level": {"sdtype": "categorical"}, "since": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"},
                    "balance": {"sdtype": "numerical"}, "email": {"sdtype": "email", "pii": true}
                  }
                },
                "product": {
                  "primary_key": "product_id",
                  "columns": {
                    "product_id": {"sdtype": "id"}, "designed_by": {"sdtype": "id"}, "price": {"sdtype": "numerical"},
                    "discontinued": {"sdtype": "boolean"}
                  }
                },
                "purchase": {
                  "primary_key": "purchase_id",
                  "columns": {
                    "purchase_id": {"sdtype": "id"}, "customer_no": {"sdtype": "id"},
                    "placed_at": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d %H:%M:%S"}
                  }
                },
                "line": {
                  "primary_key": ["purchase_id", "line_no"],
                  "columns": {
                    "purchase_id": {"sdtype": "id"}, "line_no": {"sdtype": "id"}, "product_id": {"sdtype": "id"},
                    "quantity": {"sdtype": "numerical"}
                  }
                }
              },
              "relationships": [
                {"parent_table_name": "region", "parent_primary_key": "region_id",
                 "child_table_name": "region", "child_foreign_key": "part_of"},
                {"parent_table_name": "region", "parent_primary_key": "region_id",
                 "child_table_name": "customer", "child_foreign_key": "region_id"},
                {"parent_table_name": "product", "parent_primary_key": "product_id",
                 "child_table_name": "customer", "child_foreign_key": "favourite_product"},
                {"parent_table_name": "customer", "parent_primary_key": "customer_no",
                 "child_table_name": "product", "child_foreign_key": "designed_by"},
                {"parent_table_name": "customer", "parent_primary_key": "customer_no",
                 "child_table_name": "purchase", "child_foreign_key": "customer_no"},
                {"parent_table_name": "purchase", "parent_primary_key": "purchase_id",
                 "child_table_name": "line", "child_foreign_key": "purchase_id"},
                {"parent_table_name": "product", "parent_primary_key": "product_id",
                 "child_table_name": "line", "child_foreign_key": "product_id"}
              ]
            }
            """;
}
