package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.sources.JdbcUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * User and password of a source, by the name of a secret: {@code ROWMILL_SECRET_<NAME>_USER}, {@code _PASSWORD} and {@code _URL},
 * or {@code ROWMILL_SOURCE_…} where a request names none; {@code …_FILE} names a file that holds the value instead. Events never carry them, and they go only where they belong: to URLs
 * within {@code _URL}, or, without one, where the operator's list names the database.
 */
final class Credentials {
    private final UnaryOperator<String> environment;

    Credentials(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    static Credentials fromEnvironment() {
        return new Credentials(System::getenv);
    }

    /** User and password; either may be missing. */
    record Login(Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return "Login[...]";
        }
    }

    /**
     * @param secret name as in the request, or null
     * @param url where user and password would go
     * @param definite the operator's list names this very database
     * @throws FailureException (Rejected) if a named secret isn't there, or is for another database
     */
    Login find(String secret, JdbcUrl url, boolean definite) {
        String prefix = secret == null
                ? "ROWMILL_SOURCE"
                : "ROWMILL_SECRET_" + secret.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        Login login = new Login(value(prefix + "_USER"), value(prefix + "_PASSWORD"));
        if (secret != null && login.user().isEmpty()) {
            throw FailureException.rejected(
                    "unknown-secret",
                    "The ingest service has no secret of that name: set " + prefix + "_USER and " + prefix
                            + "_PASSWORD.");
        }
        boolean any = login.user().isPresent() || login.password().isPresent();
        if (any && !value(prefix + "_URL").map(url::isWithin).orElse(definite)) {
            throw FailureException.rejected(
                    "secret-not-for-source",
                    "User and password of " + prefix + " are not for this database. To allow them, set " + prefix
                            + "_URL for the ingest service to the beginning of its JDBC URL, host included.");
        }
        return login;
    }

    private Optional<String> value(String name) {
        return given(name)
                .or(() -> given(name + "_FILE").map(file -> read(name, file)))
                .filter(v -> !v.isEmpty());
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(v -> !v.isEmpty());
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw FailureException.rejected(
                    "unreadable-secret",
                    name
                            + "_FILE names a file that the ingest service can't read as text: make it readable for the service's user.");
        }
    }
}
