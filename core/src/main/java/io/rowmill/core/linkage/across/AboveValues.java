package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of parents' columns in files, to be read in the order of the child's rows. */
final class AboveValues {
    private final Map<Key, ValuesByRow> values = new LinkedHashMap<>();
    private final Path base;

    private record Key(String relationship, String column) {}

    /** @param base scratch files are made beside it, which begin with its name */
    AboveValues(Path base) {
        this.base = base;
    }

    /** Of a column that {@link #write} was told. */
    ValuesByRow of(Parent parent, Column column) {
        return values.get(new Key(parent.relationship(), column.name()));
    }

    /** Adds columns that aren't there yet. */
    void write(Parent parent, List<Column> wanted) throws IOException {
        List<Column> columns =
                wanted.stream().distinct().filter(c -> of(parent, c) == null).toList();
        if (columns.isEmpty()) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        List<ValuesByRow.Writer> writers = new ArrayList<>();
        try {
            for (int i = 0; i < columns.size(); i++) {
                paths.add(base.resolveSibling(base.getFileName() + "." + (values.size() + i)));
                writers.add(new ValuesByRow.Writer(paths.get(i)));
            }
            parent.columns().forEachRow((row, cursor) -> {
                for (int i = 0; i < columns.size(); i++) {
                    writers.get(i).add(columns.get(i).value(cursor));
                }
            });
        } finally {
            for (ValuesByRow.Writer writer : writers) {
                writer.close();
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            values.put(new Key(parent.relationship(), columns.get(i).name()), ValuesByRow.map(paths.get(i)));
        }
    }
}
