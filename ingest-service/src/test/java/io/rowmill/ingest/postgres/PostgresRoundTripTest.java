package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        roundTrip(source, found, "round_types_copy");

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
        roundTrip(source, found, "round_tenants_copy");

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
        PostgresServer.run(path + RoundTrip.script("postgres/" + tables + ".tables.sql"));
        if (filled) {
            PostgresServer.run(path + RoundTrip.script("postgres/" + tables + ".rows.sql"));
        }
    }

    private static void roundTrip(Source source, MetadataFindings found, String copy) throws Exception {
        Map<String, SampledTable> made = RoundTrip.sample(source, found.metadata());
        try (Connection connection =
                PostgresServer.require().getPostgresDatabase().getConnection()) {
            assertThat(RoundTrip.load(connection, copy, found.metadata(), made)).isEmpty();
        }
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
