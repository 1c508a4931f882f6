package io.rowmill.ingest.source;

import io.rowmill.core.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach a database.
 *
 * @param schema empty: the connection's own
 * @param driverJar a driver that is not included; its code runs in this process, so it is the operator's to choose
 */
public record JdbcSettings(
        String url,
        Optional<String> schema,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> driverJar) {
    private static final Pattern PASSWORD = Pattern.compile("(?i)[?&;](password|pwd|passwd)=|//[^/@:]*:[^/@]*@");
    /** Parameters that make a driver load a class or write a file of the caller's choice. */
    private static final Pattern UNSAFE =
            Pattern.compile("(?i)[?&;](socketFactory|sslFactory|sslHostnameVerifier|sslPasswordCallback|loggerFile|"
                    + "authenticationPluginClassName|xmlFactoryFactory)(Arg)?=");

    /** @throws FailureException (Rejected) if the URL carries a password, is unsafe, or no driver is named for it */
    public JdbcSettings {
        Objects.requireNonNull(url);
        List<String> errors = new ArrayList<>();
        if (PASSWORD.matcher(url).find()) {
            errors.add("The JDBC URL holds a password: give it by ROWMILL_SOURCE_PASSWORD or a named secret.");
        }
        if (UNSAFE.matcher(url).find()) {
            errors.add("The JDBC URL sets a parameter that loads classes or writes files; remove it.");
        }
        if (driverJar.isEmpty() && !url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:hsqldb:")) {
            errors.add("The JDBC URL is for a database whose driver is not included; name its jar by --driver-jar.");
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
    }

    /** Without the password, and without the URL's parameters, which could hold secrets of other kinds. */
    @Override
    public String toString() {
        return url.replaceAll("[?;].*", "") + schema.map(s -> " schema " + s).orElse("");
    }
}
