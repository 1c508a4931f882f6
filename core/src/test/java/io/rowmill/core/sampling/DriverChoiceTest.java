package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.DriverLink;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A row between two parents is made by the one whose rows tell of each other. */
class DriverChoiceTest {
    private static final int ROWS = 1_200;

    private final SplittableRandom random = new SplittableRandom(3);
    private final List<TableMetadata> tables = new ArrayList<>();
    private final List<Relationship> keys = new ArrayList<>();
    private final Map<String, TableRows> rows = new HashMap<>();

    /** One row's cells. */
    private interface Row {
        String[] at(int i);
    }

    private void table(String name, int count, Row row, String... columns) {
        List<ColumnMetadata> all = new ArrayList<>(List.of(ColumnMetadata.of("id", Sdtype.ID)));
        for (String column : columns) {
            boolean isKey = column.endsWith("_id");
            all.add(ColumnMetadata.of(column, isKey ? Sdtype.ID : Sdtype.CATEGORICAL));
            if (isKey) {
                String parent = column.replace("_id", "");
                keys.add(new Relationship(parent, List.of("id"), name, List.of(column), Optional.empty(), false));
            }
        }
        TableMetadata table = new TableMetadata(name, all, List.of("id"));
        tables.add(table);
        List<String[]> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(row.at(i));
        }
        rows.put(name, new InMemoryRows(table, cells));
    }

    private DriverLink driverOf(String table) throws IOException {
        FittedDatabase database = new FittedDatabase(new DatabaseMetadata(tables, keys), rows);
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
        return database.linkage().table(table).driver().orElseThrow();
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void aKeyThatNoTwoRowsShareIsNoDriverWhereAnotherHasSiblings() throws IOException {
        // Given: accounts have an owner and mostly a second person, and every client has one account
        table("account", ROWS / 2, i -> new String[] {"" + i, one("x", "y")}, "bank");
        table("client", ROWS, i -> new String[] {"" + i, one("f", "m")}, "sex");
        table(
                "holder",
                ROWS,
                i -> new String[] {"" + i, "" + i / 2, "" + i, i % 2 == 0 ? "owner" : "user"},
                "account_id",
                "client_id",
                "role");

        // When
        DriverLink driver = driverOf("holder");

        // Then
        assertThat(driver.relationship()).isEqualTo("holder.account_id->account");
        assertThat(driver.ties()).containsKeys("holder.account_id->account", "holder.client_id->client");
        assertThat(driver.ties().get("holder.account_id->account")).isCloseTo(1, within(0.02));
        assertThat(driver.ties().get("holder.client_id->client")).isZero();
    }

    @Test
    void whatTheParentsColumnsTellIsNoReason() throws IOException {
        // Given: a line's size is its product's, and its discount is that of all lines of the order
        String[] sizes = new String[200];
        Arrays.setAll(sizes, i -> one("s", "m", "l"));
        table("product", 200, i -> new String[] {"" + i, sizes[i]}, "size");
        String[] discounts = new String[150];
        table(
                "purchase",
                150,
                i -> {
                    discounts[i] = one("none", "some");
                    return new String[] {"" + i, one("web", "shop")};
                },
                "channel");
        table(
                "line",
                ROWS,
                i -> {
                    int product = random.nextInt(200);
                    int purchase = random.nextInt(150);
                    String size = random.nextInt(10) == 0 ? one("s", "m", "l") : sizes[product];
                    return new String[] {"" + i, "" + product, "" + purchase, size, discounts[purchase]};
                },
                "product_id",
                "purchase_id",
                "size",
                "discount");

        // When
        DriverLink driver = driverOf("line");

        // Then
        assertThat(driver.relationship()).isEqualTo("line.purchase_id->purchase");
        assertThat(driver.ties().get("line.product_id->product")).isZero();
    }

    @Test
    void independentColumnsGiveNoReasonSoTheParentWithMostRowsDrives() throws IOException {
        // Given
        table("shop", 60, i -> new String[] {"" + i, one("a", "b")}, "kind");
        table("person", 200, i -> new String[] {"" + i, one("a", "b")}, "kind");
        table(
                "visit",
                ROWS,
                i -> new String[] {
                    "" + i, "" + random.nextInt(60), "" + random.nextInt(200), one("a", "b", "c"), one("d", "e")
                },
                "shop_id",
                "person_id",
                "one",
                "two");

        // When
        DriverLink driver = driverOf("visit");

        // Then
        assertThat(driver.relationship()).isEqualTo("visit.person_id->person");
        assertThat(driver.ties().values()).containsOnly(0.0);
    }

    @Test
    void aFewParentsAreNoDriverHoweverAlikeTheirRowsAre() throws IOException {
        // Given
        table("medium", 5, i -> new String[] {"" + i, "m" + i}, "name");
        table("album", 300, i -> new String[] {"" + i, one("a", "b")}, "kind");
        table(
                "track",
                ROWS,
                i -> {
                    int medium = random.nextInt(5);
                    return new String[] {"" + i, "" + medium, "" + random.nextInt(300), medium < 2 ? "long" : "short"};
                },
                "medium_id",
                "album_id",
                "length");

        // When, Then
        assertThat(driverOf("track").relationship()).isEqualTo("track.album_id->album");
    }
}
