package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Twenty customers and forty sales as files that a test can spoil. */
public record ShopFiles(Path folder) {
    private static final String METADATA =
            """
            {"METADATA_SPEC_VERSION": "V1", "tables": {
               "customer": {"primary_key": "id", "columns": {
                  "id": {"sdtype": "id"}, "age": {"sdtype": "numerical"}, "joined": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"}}},
               "sale": {"primary_key": "nr", "columns": {
                  "nr": {"sdtype": "id"}, "customer": {"sdtype": "id"}, "amount": {"sdtype": "numerical"}}}},
             "relationships": [RELATIONSHIP]}
            """;

    /** Writes them whole. */
    public static ShopFiles write(Path folder) {
        StringBuilder customers = new StringBuilder("id,age,joined\n");
        for (int i = 1; i <= 20; i++) {
            customers
                    .append(i)
                    .append(',')
                    .append(20 + i)
                    .append(",2020-01-")
                    .append(9 + i)
                    .append('\n');
        }
        StringBuilder sales = new StringBuilder("nr,customer,amount\n");
        for (int i = 1; i <= 40; i++) {
            sales.append(i).append(',').append(1 + i % 20).append(',').append(i).append(".5\n");
        }
        return new ShopFiles(folder)
                .write("customer.csv", customers.toString())
                .write("sale.csv", sales.toString())
                .write(
                        "metadata.json",
                        METADATA.replace("RELATIONSHIP", relationship("customer", "id", "sale", "customer")));
    }

    public static String relationship(String parent, String parentKey, String child, String childKey) {
        return ("{\"parent_table_name\": \"%s\", \"parent_primary_key\": \"%s\", \"child_table_name\": \"%s\","
                        + " \"child_foreign_key\": \"%s\"}")
                .formatted(parent, parentKey, child, childKey);
    }

    public ShopFiles write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    }

    public ShopFiles append(String file, String text) {
        return append(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public ShopFiles append(String file, byte[] bytes) {
        return write(file, bytes, StandardOpenOption.APPEND);
    }

    /** @throws AssertionError if there is nothing to replace: the test would spoil nothing */
    public ShopFiles replace(String file, String old, String text) {
        try {
            String before = Files.readString(folder.resolve(file));
            if (!before.contains(old)) {
                throw new AssertionError(file + " does not hold " + old);
            }
            return write(file, before.replace(old, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ShopFiles metadata(String old, String text) {
        return replace("metadata.json", old, text);
    }

    public ShopFiles without(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ShopFiles write(String file, byte[] bytes, StandardOpenOption how) {
        try {
            Files.write(folder.resolve(file), bytes, StandardOpenOption.CREATE, how);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
