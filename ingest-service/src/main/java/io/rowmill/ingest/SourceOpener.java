package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.Source;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a request names as its source: files in object storage, or a database that the operator allows. */
final class SourceOpener {
    private static final String STORE = "store:";

    private final ObjectStore store;
    private final IngestSettings settings;
    private final JdbcAllowList allowed;
    private final Credentials credentials;

    SourceOpener(ObjectStore store, IngestSettings settings, Credentials credentials) {
        this.store = store;
        this.settings = settings;
        this.allowed = new JdbcAllowList(settings.jdbcAllow());
        this.credentials = credentials;
    }

    /** @throws FailureException (Rejected) if the source is none that may be read */
    Source open(String runId, io.rowmill.schemas.Source source) {
        String uri = source.getUri();
        if (uri.startsWith(STORE)) {
            StoredFiles files = new StoredFiles(store, uploadPrefix(runId, uri.substring(STORE.length())));
            return new CsvSource(files, CsvOptions.of(source.getOptions()));
        }
        if (!JdbcUrl.isJdbc(uri)) {
            throw FailureException.rejected(
                    "invalid-source", "The source must be a jdbc: URL or store:<prefix> of files in object storage.");
        }
        JdbcUrl url = new JdbcUrl(uri);
        String entry = allowed.entryFor(url);
        Credentials.Login login = credentials.find(source.getSecret(), url, JdbcAllowList.isDefinite(entry, url));
        return new JdbcSource(new JdbcSettings(
                url,
                Optional.ofNullable(source.getDatabaseSchema()),
                login.user(),
                login.password(),
                settings.driverJar().map(Path::of),
                settings.queryTimeout()));
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
