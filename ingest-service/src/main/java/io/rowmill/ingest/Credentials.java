package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * User and password of a source, by the name of a secret: {@code ROWMILL_SECRET_<NAME>_USER} and {@code _PASSWORD}, or
 * {@code ROWMILL_SOURCE_USER} and {@code ROWMILL_SOURCE_PASSWORD} where a request names none. Events never carry them.
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
     * @throws FailureException (Rejected) if a named secret isn't there
     */
    Login find(String secret) {
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
        return login;
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(v -> !v.isEmpty());
    }
}
