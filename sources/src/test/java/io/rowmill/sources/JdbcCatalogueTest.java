package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any database's catalogue says, by a real one in memory. */
class JdbcCatalogueTest {
    private final String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
    private Connection open;

    @BeforeEach
    void create() throws SQLException {
        open = DriverManager.getConnection(url, "SA", "");
        run(
                "CREATE SCHEMA shop",
                "CREATE SCHEMA crm",
                "CREATE TABLE crm.customer (id INT PRIMARY KEY, name VARCHAR(20))",
                "CREATE TABLE crm.note (id INT PRIMARY KEY, text VARCHAR(20))",
                "CREATE TABLE shop.note (id INT PRIMARY KEY, customer_id INT REFERENCES crm.customer, text VARCHAR(20))",
                "CREATE TABLE shop.price (id INT PRIMARY KEY, net INT, gross INT GENERATED ALWAYS AS (net * 2))",
                "CREATE VIEW shop.cheap AS SELECT * FROM shop.price WHERE net < 10",
                "INSERT INTO crm.customer VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO shop.note VALUES (7, 2, 'x')",
                "INSERT INTO shop.price (id, net) VALUES (1, 5)");
    }

    @AfterEach
    void drop() throws SQLException {
        run("SHUTDOWN");
        open.close();
    }

