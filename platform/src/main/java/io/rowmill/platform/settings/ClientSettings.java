package io.rowmill.platform.settings;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Settings of a client, some of them in a file that only the process may read: the usual place for a password. */
public final class ClientSettings {
    private ClientSettings() {}

    /**
     * @param file in the format of {@link Properties}
     * @return the file's settings and the given ones, which win
     * @throws FailureException (Rejected) if the file can't be read
     */
    public static Map<String, String> of(Map<String, String> given, Optional<Path> file) {
        Map<String, String> all = new HashMap<>();
        file.ifPresent(path -> read(path).forEach((name, value) -> all.put(name.toString(), value.toString())));
        all.putAll(given);
        return all;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw FailureException.rejected(
                    "unreadable-client-file",
                    "The client settings in " + file
                            + " can't be read: is it a properties file that this user may read?");
        }
    }
}
