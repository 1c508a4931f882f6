package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.Constraint.Support;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.FoundRule;
import io.rowmill.core.table.CopiedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders go to their customer's country, and are shipped after they are placed, but for a few; each has one bill at most. */
class RuleDetectorTest {
    private static final int ORDERS = 400;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(4);

    private RuleDetector.Rules find() throws IOException {
        CsvSource source = new CsvSource(new FolderFiles(folder));
        MetadataFindings found = SourceDetector.detect(source);
        assertThat(found.errors()).isEmpty();
        return RuleDetector.find(source, found.metadata());
    }

    private void shop(int late) throws IOException {
        StringBuilder customers = new StringBuilder("customer_id,country\n");
        StringBuilder orders = new StringBuilder("order_id,customer_id,ship_country,ordered,shipped,notes\n");
        StringBuilder bills = new StringBuilder("bill_id,order_id,paid\n");
        for (int i = 0; i < 100; i++) {
            customers.append(i).append(",C").append(i % 4).append('\n');
        }
        for (int i = 0; i < ORDERS; i++) {
            int customer = random.nextInt(100);
            LocalDate ordered = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
            LocalDate shipped = ordered.plusDays(i < late ? -1 : random.nextInt(20));
            orders.append(i).append(',').append(customer).append(",C").append(customer % 4);
            orders.append(',').append(ordered).append(',').append(i % 10 == 9 ? "" : shipped);
            orders.append(",n").append(random.nextInt(3)).append('\n');
            if (i % 2 == 0) {
                bills.append(i).append(',').append(i).append(random.nextBoolean() ? ",yes\n" : ",no\n");
            }
        }
        Files.writeString(folder.resolve("customers.csv"), customers);
        Files.writeString(folder.resolve("orders.csv"), orders);
        Files.writeString(folder.resolve("bills.csv"), bills);
    }

    private static Map<String, Optional<Support>> conditions(RuleDetector.Rules rules, String table) {
        return rules.found().get(table).stream()
                .collect(Collectors.toMap(
                        r -> r.condition()
                                .map(c -> c.text(RuleDetectorTest::named))
                                .orElse(""),
                        FoundRule::support));
    }

    private static String named(io.rowmill.core.expression.Expression.Column column) {
        return column.path().isEmpty() ? column.name() : "parent." + column.name();
    }

    @Test
    void rulesOfARowAndOfItsParentAreFoundWithHowOftenTheyHold() throws IOException {
        // Given
        shop(0);

        // When
        RuleDetector.Rules rules = find();

        // Then: where an order isn't shipped, the rule says nothing
        assertThat(conditions(rules, "orders"))
                .containsEntry("ordered <= shipped", Optional.of(new Support(360, 360)))
                .containsEntry("ship_country = parent.country", Optional.empty())
                .hasSize(2);
        assertThat(rules.linkage().table("bills").keyRules())
                .contains(new KeyRule.AtMost(List.of("bills.order_id->orders"), 1));
    }

    @Test
    void exceptionsAreCounted() throws IOException {
        // Given: every tenth of the late ones isn't shipped
        shop(10);

        // When, Then
        assertThat(conditions(find(), "orders"))
                .containsEntry("ordered <= shipped", Optional.of(new Support(360, 351)));
    }

    @Test
    void independentColumnsHaveNoRules() throws IOException {
        // Given
        StringBuilder rows = new StringBuilder("id,a,b,c\n");
        for (int i = 0; i < ORDERS; i++) {
            rows.append(i).append(',').append(random.nextInt(50)).append(',').append(random.nextInt(50));
            rows.append(",x").append(random.nextInt(5)).append('\n');
        }
        Files.writeString(folder.resolve("things.csv"), rows);

        // When, Then
        assertThat(find().found().get("things")).isEmpty();
    }

