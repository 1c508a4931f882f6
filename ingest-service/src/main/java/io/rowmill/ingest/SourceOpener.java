package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.ingest.source.CsvSource;
import io.rowmill.ingest.source.JdbcSettings;
import io.rowmill.ingest.source.JdbcSource;
import io.rowmill.ingest.source.Source;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.storage.ObjectStore;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a request names as its source: files in object storage, or a database that the operator allows. */
final class SourceOpener {
    private static final String STORE = "store:";
    private static final String JDBC = "jdbc:";

    private final ObjectStore store;
    private final IngestSettings settings;
    private final Credentials credentials;

    SourceOpener(ObjectStore store, IngestSettings settings, Credentials credentials) {
        this.store = store;
        this.settings = settings;
        this.credentials = credentials;
    }

    /** @throws FailureException (Rejected) if the source is none that may be read */
    Source open(String runId, io.rowmill.schemas.Source source) {
        String uri = source.getUri();
        if (uri.startsWith(STORE)) {
            return new CsvSource(new StoredFiles(store, uploadPrefix(runId, uri.substring(STORE.length()))));
        }
        if (!uri.startsWith(JDBC)) {
            throw FailureException.rejected(
                    "invalid-source", "The source must be a jdbc: URL or store:<prefix> of files in object storage.");
        }
        if (settings.jdbcAllow().stream().noneMatch(uri::startsWith)) {
            throw FailureException.rejected(
                    "source-not-allowed",
                    "This JDBC URL is not on the ingest service's list (rowmill.ingest.jdbc-allow = "
                            + String.join(", ", settings.jdbcAllow()) + ").");
        }
        Credentials.Login login = credentials.find(source.getSecret());
        return new JdbcSource(new JdbcSettings(
                uri,
                Optional.ofNullable(source.getDatabaseSchema()),
                login.user(),
                login.password(),
                settings.driverJar().map(Path::of)));
    }

    /** Only the run's own upload: another run's real rows are nobody's source, and only these are deleted when the run ends. */
    private static String uploadPrefix(String runId, String prefix) {
        String own = ArtifactKeys.upload(runId);
        if (!own.equals(prefix.endsWith("/") ? prefix : prefix + "/")) {
            throw FailureException.rejected(
                    "source-not-allowed", "Files must be uploaded under " + own + " of the bucket.");
        }
        return own;
    }
}
