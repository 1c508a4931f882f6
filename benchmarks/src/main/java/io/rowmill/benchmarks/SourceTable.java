package io.rowmill.benchmarks;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvTableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the real world as {@code <name>.csv} beside its {@code metadata.json}.
 *
 * @param folder with these two files
 */
record SourceTable(String name, Path folder, DatabaseMetadata database) {
    private static final String METADATA = "metadata.json";
    private static final String ADULT = "adult";
    private static final String CUSTOMER = "customer";

    /**
     * Adult (UCI) in the folder of data sets beside the repository or in {@code -Drowmill.data}; where there is none, foodmart's
     * customers, and says so.
     */
    static SourceTable find(Path dir) throws IOException {
        Optional<Path> adult = dataSets().map(d -> d.resolve(ADULT)).filter(Files::isDirectory);
        if (adult.isPresent()) {
            return new SourceTable(ADULT, adult.get(), read(adult.get().resolve(METADATA)));
        }
        System.err.println("no data set " + ADULT + " (set -Drowmill.data): measuring foodmart's customers instead");
        return customers(Files.createDirectories(dir.resolve(CUSTOMER)));
    }

    private static Optional<Path> dataSets() {
        String configured = System.getProperty("rowmill.data", "");
        if (!configured.isEmpty()) {
            return Optional.of(Path.of(configured));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(above -> above.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static DatabaseMetadata read(Path metadata) throws IOException {
        return MetadataJson.read(Files.readString(metadata), METADATA).metadata();
    }

    /** Their content columns alone: rows without a key can be repeated. */
    private static SourceTable customers(Path folder) throws IOException {
        DemoDatabase foodmart = DemoDatabase.FOODMART;
        TableMetadata whole = MetadataJson.read(foodmart.metadata().orElseThrow(), METADATA)
                .metadata()
                .table(CUSTOMER);
        TableMetadata table = new TableMetadata(CUSTOMER, whole.contentColumns(), List.of());
        DatabaseMetadata database = new DatabaseMetadata(List.of(table), List.of());
        Files.writeString(folder.resolve(METADATA), MetadataJson.write(database));
        SourceTable customers = new SourceTable(CUSTOMER, folder, database);
        List<String> header = table.columns().stream().map(ColumnMetadata::name).toList();
        String query = header.stream()
                .map(column -> '"' + column + '"')
                .collect(Collectors.joining(", ", "SELECT ", " FROM \"foodmart\".\"customer\""));
        try (Connection connection = DriverManager.getConnection(foodmart.url(), "SA", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query);
                CsvTableWriter out = new CsvTableWriter(Files.newOutputStream(customers.csv()), header)) {
            String[] cells = new String[header.size()];
            while (rows.next()) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = rows.getString(i + 1);
                }
                out.write(Arrays.asList(cells));
            }
        } catch (SQLException e) {
            throw new IOException("foodmart can't be read", e);
        }
        return customers;
    }

    TableMetadata metadata() {
        return database.table(name);
    }

    Path csv() {
        return folder.resolve(name + ".csv");
    }

    /**
     * The same rows again and again.
     *
     * @param file written until it has {@code bytes} bytes or a little more
     */
    void repeat(Path file, long bytes) throws IOException {
        byte[] once = Files.readAllBytes(csv());
        int body = 0;
        while (once[body++] != '\n') {}
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(once);
            for (long written = once.length; written < bytes; written += once.length - body) {
                out.write(once, body, once.length - body);
            }
        }
    }
}
