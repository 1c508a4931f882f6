package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
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

/** Schemas after two that everybody knows, with what real ones have: whatever is made of them goes into an empty copy. */
class KnownSchemasTest {
    @Test
    void aManufacturersSchemasComeBack() throws Exception {
        // Given
        PostgresServer.database(
                "works", RoundTrip.script("postgres/works.tables.sql"), RoundTrip.script("postgres/works.rows.sql"));
        PostgresServer.database("works_copy", RoundTrip.script("postgres/works.tables.sql"));
        Source source = PostgresServer.source("works", "person,production,sales");

        // When
        MetadataFindings found = SourceDetector.detect(source);
        DatabaseMetadata metadata = found.metadata();
        Map<String, String> broken = roundTrip(source, metadata, "works_copy", "person, production, sales");

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(broken).isEmpty();
        assertThat(found.warnings())
                .contains(
                        "Table product: check constraint product_sold on columns sold_from, sold_until is not kept: synthetic rows may break it.",
                        "Table order_header: check constraint order_due on columns ordered, due is not kept: synthetic rows may break it.");
        assertThat(labels(metadata, "offer.kind"))
                .containsExactly("No Discount", "Volume Discount", "It's seasonal", "Excess, old");
        assertThat(labels(metadata, "order_header.kind")).containsExactly("web", "shop", "phone", "fair");
        assertThat(labels(metadata, "product.line")).containsExactly("S", "T", "M", "R");
        assertThat(labels(metadata, "location.floor")).containsExactly("-10", "0", "20");
        assertThat(labels(metadata, "employee.gender")).contains("M", "F", "f");
        assertThat(labels(metadata, "inventory.shelf")).isEmpty();
        assertThat(metadata.table("unit").column("code").maxLength()).isEqualTo(3);
        assertThat(metadata.table("product").column("number").maxLength()).isEqualTo(25);
        for (String share : List.of("checked_out = '24:00:00'", "manager_id IS NULL")) {
            String sql = "SELECT avg((" + share + ")::int) FROM person.employee";
            assertThat(Double.parseDouble(one("works_copy", sql)))
                    .as(share)
                    .isCloseTo(Double.parseDouble(one("works", sql)), offset(0.1));
        }
    }

    @Test
    void aVideoStoresSchemaComesBack() throws Exception {
        // Given
        PostgresServer.database(
                "films", RoundTrip.script("postgres/films.tables.sql"), RoundTrip.script("postgres/films.rows.sql"));
        PostgresServer.database("films_copy", RoundTrip.script("postgres/films.tables.sql"));
        Source source = PostgresServer.source("films", "public");

        // When
        MetadataFindings found = SourceDetector.detect(source);
        Map<String, String> broken = roundTrip(source, found.metadata(), "films_copy", "public");

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(broken).isEmpty();
        assertThat(found.warnings())
                .contains(
                        "Views are skipped: film_list, rental_by_category. Only tables are learned; copy a view into a"
                                + " table to learn it.")
                .anyMatch(w -> w.startsWith("Table store: the alternate key (manager_id) is not kept yet"));
        assertThat(labels(found.metadata(), "film.rating")).containsExactly("G", "PG", "PG-13", "R", "NC-17");
        String features = "SELECT string_agg(DISTINCT special_features::text, ' ') FROM film";
        assertThat(one("films_copy", features)).isEqualTo(one("films", features));
        assertThat(one("films_copy", "SELECT count(*) FROM store WHERE closes NOT BETWEEN '20:00' AND '24:00'"))
                .isEqualTo("0");
    }

    private static Map<String, String> roundTrip(
            Source source, DatabaseMetadata metadata, String copy, String searchPath) throws Exception {
        Map<String, SampledTable> made = RoundTrip.sample(source, metadata);
        try (Connection connection = PostgresServer.connection(copy)) {
            Map<String, String> broken = RoundTrip.load(connection, searchPath, metadata, made);
            for (String table : made.keySet()) {
                assertThat(one(connection, "SELECT count(*) FROM " + table))
                        .as(table)
                        .isEqualTo(Integer.toString(made.get(table).rows().size()));
            }
            return broken;
        }
    }

    /** @param column after its table and a point */
    private static List<String> labels(DatabaseMetadata metadata, String column) {
        String[] names = column.split("\\.");
        return metadata.table(names[0]).column(names[1]).labels();
    }

    private static String one(String database, String sql) throws SQLException {
        try (Connection connection = PostgresServer.connection(database)) {
            return one(connection, sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
