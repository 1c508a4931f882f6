package io.rowmill.benchmarks;

import io.rowmill.platform.artifact.JobDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files of a run, and the table that most benchmarks work on. */
final class Workplace implements AutoCloseable {
    private final Path dir;
    private final SourceTable table;

    private Workplace(Path dir, SourceTable table) {
        this.dir = dir;
        this.table = table;
    }

    static Workplace create() throws IOException {
        Path dir = Files.createTempDirectory("rowmill-benchmarks-");
        return new Workplace(dir, SourceTable.find(dir));
    }

    /** A new, empty folder. */
    Path folder(String name) throws IOException {
        return Files.createTempDirectory(dir, name + "-");
    }

    /** Adult where there is one, else a table that comes as a dependency. */
    SourceTable table() {
        return table;
    }

    @Override
    public void close() {
        JobDir.delete(dir);
    }
}
