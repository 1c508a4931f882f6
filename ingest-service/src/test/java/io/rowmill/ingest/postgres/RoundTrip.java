package io.rowmill.ingest.postgres;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleRequest;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.table.csv.CsvTableWriter;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TransformOptions;
import io.rowmill.sources.PositionedCursor;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Makes rows of a database's rows, and loads them into an empty copy of it. */
final class RoundTrip {
    /** What few rows hold is hidden, as it is by default in a run. */
    private static final TransformOptions AS_A_RUN = TransformOptions.DEFAULT.with(new Protection(5, 5));

    private RoundTrip() {}

    /** @param name of a script that lies beside the tests, in the folder of its kind of database */
    static String script(String name) throws IOException {
        try (var in = RoundTrip.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As many rows as the source has, as text; columns are drawn each for itself. */
    static Map<String, SampledTable> sample(Source source, DatabaseMetadata metadata) throws IOException {
        Map<String, TableRows> rows = new LinkedHashMap<>();
        try (SourceSession session = source.read()) {
            for (TableMetadata table : metadata.tables()) {
                rows.put(table.name(), read(session, table));
            }
        }
        FittedDatabase database = new FittedDatabase(metadata, rows, AS_A_RUN);
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

    /**
     * Loads all tables in one transaction, parents first. A table that breaks a constraint is loaded again without it.
     *
     * @return by table what broke
     */
    static Map<String, String> load(
            Connection connection, String searchPath, DatabaseMetadata metadata, Map<String, SampledTable> made)
            throws SQLException, IOException {
        Map<String, String> broken = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + searchPath);
            connection.setAutoCommit(false);
            for (String table : parentsFirst(metadata)) {
                String csv = csv(made.get(table));
                while (!copied(connection, statement, table, csv, broken)) {
                    // Once more, without the constraint.
                }
            }
            connection.commit();
        }
        return broken;
    }

    private static boolean copied(
            Connection connection, Statement statement, String table, String csv, Map<String, String> broken)
            throws SQLException, IOException {
        Savepoint before = connection.setSavepoint();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER)", new StringReader(csv));
            return true;
        } catch (PSQLException e) {
            connection.rollback(before);
            String constraint = e.getServerErrorMessage() == null
                    ? null
                    : e.getServerErrorMessage().getConstraint();
            broken.merge(table, constraint == null ? e.getMessage() : constraint, (a, b) -> a + ", " + b);
            if (constraint == null) {
                return true;
            }
            statement.execute("ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + constraint + " CASCADE");
            statement.execute("DROP INDEX IF EXISTS " + constraint);
            return false;
        }
    }

    private static String csv(SampledTable made) throws IOException {
        List<String> header =
                made.metadata().columns().stream().map(ColumnMetadata::name).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvTableWriter writer = new CsvTableWriter(bytes, header)) {
            for (Object[] row : made.rows()) {
                writer.write(new ArrayList<>(Arrays.asList(Arrays.copyOf(row, row.length, String[].class))));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Set<String> parentsFirst(DatabaseMetadata metadata) {
        Set<String> order = new LinkedHashSet<>();
        metadata.tables().forEach(t -> visit(t.name(), metadata, order, new LinkedHashSet<>()));
        return order;
    }

    private static void visit(String table, DatabaseMetadata metadata, Set<String> order, Set<String> open) {
        if (order.contains(table) || !open.add(table)) {
            return;
        }
        for (Relationship key : metadata.relationships()) {
            if (key.childTable().equals(table)) {
                visit(key.parentTable(), metadata, order, open);
            }
        }
        order.add(table);
    }
}
