package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.text.NearestName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the schemas that are read. A table goes by its own name, or by {@code schema.table} where two of the schemas have one
 * of that name. MySQL and its like have databases in the place of schemas.
 */
final class JdbcTables {
    private static final int MOST_NAMED = 20;

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final boolean hasSchemas;
    private final List<String> schemas;
    private final List<Named> tables = new ArrayList<>();
    private final List<String> views = new ArrayList<>();

    /**
     * @param schema empty where the database has none
     * @param alone its rows without those of tables that inherit from it and are read themselves
     */
    record Named(String name, String schema, String table, boolean alone) {}

    private record Place(String schema, String table) {}

    /**
     * @param schema names of schemas, separated by commas; empty: the connection's own
     * @throws FailureException (Rejected) if there is no such schema
     */
    JdbcTables(Connection connection, Optional<String> schema) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.hasSchemas =
                metadata.supportsSchemasInTableDefinitions() || !metadata.supportsCatalogsInTableDefinitions();
        this.schemas = schema.isPresent() ? listed(schema.get()) : List.of(ownSchema());
        if (schema.isPresent()) {
            requireSchemas();
        }
        name(places());
    }

    static List<String> listed(String schemas) {
        return Arrays.stream(schemas.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    private String ownSchema() throws SQLException {
        String own = hasSchemas ? connection.getSchema() : connection.getCatalog();
        return own == null ? "" : own;
    }

    private void requireSchemas() throws SQLException {
        List<String> known = knownSchemas();
        List<String> errors = new ArrayList<>();
        for (String schema : schemas) {
            if (!known.isEmpty() && !known.contains(schema)) {
                errors.add("The database has no schema '" + schema + "' that this user can see"
                        + NearestName.hint(schema, known) + "; name one by --schema: " + some(known) + ".");
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
    }

    private List<String> knownSchemas() throws SQLException {
        List<String> known = new ArrayList<>();
        try (ResultSet rows = hasSchemas ? metadata.getSchemas() : metadata.getCatalogs()) {
            while (rows.next()) {
                known.add(rows.getString(hasSchemas ? "TABLE_SCHEM" : "TABLE_CAT"));
            }
        }
        return known;
    }

    private static boolean isSystems(String schema) {
        String name = schema.toLowerCase(Locale.ROOT);
        return name.startsWith("pg_")
                || Set.of("information_schema", "system_lobs", "sys", "mysql", "performance_schema")
                        .contains(name);
    }

    /** Names for a sentence. */
    static String some(List<String> names) {
        List<String> own = names.stream().filter(n -> !isSystems(n)).sorted().toList();
        String more = own.size() > MOST_NAMED ? " and " + (own.size() - MOST_NAMED) + " more" : "";
        return String.join(", ", own.subList(0, Math.min(MOST_NAMED, own.size()))) + more;
    }

    private List<Place> places() throws SQLException {
        List<Place> places = new ArrayList<>();
        for (String schema : schemas) {
            try (ResultSet rows = metadata.getTables(catalogOf(schema), patternOf(schema), "%", new String[] {
                "TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"
            })) {
                while (rows.next()) {
                    boolean table = String.valueOf(rows.getString("TABLE_TYPE")).endsWith("TABLE")
                            && !"FOREIGN TABLE".equals(rows.getString("TABLE_TYPE"));
                    if (table) {
                        places.add(new Place(schema, rows.getString("TABLE_NAME")));
                    } else {
                        views.add(rows.getString("TABLE_NAME"));
                    }
                }
            }
        }
        return places;
    }

    private void name(List<Place> places) throws SQLException {
        PostgresTables postgres = PostgresTables.of(connection);
        places.removeIf(p -> postgres.isPartition(p.schema, p.table));
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        places.forEach(p -> (once.add(p.table) ? once : twice).add(p.table));
        for (Place place : places) {
            String name = twice.contains(place.table) ? place.schema + "." + place.table : place.table;
            boolean alone = postgres.heirs(place.schema, place.table).stream()
                    .anyMatch(heir -> places.contains(new Place(heir.schema(), heir.table())));
            tables.add(new Named(name, place.schema, place.table, alone));
        }
        tables.sort(Comparator.comparing(Named::name));
    }

    /** By name. */
    List<Named> all() {
        return tables;
    }

    /** Views and what else is no table of this database. */
    List<String> views() {
        return views;
    }

    List<String> schemas() {
        return schemas;
    }

    /** Other schemas, for somebody whose schema is empty. */
    List<String> others() throws SQLException {
        return knownSchemas().stream().filter(s -> !schemas.contains(s)).toList();
    }

    /** A table that nobody has listed is taken for one of the first schema. */
    Named get(String name) {
        return tables.stream()
                .filter(t -> t.name.equals(name))
                .findFirst()
                .orElseGet(() -> new Named(name, schemas.get(0), name, false));
    }

    /** @param schema null: of the only one */
    Optional<String> nameOf(@Nullable String schema, String table) {
        return tables.stream()
                .filter(t -> t.table.equals(table) && (schema == null || schema.equals(t.schema)))
                .map(Named::name)
                .findFirst();
    }

    @Nullable
    String catalogOf(String schema) throws SQLException {
        return hasSchemas || schema.isEmpty() ? connection.getCatalog() : schema;
    }

    @Nullable
    String schemaOf(String schema) {
        return schema.isEmpty() || !hasSchemas ? null : schema;
    }

    /** For methods that take patterns. */
    @Nullable
    String patternOf(String schema) throws SQLException {
        String plain = schemaOf(schema);
        return plain == null ? null : escaped(plain);
    }

    /** A name is a pattern for the driver: its own underscores and percent signs mean themselves. */
    String escaped(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace("_", escape + "_").replace("%", escape + "%");
    }

    /** The column of foreign keys that says where the parent is. */
    String parentSchemaColumn() {
        return hasSchemas ? "PKTABLE_SCHEM" : "PKTABLE_CAT";
    }
}
