package io.rowmill.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Shops and their visits; a visit has three families of three columns, {@code x1} to {@code z3}, that hang together. */
public final class WideFiles {
    public static final List<String> COLUMNS = List.of("x1", "y1", "z1", "x2", "y2", "z2", "x3", "y3", "z3");

    private static final int SHOPS = 20;
    private static final int VISITS = 400;

    private WideFiles() {}

    /** @param columns of {@link #COLUMNS} that the source has */
    public static Path write(Path folder, List<String> columns) throws IOException {
        Files.createDirectories(folder);
        SplittableRandom random = new SplittableRandom(7);
        List<String> shops = new ArrayList<>(List.of("id,size"));
        for (int i = 0; i < SHOPS; i++) {
            shops.add(i + "," + i % 4);
        }
        List<String> visits = new ArrayList<>(List.of("id,shop_id," + String.join(",", columns)));
        for (int i = 0; i < VISITS; i++) {
            visits.add(visit(i, columns, random));
        }
        Files.write(folder.resolve("shop.csv"), shops);
        Files.write(folder.resolve("visit.csv"), visits);
        Files.writeString(folder.resolve("metadata.json"), metadata(columns));
        return folder;
    }

    private static String visit(int id, List<String> columns, SplittableRandom random) {
        double common = random.nextGaussian();
        StringBuilder row = new StringBuilder(id + "," + random.nextInt(SHOPS));
        double[] families = {common, common + random.nextGaussian(), random.nextGaussian()};
        for (String column : columns) {
            double value = families[column.charAt(0) - 'x'] + 0.3 * random.nextGaussian();
            row.append(',').append(cell(column, value));
        }
        return row.toString();
    }

    private static String cell(String column, double value) {
        return column.endsWith("3") ? (value < 0 ? "low" : "high") : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String metadata(List<String> columns) {
        StringBuilder json = new StringBuilder(
                """
                {"METADATA_SPEC_VERSION": "V1", "tables": {
                  "shop": {"columns": {"id": {"sdtype": "id"}, "size": {"sdtype": "categorical"}}, "primary_key": "id"},
                  "visit": {"columns": {"id": {"sdtype": "id"}, "shop_id": {"sdtype": "id"}
                """);
        for (String column : columns) {
            String sdtype = column.endsWith("3") ? "categorical" : "numerical";
            json.append(", \"%s\": {\"sdtype\": \"%s\"}".formatted(column, sdtype));
        }
        return json.append(
                        """
                }, "primary_key": "id"}},
                "relationships": [{"parent_table_name": "shop", "parent_primary_key": "id",
                  "child_table_name": "visit", "child_foreign_key": "shop_id"}]}
                """)
                .toString();
    }
}
