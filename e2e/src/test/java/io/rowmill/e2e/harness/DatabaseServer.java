package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.hsqldb.server.Server;

/** A database server on the loopback address, for sources over JDBC. */
public final class DatabaseServer implements AutoCloseable {
    private static final String SHOP = "shop";

    private final Server server = new Server();
    private final int port;
    private final String name;

    private DatabaseServer(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** @param statements run by its owner before anybody else comes */
    public static DatabaseServer start(String... statements) throws Exception {
        return start(FreePort.next(), statements);
    }

    /** On a port that others know already. */
    public static DatabaseServer start(int port, String... statements) throws Exception {
        DatabaseServer database = new DatabaseServer(port, SHOP);
        database.serve("mem:shop-" + UUID.randomUUID());
        database.run(statements);
        return database;
    }

    /** @param path where the database lies: {@code res:name} for one on the class path */
    public static DatabaseServer serve(String name, String path) throws IOException {
        DatabaseServer database = new DatabaseServer(FreePort.next(), name);
        database.serve(path);
        return database;
    }

    private void serve(String path) {
        server.setLogWriter(new PrintWriter(Writer.nullWriter()));
        server.setErrWriter(new PrintWriter(Writer.nullWriter()));
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, name);
        server.setDatabasePath(0, path);
        server.start();
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "SA", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String url() {
        return url(port, name);
    }

    public static String url(int port) {
        return url(port, SHOP);
    }

    private static String url(int port, String name) {
        return "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
