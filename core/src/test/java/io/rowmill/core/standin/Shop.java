package io.rowmill.core.standin;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Customers of regions, with orders that name a clerk and have lines. */
final class Shop {
    static final TableMetadata REGION = new TableMetadata(
            "region",
            List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("name", Sdtype.CATEGORICAL)),
            List.of("id"),
            Optional.empty(),
            List.of(),
            true);
    static final TableMetadata CLERK = new TableMetadata(
            "clerk",
            List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("grade", Sdtype.CATEGORICAL)),
            List.of("id"));
    static final TableMetadata CUSTOMER = new TableMetadata(
            "customer",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("region", Sdtype.ID),
                    ColumnMetadata.of("age", Sdtype.NUMERICAL),
                    ColumnMetadata.of("town", Sdtype.CATEGORICAL),
                    ColumnMetadata.of("since", Sdtype.DATETIME),
                    new ColumnMetadata("mail", Sdtype.UNKNOWN, "email", true, Optional.empty())),
            List.of("id"));
    static final TableMetadata ORDER = new TableMetadata(
            "order",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("customer", Sdtype.ID),
                    ColumnMetadata.of("clerk", Sdtype.ID),
                    ColumnMetadata.of("total", Sdtype.NUMERICAL)),
            List.of("id"));
    static final TableMetadata LINE = new TableMetadata(
            "line",
            List.of(
                    ColumnMetadata.of("order", Sdtype.ID),
                    ColumnMetadata.of("no", Sdtype.ID),
                    ColumnMetadata.of("kind", Sdtype.CATEGORICAL)),
            List.of("order", "no"));
    static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(REGION, CLERK, CUSTOMER, ORDER, LINE),
            List.of(
                    key("region", "customer", "region"),
                    key("customer", "order", "customer"),
                    key("clerk", "order", "clerk"),
                    key("order", "line", "order")));

    private Shop() {}

    private static Relationship key(String parent, String child, String column) {
        return new Relationship(parent, List.of("id"), child, List.of(column), Optional.empty(), false);
    }

    static Map<String, List<String[]>> rows(int customers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<String[]>> out = new LinkedHashMap<>();
        DATABASE.tables().forEach(t -> out.put(t.name(), new ArrayList<>()));
        for (int r = 0; r < 4; r++) {
            out.get("region").add(new String[] {"r" + r, "Region " + r});
        }
        for (int c = 0; c < 300; c++) {
            out.get("clerk").add(new String[] {"k" + c, c % 3 == 0 ? "senior" : "junior"});
        }
        for (int c = 0; c < customers; c++) {
            out.get("customer").add(new String[] {
                "c" + c,
                "r" + (random.nextInt(10) < 7 ? 0 : random.nextInt(4)),
                random.nextInt(20) == 0 ? null : String.valueOf(20 + random.nextInt(40) + random.nextInt(20)),
                c == 0 ? "Atlantis" : random.nextInt(3) == 0 ? "Ghent" : "Bruges",
                "20" + (10 + random.nextInt(10)) + "-0" + (1 + random.nextInt(9)) + "-11",
                "someone" + c + "@real.example"
            });
            orders(out, c, c == 1 ? 900 : random.nextInt(4), random);
        }
        return out;
    }

    private static void orders(Map<String, List<String[]>> out, int customer, int orders, SplittableRandom random) {
        for (int o = 0; o < orders; o++) {
            String id = "o" + out.get("order").size();
            out.get("order").add(new String[] {
                id, "c" + customer, "k" + random.nextInt(300), random.nextInt(1000) + "." + random.nextInt(10) + "5"
            });
            for (int l = 0; l <= random.nextInt(3); l++) {
                out.get("line").add(new String[] {id, String.valueOf(l), random.nextBoolean() ? "book" : "pen"});
            }
        }
    }

    static Map<String, TableRows> tables(Map<String, List<String[]>> rows) {
        Map<String, TableRows> out = new LinkedHashMap<>();
        rows.forEach((name, cells) -> out.put(name, new InMemoryRows(DATABASE.table(name), cells)));
        return out;
    }

    static StandIns.Asking asking(double epsilon, Ledger ledger, Path dir) {
        return asking(epsilon, PrivacyMethod.DPSGD, ledger, dir);
    }

    static StandIns.Asking asking(double epsilon, PrivacyMethod method, Ledger ledger, Path dir) {
        PrivacyOptions options = new PrivacyOptions(
                epsilon,
                Optional.empty(),
                method,
                PrivacyUnit.ENTITY,
                Optional.of("customer"),
                1,
                Optional.empty(),
                Optional.empty(),
                500,
                0.2);
        return new StandIns.Asking(options, t -> 0, ledger, Shop::store, dir, new Seed(7));
    }

    static StandIns.Made standIns(int customers, double epsilon, Ledger ledger, Path dir) throws IOException {
        return StandIns.make(DATABASE, tables(rows(customers, 5)), asking(epsilon, ledger, dir));
    }

    static TableRows store(TableMetadata table, String name, Scratch.Writer writer) throws IOException {
        List<String[]> rows = new ArrayList<>();
        writer.writeTo(cells -> rows.add(cells.clone()));
        return new InMemoryRows(table, rows);
    }

    static List<String> column(TableRows rows, String column) throws IOException {
        List<String> out = new ArrayList<>();
        int at = rows.metadata().indexOf(column).orElseThrow();
        try (var cursor = rows.open()) {
            while (cursor.advance()) {
                out.add(cursor.value(at));
            }
        }
        return out;
    }
}
