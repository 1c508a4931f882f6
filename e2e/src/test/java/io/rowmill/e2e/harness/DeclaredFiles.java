package io.rowmill.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two tables whose metadata declares rules of most kinds, within each of them and between them. */
public final class DeclaredFiles {
    private static final String METADATA =
            """
            {"tables": {
              "product": {"primary_key": "id", "columns": {
                "id": {"sdtype": "id"}, "price": {"sdtype": "numerical"}, "least": {"sdtype": "numerical"},
                "most": {"sdtype": "numerical"}, "since": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"}}},
              "line": {"primary_key": "id", "columns": {
                "id": {"sdtype": "id"}, "product": {"sdtype": "id"}, "quantity": {"sdtype": "numerical"},
                "amount": {"sdtype": "numerical"}, "paid": {"sdtype": "numerical"},
                "offer": {"sdtype": "numerical"},
                "ordered": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"},
                "shipped": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"},
                "land": {"sdtype": "categorical"}, "city": {"sdtype": "categorical"},
                "gift": {"sdtype": "numerical"}, "sale": {"sdtype": "numerical"}, "usual": {"sdtype": "numerical"}}}},
             "relationships": [{"parent_table_name": "product", "parent_primary_key": "id",
               "child_table_name": "line", "child_foreign_key": "product"}],
             "constraints": [
               {"constraint": "Inequality", "table_name": "product",
                "parameters": {"low_column_name": "least", "high_column_name": "most"}},
               {"constraint": "Positive", "table_name": "product", "parameters": {"column_name": "price"}},
               {"constraint": "Inequality", "table_name": "line", "parameters": {"low_column_name": "ordered",
                "high_column_name": "shipped", "strict_boundaries": true}},
               {"constraint": "Expression", "table_name": "line",
                "parameters": {"expression": "amount = quantity * product.price"}},
               {"constraint": "Expression", "table_name": "line", "parameters": {"expression": "ordered >= product.since"}},
               {"constraint": "Range", "table_name": "line", "parameters": {"low_column_name": "product.least",
                "middle_column_name": "offer", "high_column_name": "product.most", "strict_boundaries": false}},
               {"constraint": "ScalarRange", "table_name": "line", "parameters": {"column_name": "quantity",
                "low_value": 1, "high_value": 12, "strict_boundaries": false}},
               {"constraint": "FixedCombinations", "table_name": "line", "parameters": {"column_names": ["land", "city"]}},
               {"constraint": "OneHotEncoding", "table_name": "line",
                "parameters": {"column_names": ["gift", "sale", "usual"]}},
               {"constraint": "Expression", "table_name": "line",
                "parameters": {"expression": "paid <= amount and paid >= 0"}}]}
            """;
    private static final String LINES =
            "id,product,quantity,amount,paid,offer,ordered,shipped,land,city,gift,sale,usual";

    private DeclaredFiles() {}

    /** @param broken lines that are paid twice */
    public static Path write(Path folder, long seed, int broken) throws IOException {
        Random random = new Random(seed);
        List<String> products = new ArrayList<>(List.of("id,price,least,most,since"));
        List<BigDecimal> prices = new ArrayList<>();
        List<int[]> offers = new ArrayList<>();
        List<LocalDate> since = new ArrayList<>();
        for (int id = 0; id < 60; id++) {
            prices.add(BigDecimal.valueOf(50 + random.nextInt(5_000), 2));
            int least = random.nextInt(50);
            offers.add(new int[] {least, least + random.nextInt(20)});
            since.add(LocalDate.of(2022, 1, 1).plusDays(random.nextInt(300)));
            products.add(id + "," + prices.get(id) + "," + offers.get(id)[0] + "," + offers.get(id)[1] + ","
                    + since.get(id));
        }
        List<String> lines = new ArrayList<>(List.of(LINES));
        for (int id = 0; id < 1_500; id++) {
            int product = random.nextInt(60);
            int quantity = 1 + random.nextInt(12);
            BigDecimal amount = prices.get(product).multiply(BigDecimal.valueOf(quantity));
            BigDecimal paid = id < broken
                    ? amount.add(BigDecimal.ONE)
                    : amount.multiply(BigDecimal.valueOf(random.nextInt(101), 2))
                            .setScale(2, RoundingMode.DOWN);
            int[] offer = offers.get(product);
            LocalDate ordered = since.get(product).plusDays(random.nextInt(200));
            int city = random.nextInt(8);
            int kind = random.nextInt(3);
            lines.add(id + "," + product + "," + quantity + "," + amount + "," + paid + ","
                    + (offer[0] + random.nextInt(offer[1] - offer[0] + 1)) + "," + ordered + ","
                    + (random.nextInt(6) == 0 ? "" : ordered.plusDays(1 + random.nextInt(9))) + ",land" + city % 3
                    + ",city" + city + "," + (kind == 0 ? 1 : 0) + "," + (kind == 1 ? 1 : 0) + ","
                    + (kind == 2 ? 1 : 0));
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("product.csv"), products);
        Files.write(folder.resolve("line.csv"), lines);
        Files.writeString(folder.resolve("metadata.json"), METADATA);
        return folder;
    }

    /** Each rule in each row, by the cells of the files. */
    public static void assertRulesHold(Path folder) throws IOException {
        List<String[]> products = cells(folder.resolve("product.csv"));
        List<String[]> lines = cells(folder.resolve("line.csv"));
        assertThat(lines).hasSizeGreaterThan(500);
        assertThat(products).allSatisfy(p -> {
            assertThat(number(p[2])).isLessThanOrEqualTo(number(p[3]));
            assertThat(number(p[1])).isNotNegative();
        });
        assertThat(lines).allSatisfy(line -> {
            String[] product = products.stream()
                    .filter(p -> p[0].equals(line[1]))
                    .findFirst()
                    .orElseThrow();
            assertThat(number(line[3])).isEqualByComparingTo(number(line[2]).multiply(number(product[1])));
            assertThat(number(line[2])).isBetween(BigDecimal.ONE, BigDecimal.valueOf(12));
            assertThat(number(line[4])).isBetween(BigDecimal.ZERO, number(line[3]));
            assertThat(number(line[5])).isBetween(number(product[2]), number(product[3]));
            assertThat(line[6]).isGreaterThanOrEqualTo(product[4]);
            assertThat(line[7].isEmpty() || line[6].compareTo(line[7]) < 0).isTrue();
            int city = Integer.parseInt(line[9].substring("city".length()));
            assertThat(line[8]).isEqualTo("land" + city % 3);
            assertThat(number(line[10]).add(number(line[11])).add(number(line[12])))
                    .isEqualByComparingTo(BigDecimal.ONE);
        });
    }

    private static BigDecimal number(String cell) {
        return new BigDecimal(cell);
    }

    private static List<String[]> cells(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }
}
