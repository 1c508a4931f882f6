package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that cannot be reached, and what is said of them. */
class JdbcFailuresTest {
    private static final Path H2 = Path.of("target/foreign-driver/h2.jar");

    private static JdbcSource source(String url, String user, String password) {
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(url),
                Optional.empty(),
                Optional.of(user),
                Optional.of(password),
                Optional.empty(),
                Duration.ofSeconds(5)));
    }

    @Test
    void aPortThatNobodyListensToIsUnreachable() throws Exception {
        // Given
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        // When / Then
        for (String url : new String[] {
            "jdbc:postgresql://127.0.0.1:" + port + "/db", "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/db"
        }) {
            assertThatThrownBy(() -> source(url, "me", "hunter2").catalogue())
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class))
                    .hasMessageContaining("cannot be reached: check that it runs")
                    .hasMessageNotContaining("hunter2");
        }
    }

    /** A server that answers every connection with these bytes, having read what a driver says first. */
    private static ServerSocket answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[8]);
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The client or the test is gone.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "?targetServerType=foo -> refuses the JDBC URL's parameter 'targetServerType'",
                "?connectTimeout=soon -> refuses the JDBC URL's parameter 'connectTimeout'",
                "?socketTimeout=999999999999 -> refuses the JDBC URL's parameter 'socketTimeout'",
                "?ssl=true -> does not speak TLS, which the JDBC URL demands",
                "?sslmode=verify-full -> does not speak TLS, which the JDBC URL demands"
            })
    void whatCannotComeRightIsRefusedAtOnce(String parameters, String said) throws Exception {
        // Given: a PostgreSQL server without TLS, as far as drivers ask
        try (ServerSocket server = answering("N")) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/db" + parameters;

            // When / Then
            assertRefused(url, said);
        }
    }

    @Test
    void aServerOfAnotherKindIsRefusedAtOnce() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request")) {
            assertRefused("jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/db", "something else listens");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db",
                "jdbc:postgresql://127.0.0.1:99999/db",
                "jdbc:postgresql://db:port/x",
                "jdbc:hsqldb:hsql://",
                "jdbc:hsqldb:hsql://db:port/x"
            })
    void aUrlThatItsDriverCannotReadIsRefusedBeforeAnybodyIsAsked(String url) {
        assertRefused(url, "The driver cannot read the JDBC URL");
    }

    @Test
    void aPortThatIsNoneIsRefusedAtOnce() {
        assertRefused("jdbc:hsqldb:hsql://127.0.0.1:99999/x", "refuses the JDBC URL's host, port or a parameter");
    }

    private static void assertRefused(String url, String said) {
        assertThatThrownBy(() -> source(url, "me", "hunter2").catalogue())
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Rejected.class))
                .hasMessageContaining(said)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aHostThatNobodyKnowsIsNamedAsSuch() {
        assertThatThrownBy(() -> source("jdbc:postgresql://no-such-host.invalid/db", "me", "x")
                        .catalogue())
                .hasMessageContaining("its host name is unknown");
    }

    @Test
    @Timeout(60)
    void aHostThatSwallowsEverythingIsGivenUp() throws Exception {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db";

            // When / Then
            assertThatThrownBy(() -> source(url, "me", "x").catalogue())
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class))
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void aDatabaseWithADriverOfItsOwnIsReadThroughItsJar() throws Exception {
        // Given
        JdbcSettings settings = new JdbcSettings(
                new JdbcUrl("jdbc:h2:mem:shop;INIT=CREATE TABLE person(id INT PRIMARY KEY)"),
                Optional.empty(),
                Optional.of("sa"),
                Optional.of(""),
                Optional.of(H2),
                Duration.ofSeconds(30));

        // When
        try (JdbcSource source = new JdbcSource(settings)) {
            // Then
            assertThat(source.catalogue().find("PERSON").orElseThrow().primaryKey())
                    .containsExactly("ID");
        }
        assertThatThrownBy(() -> Class.forName("org.h2.Driver")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aDriverOfAnotherDatabaseIsOfNoUse() {
        // Given
        JdbcSettings settings = new JdbcSettings(
                new JdbcUrl("jdbc:mysql://db/shop"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(H2),
                Duration.ofSeconds(30));

        // When / Then
        assertThatThrownBy(() -> new JdbcSource(settings).catalogue())
                .hasMessageContaining("The driver jar is for another database than jdbc:mysql://db/shop");
    }
}
