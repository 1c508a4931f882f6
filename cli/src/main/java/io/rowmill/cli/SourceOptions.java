package io.rowmill.cli;

import io.rowmill.client.SourceRef;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.MetadataJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The real database, and what is known about it. */
final class SourceOptions {
    @Option(
            names = "--source",
            paramLabel = "SRC",
            required = true,
            description = {
                "A folder of <table>.csv, .tsv, .txt or .jsonl, also with .gz, or <table>.xlsx or .parquet (its metadata.json is used unless --metadata names another file),",
                "or a jdbc: URL. Delimiter, quote and encoding of each file are detected.",
                "User and password of a database come from ROWMILL_SOURCE_USER and ROWMILL_SOURCE_PASSWORD."
            })
    private String source;

    @Option(
            names = "--schema",
            paramLabel = "S",
            split = ",",
            description = {
                "Schema of the database; several are separated by commas, and make one model. Default: the connection's own.",
                "A table goes by schema.table if another of these schemas has one of its name."
            })
    private List<String> schemas = List.of();

    @Mixin
    private FileOptions files;

    SourceRef source() {
        return SourceRef.of(source, files.asMap());
    }

    Optional<String> schema() {
        return schemas.isEmpty() ? Optional.empty() : Optional.of(String.join(",", schemas));
    }

    /** A name for the model: the folder's, or the database's at the end of its URL. */
    String suggestedName() {
        String last = source() instanceof SourceRef.Folder folder
                ? folder.path().toAbsolutePath().normalize().getFileName().toString()
                : source.replaceFirst("[?;].*$", "").replaceFirst("^.*[/:]", "");
        String legal = last.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return legal.isEmpty() ? "model" : legal.substring(0, Math.min(legal.length(), 100));
    }

    /** @throws FailureException (Rejected) if the file can't be read or is no metadata; all errors at once */
    static Optional<String> readMetadata(@Nullable Path file) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw FailureException.rejected("no-metadata", "There is no metadata file " + file + ".");
        }
        String json =
                MetadataJson.text(Files.readAllBytes(file), file.getFileName().toString());
        MetadataJson.read(json, file.getFileName().toString());
        return Optional.of(json);
    }
}
