package io.rowmill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version the build wrote into {@code rowmill.properties}. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "/io/rowmill/cli/rowmill.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        }
        return new String[] {
            "rowmill " + properties.getProperty("version"), "Java " + System.getProperty("java.version")
        };
    }
}
