package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.ingest.snapshot.SnapshotListener;
import io.rowmill.ingest.snapshot.SnapshotOptions;
import io.rowmill.ingest.snapshot.SnapshotTaker;
import io.rowmill.ingest.snapshot.Snapshots;
import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.PositionedCursor;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceCatalogue;
import io.rowmill.sources.SourceDetector;
import io.rowmill.sources.SourceSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real PostgreSQL can show: its types, its catalogue, its transactions, its refusals. */
class PostgresSourceTest {
    private static final SnapshotOptions STRICT = new SnapshotOptions(false, false, OptionalLong.empty(), new Seed(1));

    @TempDir
    Path work;

    @BeforeAll
    static void createSchemas() throws Exception {
        PostgresServer.run(
                "CREATE SCHEMA types",
                "CREATE TYPE types.mood AS ENUM ('sad', 'ok', 'happy')",
                """
                CREATE TABLE types.everything (
                  id bigserial PRIMARY KEY, amount numeric(12,2), ratio double precision, small smallint, flag boolean,
                  day date, at timestamp, moment timestamptz, clock time, code char(5), words text, who uuid, doc jsonb,
                  feeling types.mood, price money, raw bytea, tags text[], bits bit(4), address inet, span interval)""",
                """
                INSERT INTO types.everything VALUES
                  (1, 10.50, 1e-3, 7, true, '2024-02-29', '2024-02-29 12:30:00', '2024-02-29 12:30:00.25+02', '08:15', 'ab',
                   'a "quoted", text', '00000000-0000-0000-0000-000000000001', '{"a": 1}', 'happy', 1234.5, '\\x00', '{a,b}',
                   B'1010', '10.0.0.1', '1 day'),
                  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                   NULL)""",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.\"Order\" (\"Order Id\" int, part int, PRIMARY KEY (part, \"Order Id\"))",
                """
                CREATE TABLE shop.transfer (id int PRIMARY KEY, from_order int, from_part int, to_part int, to_order int,
                  CONSTRAINT a_to FOREIGN KEY (to_order, to_part) REFERENCES shop."Order" ("Order Id", part),
                  CONSTRAINT b_from FOREIGN KEY (from_order, from_part) REFERENCES shop."Order" ("Order Id", part))""",
                "CREATE SCHEMA other",
                "CREATE TABLE other.transfer (id int PRIMARY KEY)",
                "CREATE TABLE shop.abroad (id int PRIMARY KEY, there int REFERENCES other.transfer)",
                "CREATE VIEW shop.seen AS SELECT * FROM shop.transfer",
                "CREATE TABLE shop.log (day date) PARTITION BY RANGE (day)",
                "CREATE TABLE shop.log_2024 PARTITION OF shop.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "INSERT INTO shop.\"Order\" VALUES (1, 1), (2, 1)",
                "INSERT INTO shop.transfer VALUES (1, 1, 1, 1, 2), (2, 2, 1, NULL, NULL)",
                "INSERT INTO shop.log VALUES ('2024-05-05')");
    }

