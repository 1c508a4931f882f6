package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleRequest;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.table.csv.CsvTableWriter;
import io.rowmill.sources.PositionedCursor;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import io.rowmill.sources.SourceSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Rows that are made of a database's rows are loaded into an empty copy of it, with all its types and constraints. */
class PostgresRoundTripTest {
    @Test
    void everyTypeComesBackAsAValueOfItsType() throws Exception {
        // Given
        create("types", "round_types", true);
        create("types", "round_types_copy", false);
        Source source = PostgresServer.source("round_types");

        // When
        MetadataFindings found = SourceDetector.detect(source);
        TableMetadata table = found.metadata().table("station");
        Map<String, SampledTable> made = sample(source, found.metadata());
        load(made, "round_types_copy");

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings())
                .hasSize(1)
                .allMatch(w -> w.contains("column doubled is skipped: the database computes"));
        assertThat(names(table, Sdtype.NUMERICAL))
                .containsExactly(
                        "small", "big", "huge", "exact", "loose", "single", "double", "price", "span", "drift",
                        "share");
        assertThat(names(table, Sdtype.DATETIME))
                .containsExactly("seen", "zoned", "ends", "founded", "until", "opens", "shuts");
        assertThat(names(table, Sdtype.BOOLEAN)).containsExactly("flag");
        assertThat(table.column("sky").labels()).containsExactly("sun", "rain", "snow", "hail");
        assertThat(one("SELECT count(*) FROM round_types_copy.station")).isEqualTo("300");
        assertThat(one("SELECT count(DISTINCT host) > 100 FROM round_types_copy.station"))
                .isEqualTo("t");
        for (String share :
                List.of("ends = 'infinity'", "until = 'infinity'", "founded < '0001-01-01'", "drift < '0'")) {
            assertThat(Double.parseDouble(one("SELECT avg((" + share + ")::int) FROM round_types_copy.station")))
                    .as("rows where " + share)
                    .isCloseTo(
                            Double.parseDouble(one("SELECT avg((" + share + ")::int) FROM round_types.station")),
                            org.assertj.core.data.Offset.offset(0.08));
        }
    }

    @Test
    void keysOfAllShapesHoldInACopyWithAllConstraints() throws Exception {
        // Given
        create("tenants", "round_tenants", true);
        create("tenants", "round_tenants_copy", false);
        Source source = PostgresServer.source("round_tenants");

        // When
        MetadataFindings found = SourceDetector.detect(source);
        load(sample(source, found.metadata()), "round_tenants_copy");

        // Then
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("Views are skipped: big_city, city_count."));
        for (String table : List.of("tenant", "product", "party", "event", "visit", "ONLY city", "capital", "vital")) {
            String name = table.replace("ONLY ", "");
            assertThat(one("SELECT count(*) FROM " + table.replace(name, "round_tenants_copy." + name)))
                    .as(table)
                    .isEqualTo(one("SELECT count(*) FROM " + table.replace(name, "round_tenants." + name)));
        }
        assertThat(one("SELECT count(DISTINCT at) > 5 AND min(at) >= '2024-03-01' FROM round_tenants_copy.vital"))
                .isEqualTo("t");
    }

    private static List<String> names(TableMetadata table, Sdtype sdtype) {
        return table.columns().stream()
                .filter(c -> c.sdtype() == sdtype)
                .map(ColumnMetadata::name)
                .toList();
    }

    private static void create(String tables, String schema, boolean filled) throws Exception {
        PostgresServer.run("CREATE SCHEMA " + schema);
        String path = "SET search_path = " + schema + "; ";
        PostgresServer.run(path + resource(tables + ".tables.sql"));
        if (filled) {
            PostgresServer.run(path + resource(tables + ".rows.sql"));
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = PostgresRoundTripTest.class.getResourceAsStream("/postgres/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, SampledTable> sample(Source source, DatabaseMetadata metadata) throws IOException {
        Map<String, TableRows> rows = new LinkedHashMap<>();
        try (SourceSession session = source.read()) {
            for (TableMetadata table : metadata.tables()) {
                rows.put(table.name(), read(session, table));
            }
        }
        FittedDatabase database = new FittedDatabase(metadata, rows);
        Map<String, SampledTable> typed = database.sample(
                SamplePlan.of(database.linkage(), new SampleRequest(1, Map.of(), new Seed(5)), 10_000, Long.MAX_VALUE));
        Map<String, SampledTable> made = new LinkedHashMap<>();
        typed.forEach((name, table) -> {
            List<Object[]> cells = new ArrayList<>();
            for (Object[] row : table.rows()) {
                Object[] text = new Object[row.length];
                for (int c = 0; c < row.length; c++) {
                    text[c] = database.format(
                            name, table.metadata().columns().get(c).name(), row[c]);
                }
                cells.add(text);
            }
            made.put(name, new SampledTable(table.metadata(), cells));
        });
        return made;
    }

    private static TableRows read(SourceSession session, TableMetadata table) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (PositionedCursor cursor = session.open(table)) {
            while (cursor.advance()) {
                String[] cells = new String[table.columns().size()];
                for (int c = 0; c < cells.length; c++) {
                    cells[c] = cursor.value(c);
                }
                rows.add(cells);
            }
        }
        return new InMemoryRows(table, rows);
    }

    /** All tables in one transaction: constraints are checked at its end, whatever the order of tables. */
    private static void load(Map<String, SampledTable> made, String schema) throws Exception {
        try (Connection connection =
                        PostgresServer.require().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema);
            connection.setAutoCommit(false);
            for (String table : inOrder(made)) {
                List<String> header = made.get(table).metadata().columns().stream()
                        .map(ColumnMetadata::name)
                        .toList();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (CsvTableWriter writer = new CsvTableWriter(bytes, header)) {
                    for (Object[] row : made.get(table).rows()) {
                        writer.write(new ArrayList<>(Arrays.asList(Arrays.copyOf(row, row.length, String[].class))));
                    }
                }
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + table + " FROM STDIN (FORMAT csv, HEADER)",
                                new StringReader(bytes.toString(StandardCharsets.UTF_8)));
            }
            connection.commit();
        }
    }

    /** Parents first. */
    private static List<String> inOrder(Map<String, SampledTable> made) {
        List<String> first = List.of("tenant", "product", "party", "device");
        List<String> order = new ArrayList<>(made.keySet());
        order.sort(java.util.Comparator.comparingInt(t -> first.contains(t) ? first.indexOf(t) : first.size()));
        return order;
    }

    private static String one(String sql) throws SQLException {
        try (Connection connection =
                        PostgresServer.require().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
