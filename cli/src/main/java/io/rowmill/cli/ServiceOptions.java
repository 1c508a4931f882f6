package io.rowmill.cli;

import io.rowmill.core.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that run the services in this process have in common. */
final class ServiceOptions {
    @Option(
            names = "--driver-jar",
            paramLabel = "JAR",
            description = "JDBC driver for a database other than PostgreSQL and HSQLDB.")
    private @Nullable Path driverJar;

    @Option(names = "--verbose", description = "Log more.")
    private boolean verbose;

    /**
     * Sets up logging.
     *
     * @param usual level of rowmill's own loggers without {@code --verbose}
     * @return configuration of the services
     */
    Map<String, String> configuration(Console console, Level usual) {
        Map<String, String> configuration = new HashMap<>(
                LogSetup.apply(console, verbose ? Level.INFO : Level.SEVERE, verbose ? Level.INFO : usual));
        driverJar().ifPresent(jar -> configuration.put("rowmill.ingest.driver-jar", jar.toString()));
        return configuration;
    }

    /** @throws FailureException (Rejected) if the file isn't there */
    Optional<Path> driverJar() {
        if (driverJar != null && !Files.isRegularFile(driverJar)) {
            throw FailureException.rejected("no-driver", "There is no driver jar " + driverJar + ".");
        }
        return Optional.ofNullable(driverJar).map(Path::toAbsolutePath);
    }
}