    @Test
    void everyTypeIsReadAsTextThatItsMeaningFits() throws IOException {
        // When
        Source source = PostgresServer.source("types");
        MetadataFindings found = SourceDetector.detect(source);
        TableMetadata table = found.metadata().table("everything");

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings()).isEmpty();
        assertThat(rows(source, table))
                .containsExactly(
                        "1|10.50|0.001|7|true|2024-02-29|2024-02-29 12:30:00|2024-02-29 10:30:00.25+00|08:15:00|ab|"
                                + "a \"quoted\", text|00000000-0000-0000-0000-000000000001|{\"a\": 1}|happy|1234.50|\\x00|{a,b}|1010|"
                                + "10.0.0.1|1 day",
                        "2" + "|null".repeat(19));
        assertThat(table.column("amount").sdtype()).isEqualTo(Sdtype.NUMERICAL);
        assertThat(table.column("price").sdtype()).isEqualTo(Sdtype.NUMERICAL);
        assertThat(table.column("moment").sdtype()).isEqualTo(Sdtype.DATETIME);
        assertThat(table.column("flag").sdtype()).isEqualTo(Sdtype.BOOLEAN);
        assertThat(take(source, found.metadata()).tables()).hasSize(1);
    }

    @Test
    void keysAreTheCataloguesAndNamesKeepTheirCase() throws IOException {
        // When
        Source source = PostgresServer.source("shop");
        MetadataFindings found = SourceDetector.detect(source);

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(found.metadata().table("Order").primaryKey()).containsExactly("part", "Order Id");
        assertThat(found.metadata().relationships())
                .extracting(Relationship::childKey, Relationship::parentKey)
                .containsExactlyInAnyOrder(
                        tuple(List.of("to_part", "to_order"), List.of("part", "Order Id")),
                        tuple(List.of("from_part", "from_order"), List.of("part", "Order Id")));
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("Foreign key abroad.there->transfer is skipped"));
        Snapshots taken = take(source, found.metadata());
        assertThat(taken.tables())
                .extracting(t -> t.table() + " " + t.rowCount())
                .as("without views and without the partitions of a table that is read whole")
                .containsExactlyInAnyOrder("Order 2", "transfer 2", "abroad 0", "log 1");
    }

    @Test
    void severalSchemasAreOneDatabase() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(PostgresServer.source("shop,other"));

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(found.metadata().tables())
                .extracting(TableMetadata::name)
                .containsExactly("Order", "abroad", "log", "other.transfer", "shop.transfer");
        assertThat(found.metadata().relationships())
                .extracting(Relationship::name)
                .contains("abroad.there->other.transfer");
        assertThat(take(PostgresServer.source("shop,other"), found.metadata()).tables())
                .extracting(t -> t.table() + " " + t.rowCount())
                .contains("shop.transfer 2", "other.transfer 0");
    }

    @Test
    void aSchemaThatIsNotThereIsNamedWithItsNeighbour() {
        assertThatThrownBy(() -> PostgresServer.source("shopp").catalogue())
                .hasMessageContaining("schema 'shopp'")
                .hasMessageContaining("did you mean 'shop'");
    }

    @Test
    void allTablesAreReadAsTheyWereAtOneMoment() throws Exception {
        // Given
        PostgresServer.run(
                "CREATE SCHEMA moment",
                "CREATE TABLE moment.a (id int)",
                "CREATE TABLE moment.b (id int)",
                "INSERT INTO moment.a VALUES (1)",
                "INSERT INTO moment.b VALUES (1)");
        Source source = PostgresServer.source("moment");
        SourceCatalogue catalogue = source.catalogue();

        try (SourceSession session = source.read()) {
            assertThat(count(session, catalogue, "a")).isEqualTo(1);

            // When
            PostgresServer.run("INSERT INTO moment.a VALUES (2)", "INSERT INTO moment.b VALUES (2)");

            // Then
            assertThat(count(session, catalogue, "b")).isEqualTo(1);
        }
        try (SourceSession later = source.read()) {
            assertThat(count(later, catalogue, "b")).isEqualTo(2);
        }
    }

    @Test
    void noTableIsHeldInMemoryAsAWhole() throws Exception {
        // Given
        PostgresServer.run(
                "CREATE SCHEMA big",
                "CREATE TABLE big.rows AS SELECT i AS id, repeat('x', 1000) AS filler FROM generate_series(1, 200000) i");
        Source source = PostgresServer.source("big");
        SourceCatalogue catalogue = source.catalogue();
        long before = usedMemory();

        // When
        try (SourceSession session = source.read();
                PositionedCursor cursor = session.open(table(catalogue, "rows"))) {
            assertThat(cursor.advance()).isTrue();

            // Then
            assertThat(usedMemory() - before).as("bytes held of 200 MB").isLessThan(40L << 20);
        }
    }

    @Test
    void whoMayNotReadATableIsToldWhichBeforeAnythingIsRead() throws Exception {
        // Given
        PostgresServer.run(
                "CREATE SCHEMA guarded",
                "CREATE TABLE guarded.open (id int PRIMARY KEY)",
                "CREATE TABLE guarded.closed (id int PRIMARY KEY)",
                "CREATE TABLE guarded.shut (id int PRIMARY KEY)",
                "CREATE ROLE reader LOGIN PASSWORD 'right'",
                "GRANT USAGE ON SCHEMA guarded TO reader",
                "GRANT SELECT ON guarded.open TO reader");
        Source source = PostgresServer.source("guarded", "reader", "right", JdbcSettings.QUERY_TIMEOUT);

        // Then
        assertThatThrownBy(() -> SourceDetector.detect(source))
                .hasMessageContaining("Table closed may not be read by this user: grant SELECT on table closed")
                .hasMessageContaining("Table shut may not be read");
        TableMetadata readable = table(source.catalogue(), "open");
        assertThat(source.catalogue()
                        .align(new DatabaseMetadata(List.of(readable), List.of()))
                        .errors())
                .as("of tables that the metadata does not name")
                .isEmpty();
    }

    @Test
    void aQueryThatTakesTooLongIsGivenUp() throws Exception {
        // Given
        PostgresServer.run("CREATE SCHEMA locked", "CREATE TABLE locked.a (id int PRIMARY KEY)");
        Source source = PostgresServer.source("locked", "postgres", "postgres", Duration.ofSeconds(1));
        TableMetadata table = table(source.catalogue(), "a");

        try (Connection holder = PostgresServer.require().getPostgresDatabase().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE locked.a IN ACCESS EXCLUSIVE MODE");

            // When / Then
            assertThatThrownBy(() -> rows(source, table))
                    .hasMessageContaining("Table a of the database")
                    .hasMessageContaining("took longer than 1 s for an answer; raise rowmill.ingest.query-timeout");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsRejected() {
        // Given
        JdbcUrl url = new JdbcUrl(PostgresServer.url().replace("/postgres", "/nowhere"));
        Source source = new JdbcSource(new JdbcSettings(
                url,
                Optional.empty(),
                Optional.of("postgres"),
                Optional.empty(),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));

        // When / Then
        assertThatThrownBy(source::catalogue)
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Rejected.class))
                .hasMessageContaining("does not exist on this server");
    }

    @Test
    void wrongAndMissingPasswordsAreToldApart() throws Exception {
        // Given
        PostgresServer.run("CREATE ROLE guest LOGIN PASSWORD 'right'");
        PostgresServer.demandPasswordsOf("guest");

        // When / Then
        assertThatThrownBy(() -> PostgresServer.source("shop", "guest", "hunter2", JdbcSettings.QUERY_TIMEOUT)
                        .catalogue())
                .hasMessageContaining("refuses the user or the password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> PostgresServer.source("shop", "guest", "", JdbcSettings.QUERY_TIMEOUT)
                        .catalogue())
                .hasMessageContaining("wants a user and a password: set ROWMILL_SOURCE_USER");
    }

    private Snapshots take(Source source, DatabaseMetadata metadata) throws IOException {
        return SnapshotTaker.take(source, metadata, STRICT, work, SnapshotListener.SILENT);
    }

    private static TableMetadata table(SourceCatalogue catalogue, String name) {
        SourceCatalogue.SourceTable table = catalogue.find(name).orElseThrow();
        return new TableMetadata(
                name,
                table.columnNames().stream()
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                table.primaryKey());
    }

    private static int count(SourceSession session, SourceCatalogue catalogue, String name) throws IOException {
        int rows = 0;
        try (PositionedCursor cursor = session.open(table(catalogue, name))) {
            while (cursor.advance()) {
                rows++;
            }
        }
        return rows;
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
                rows.add(String.join("|", cells.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
