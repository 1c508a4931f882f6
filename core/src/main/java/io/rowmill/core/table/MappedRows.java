package io.rowmill.core.table;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Encoded rows in files that are mapped into memory. What is not read needs no memory, and the system can reclaim what was
 * read. Each column can map rows in its own way, as is needed for the values of ancestors.
 */
public final class MappedRows implements EncodedRows {
    private final int rows;
    private final List<Part> layout;
    private final Source[] sources;
    private final int[] partsInFile;

    /**
     * A column.
     *
     * @param rowOf position in the file for every row; -1: the row has no value here
     */
    public record Source(EncodedColumnFile file, IntUnaryOperator rowOf) {}

    public MappedRows(int rows, List<Source> columns) {
        this.rows = rows;
        this.layout = columns.stream().flatMap(c -> c.file().layout().stream()).toList();
        this.sources = new Source[layout.size()];
        this.partsInFile = new int[layout.size()];
        int at = 0;
        for (Source column : columns) {
            for (int part = 0; part < column.file().layout().size(); part++) {
                sources[at] = column;
                partsInFile[at++] = part;
            }
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<Part> layout() {
        return layout;
    }

    @Override
    public int code(int part, int row) {
        Source source = sources[part];
        int at = source.rowOf().applyAsInt(row);
        return at < 0 ? -1 : source.file().code(partsInFile[part], at);
    }

    @Override
    public float scalar(int part, int row) {
        Source source = sources[part];
        int at = source.rowOf().applyAsInt(row);
        return at < 0 ? 0f : source.file().scalar(partsInFile[part], at);
    }
}
