package io.rowmill.sources;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;

/**
 * Why a driver will never connect with this URL, whatever SQL state it says so with: PostgreSQL's gives the state of a server that
 * is away to a mistyped parameter, and that of a missing password to a server without TLS.
 */
final class ConnectRefusals {
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String NO_TLS = "The server does not support SSL.";
    private static final String NO_TARGET = "Invalid targetServerType value: {0}";

    private ConnectRefusals() {}

    /** @return the end of a sentence that begins with the database, or empty: it may come right, or {@link JdbcFailures} knows */
    static Optional<String> of(SQLException e, JdbcUrl url) {
        if (is(e, NO_TLS)) {
            return Optional.of(
                    " does not speak TLS, which the JDBC URL demands: turn TLS on there, or remove ssl and sslmode.");
        }
        Optional<String> parameter = refusedParameter(e, url);
        if (parameter.isPresent()) {
            return Optional.of(
                    " is not even asked: its driver refuses the JDBC URL's parameter '" + parameter.get() + "'.");
        }
        return ofCauses(e);
    }

    private static Optional<String> ofCauses(SQLException e) {
        if (causes(e, IllegalArgumentException.class)) {
            return Optional.of(" is not even asked: its driver refuses the JDBC URL's host, port or a parameter.");
        }
        if (causes(e, FileNotFoundException.class)) {
            return Optional.of(" cannot be verified: the driver finds no root certificate where it looks for one"
                    + " (PostgreSQL's: .postgresql/root.crt in the home of whoever reads the database).");
        }
        boolean brokenOff = causes(e, EOFException.class) || causes(e, SocketException.class);
        if (causes(e, CertificateException.class) || (causes(e, SSLException.class) && !brokenOff)) {
            return Optional.of(
                    " and this process agree on no TLS: check its certificate, and whom this process trusts.");
        }
        if (PROTOCOL_VIOLATION.equals(e.getSQLState())) {
            return Optional.of(" is none of this kind: something else listens at its host and port.");
        }
        return Optional.empty();
    }

    private static Optional<String> refusedParameter(SQLException e, JdbcUrl url) {
        boolean invalid = "22023".equals(e.getSQLState());
        String message = String.valueOf(e.getMessage());
        return url.parameters().stream()
                .filter(p -> (invalid && message.contains(p.name())) || is(e, NO_TARGET, p.value()))
                .map(JdbcUrl.Parameter::name)
                .findFirst();
    }

    /** In the language of this process, as the driver says it. */
    private static boolean is(SQLException e, String message, Object... values) {
        return GT.tr(message, values).equals(e.getMessage());
    }

    private static boolean causes(SQLException e, Class<? extends Throwable> kind) {
        return Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
