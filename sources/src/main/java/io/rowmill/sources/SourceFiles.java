package io.rowmill.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Files lying side by side under one folder or prefix. */
public interface SourceFiles {
    /** Names of the files directly there, sorted; without those in folders below. */
    List<String> list() throws IOException;

    InputStream open(String name) throws IOException;
}