    @Test
    void listsAndLengthsOfTheSchemaAreRead() throws Exception {
        // Given
        run(
                "CREATE TABLE shop.offer (id INT PRIMARY KEY, kind VARCHAR(12) CHECK (kind IN ('sale', 'it''s new')),"
                        + " grade SMALLINT CHECK (grade IN (10, 20)), rate DECIMAL(4,2) CHECK (rate IN (1.5, 2)), code CHAR(3))",
                "INSERT INTO shop.offer VALUES (1, 'sale', 10, 2, 'A')");

        // When
        TableMetadata offer = SourceDetector.detect(source("SHOP")).metadata().table("OFFER");

        // Then
        assertThat(offer.column("KIND").labels()).containsExactly("sale", "it's new");
        assertThat(offer.column("KIND").maxLength()).isEqualTo(12);
        assertThat(offer.column("GRADE").labels()).containsExactly("10", "20");
        assertThat(offer.column("RATE").labels()).isEmpty();
        assertThat(offer.column("CODE").maxLength()).isEqualTo(3);
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = open.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Source source(String schemas) {
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(url),
                Optional.of(schemas),
                Optional.of("SA"),
                Optional.empty(),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));
    }

    @Test
    void tablesOfSeveralSchemasMakeOneModelWithTheKeysAcrossThem() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(source("SHOP, CRM"));

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(found.metadata().tables())
                .extracting(TableMetadata::name)
                .as("qualified where both schemas have a table of that name, and nowhere else")
                .containsExactly("CRM.NOTE", "CUSTOMER", "PRICE", "SHOP.NOTE");
        assertThat(found.metadata().relationships())
                .extracting(Relationship::name)
                .containsExactly("SHOP.NOTE.CUSTOMER_ID->CUSTOMER");
        assertThat(rows(source("SHOP,CRM"), found.metadata().table("SHOP.NOTE")))
                .containsExactly("7|2|x");
    }

    @Test
    void aKeyIntoASchemaThatIsNotReadIsLeftOutWithAWarning() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(source("SHOP"));

        // Then
        assertThat(found.metadata().relationships()).isEmpty();
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("Foreign key NOTE.CUSTOMER_ID->CUSTOMER is skipped"));
    }

    @Test
    void viewsAndComputedColumnsAreLeftOutByName() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(source("SHOP"));

        // Then
        assertThat(found.metadata().table("PRICE").columns())
                .extracting(c -> c.name())
                .containsExactly("ID", "NET");
        assertThat(found.warnings())
                .anyMatch(w -> w.startsWith("Views are skipped: CHEAP."))
                .anyMatch(w -> w.startsWith("Table PRICE, column GROSS is skipped: the database computes it"));
    }

    @Test
    void everySchemaThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> source("SHOPS,CRM,NOWHERE").catalogue())
                .hasMessageContaining("no schema 'SHOPS' that this user can see (did you mean 'SHOP'?")
                .hasMessageContaining("no schema 'NOWHERE'")
                .hasMessageContaining("name one by --schema: CRM, PUBLIC, SHOP.");
    }

    @Test
    void aSchemaWithoutTablesIsAnsweredWithTheOthers() throws SQLException {
        // Given
        run("CREATE SCHEMA blank");

        // When / Then
        assertThatThrownBy(() -> source("BLANK").catalogue())
                .hasMessageContaining("no table that this user can see in schema 'BLANK'")
                .hasMessageContaining("the database also has CRM, PUBLIC, SHOP.");
    }

    @Test
    void typesThatADriverMisnamesAreWhatTheirValuesAre() {
        assertThat(sdtype(Types.DATE, "YEAR")).contains(Sdtype.NUMERICAL);
        assertThat(JdbcTypes.actual(Types.BIGINT, "BIGINT UNSIGNED")).isEqualTo(Types.DECIMAL);
        assertThat(JdbcTypes.of(Types.BIT, "BIT", 4)).as("bits are bytes").isEmpty();
        assertThat(sdtype(Types.TINYINT, "TINYINT")).as("decided by the values").isEmpty();
        assertThat(JdbcTypes.of(Types.OTHER, "UUID", 36))
                .hasValueSatisfying(t -> assertThat(t.structured()).isTrue());
    }

    @Test
    void labelsOfAnEnumAreReadOutOfItsType() {
        assertThat(MysqlEnums.labels("enum('x','it''s','a,b','')")).containsExactly("x", "it's", "a,b", "");
    }

    private static Optional<Sdtype> sdtype(int type, String name) {
        return JdbcTypes.of(type, name, 1).orElseThrow().sdtype();
    }

    @Test
    void aColumnWhoseValuesGoBeyondItsTypesIsLearnedAsTheyLook() {
        // Given
        ColumnProfile times = new ColumnProfile("t", DeclaredType.of("timestamp", Sdtype.DATETIME));
        ColumnProfile bits = new ColumnProfile("b", DeclaredType.structured("bit"));

        // When
        for (int i = 0; i < 100; i++) {
            times.add("in the year 1" + i % 3);
            bits.add(i % 2 == 0 ? "1" : "0");
        }

        // Then
        assertThat(times.asContent().sdtype()).isEqualTo(Sdtype.CATEGORICAL);
        assertThat(bits.asContent().sdtype()).isEqualTo(Sdtype.CATEGORICAL);
        assertThat(bits.reasonToMakeUp()).isEmpty();
    }

    @Test
    void zeroDatesStandForMissingOnes() {
        // Given
        ColumnProfile dates = new ColumnProfile("d", DeclaredType.of("DATE", Sdtype.DATETIME));

        // When
        List.of("2024-02-29", "0000-00-00", "2024-03-01", "0000-00-00").forEach(dates::add);

        // Then
        assertThat(dates.asContent().sdtype()).isEqualTo(Sdtype.DATETIME);
        assertThat(dates.zeroDates()).isEqualTo(2);
    }

    @Test
    void aCellThatADriverCannotReadIsNamed() {
        // Given
        JdbcFailures failures = new JdbcFailures(new JdbcSettings(
                new JdbcUrl(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));

        // When
        FailureException cell = failures.ofCell(new SQLException("of value 4711", "22018"), "visit", "day", 12);
        FailureException away = failures.ofCell(new SQLException("gone", "08006"), "visit", "day", 12);

        // Then
        assertThat(cell)
                .hasMessageContaining("Table visit, column day, row 12 of the database")
                .hasMessageContaining("the driver cannot read the value (SQL state 22018); correct the value")
                .hasMessageNotContaining("4711");
        assertThat(away.failure()).isInstanceOf(Failure.Transient.class);
    }

    @Test
    void whatIsMadeUpIsListedWithTheReason() {
        // Given
        ColumnProfile hosts = new ColumnProfile("host", DeclaredType.structured("inet"));

        // When
        for (int i = 0; i < 200; i++) {
            hosts.add("10.0.0." + i);
        }

        // Then
        assertThat(hosts.reasonToMakeUp()).contains("its type is inet, and its values hardly repeat");
    }

    private static List<String> rows(Source source, TableMetadata table) throws IOException {
        List<String> rows = new ArrayList<>();
        try (SourceSession session = source.read();
                PositionedCursor cursor = session.open(table)) {
            while (cursor.advance()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    cells.add(cursor.value(i));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }
}