    @Test
    void aDatabasesTableIsSearchedIfAKeyTellsItsOrder() throws IOException, SQLException {
        // Given: the same rows in both tables, and a parent of those without a key
        String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
        try (Connection open = DriverManager.getConnection(url, "SA", "");
                Statement statement = open.createStatement()) {
            String columns = "(id INT%s, placed DATE, shipped DATE, visits INT)";
            statement.execute("CREATE TABLE tour " + columns.formatted(" PRIMARY KEY"));
            statement.execute("CREATE TABLE trip " + columns.formatted(" REFERENCES tour"));
            for (int i = 0; i < ORDERS; i++) {
                LocalDate placed = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
                String row =
                        i + ", '" + placed + "', '" + placed.plusDays(random.nextInt(20)) + "', " + random.nextInt(50);
                statement.execute("INSERT INTO tour VALUES (" + row + ")");
                statement.execute("INSERT INTO trip VALUES (" + row + ")");
            }
            Source source = new JdbcSource(new JdbcSettings(
                    new JdbcUrl(url),
                    Optional.empty(),
                    Optional.of("SA"),
                    Optional.empty(),
                    Optional.empty(),
                    JdbcSettings.QUERY_TIMEOUT));

            // When
            RuleDetector.Rules rules =
                    RuleDetector.find(source, SourceDetector.detect(source).metadata());

            // Then
            assertThat(conditions(rules, "TOUR")).containsKey("PLACED <= SHIPPED");
            assertThat(conditions(rules, "TRIP")).isEmpty();
            assertThat(rules.leftOut())
                    .containsExactly("Table TRIP has no primary key, and a database may hand over its rows in another"
                            + " order each time: no rules were looked for in it.");
            statement.execute("SHUTDOWN");
        }
    }

    private RuleDetector.Rules find(String publicTable) throws IOException {
        CsvSource source = new CsvSource(new FolderFiles(folder));
        DatabaseMetadata found = SourceDetector.detect(source).metadata();
        List<TableMetadata> tables = found.tables().stream()
                .map(t -> new TableMetadata(
                        t.name(),
                        t.columns(),
                        t.primaryKey(),
                        t.sequenceIndex(),
                        t.alternateKeys(),
                        t.name().equals(publicTable)))
                .toList();
        return RuleDetector.find(source, new DatabaseMetadata(tables, found.relationships(), List.of()));
    }

    @Test
    void aPublicTableHasNoRulesAsItIsCopied() throws IOException {
        // Given
        shop(0);
        StringBuilder days = new StringBuilder("day_id,opens,closes\n");
        for (int i = 0; i < ORDERS; i++) {
            int opens = random.nextInt(12);
            days.append(i)
                    .append(',')
                    .append(opens)
                    .append(',')
                    .append(opens + random.nextInt(12))
                    .append('\n');
        }
        Files.writeString(folder.resolve("days.csv"), days);

        // When, Then
        assertThat(find("").found().get("days")).isNotEmpty();
        RuleDetector.Rules rules = find("days");
        assertThat(rules.found().get("days")).isEmpty();
        assertThat(rules.leftOut()).isEmpty();
        assertThat(rules.found().get("orders")).isNotEmpty();
    }

    @Test
    void aPublicTableThatARunRefusesIsRefused() throws IOException {
        // Given
        Files.writeString(folder.resolve("days.csv"), "kind\n" + "x\n".repeat(CopiedRows.MOST_ROWS + 1));

        // When, Then
        assertThatThrownBy(() -> find("days"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table days is declared as public, but has more than 100000 rows");
    }

    @Test
    void filesOfTheSearchAreDeleted() throws IOException {
        // Given
        shop(0);
        DatabaseMetadata metadata =
                SourceDetector.detect(new CsvSource(new FolderFiles(folder))).metadata();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = searches(temporary);

        // When
        RuleDetector.find(new CsvSource(new FolderFiles(folder)), metadata);

        // Then
        assertThat(searches(temporary)).isEqualTo(before);
    }

    private static long searches(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(f -> f.getFileName().toString().startsWith("rowmill-detect"))
                    .count();
        }
    }
}
