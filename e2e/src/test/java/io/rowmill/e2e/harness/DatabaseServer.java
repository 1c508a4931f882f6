package io.rowmill.e2e.harness;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.hsqldb.server.Server;

/** A database server on the loopback address, for sources over JDBC. */
public final class DatabaseServer implements AutoCloseable {
    private final Server server = new Server();
    private final int port;

    private DatabaseServer(int port) {
        this.port = port;
    }

    /** @param statements run by its owner before anybody else comes */
    public static DatabaseServer start(String... statements) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return start(port, statements);
        }
    }

    /** On a port that others know already. */
    public static DatabaseServer start(int port, String... statements) throws Exception {
        DatabaseServer database = new DatabaseServer(port);
        database.serve();
        database.run(statements);
        return database;
    }

    private void serve() {
        server.setLogWriter(new PrintWriter(Writer.nullWriter()));
        server.setErrWriter(new PrintWriter(Writer.nullWriter()));
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, "shop");
        server.setDatabasePath(0, "mem:shop" + port);
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
        return url(port);
    }

    public static String url(int port) {
        return "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/shop";
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
