package io.rowmill.ingest.snapshot;

import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One key of a table while its rows are read: its columns, its values' hashes on their way to disk, and how it is spelled. */
final class ScannedKey {
    /** 12 MB for each key of the table that is being read. */
    private static final int BUFFERED_KEYS = 1 << 19;

    private final String name;
    private final int[] columns;
    private final KeySorter sorter;
    private final KeySpelling spelling;
    private final KeyHash hash = new KeyHash();

    /**
     * @param name of the relationship, or any for a primary key
     * @param file where the sorted keys go
     */
    ScannedKey(String name, TableMetadata table, List<String> columns, Path file, KeySpelling spelling) {
        this.name = name;
        this.columns =
                columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
        this.sorter = new KeySorter(file, BUFFERED_KEYS);
        this.spelling = spelling;
    }

    String name() {
        return name;
    }

    /** @return false if a part of the key is null: then the row has none */
    boolean add(String[] cells, long row) throws IOException {
        if (!hash.of(cells, columns)) {
            return false;
        }
        spelling.add(cells, columns);
        sorter.add(hash.high(), hash.low(), row);
        return true;
    }

    SortedKeys sorted() throws IOException {
        return sorter.sorted();
    }
}
