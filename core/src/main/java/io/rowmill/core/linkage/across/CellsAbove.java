package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.Source;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cells of the rows that a table's rows refer to, in files. For one reader at a time, who asks for rows in their order. */
public final class CellsAbove implements ParentCells, Closeable {
    private final Map<Source, Above> above = new HashMap<>();

    private record Above(ParentCursor parents, TextsByRow cells) {}

    private CellsAbove() {}

    /**
     * @param sources over one of the parents' keys each
     * @param base scratch files are made beside it, which begin with its name
     */
    public static CellsAbove of(Set<Source> sources, List<Parent> parents, Path base) throws IOException {
        CellsAbove out = new CellsAbove();
        for (Parent parent : parents) {
            List<Source> own = sources.stream()
                    .filter(s -> s.path().equals(List.of(parent.relationship())))
                    .toList();
            if (!own.isEmpty()) {
                out.write(parent, own, base);
            }
        }
        return out;
    }

    private void write(Parent parent, List<Source> sources, Path base) throws IOException {
        List<Path> files = new ArrayList<>();
        List<TextsByRow.Writer> writers = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        try {
            for (Source source : sources) {
                Path file = base.resolveSibling(base.getFileName() + ".cells-" + (above.size() + files.size()));
                files.add(file);
                writers.add(new TextsByRow.Writer(file));
                positions.add(parent.columns()
                        .rows()
                        .metadata()
                        .indexOf(source.column())
                        .orElseThrow());
            }
            parent.columns().forEachRow((row, cursor) -> {
                for (int i = 0; i < writers.size(); i++) {
                    writers.get(i).add(cursor.value(positions.get(i)));
                }
            });
        } finally {
            for (TextsByRow.Writer writer : writers) {
                writer.close();
            }
        }
        for (int i = 0; i < files.size(); i++) {
            above.put(sources.get(i), new Above(new ParentCursor(parent.index()), TextsByRow.open(files.get(i))));
        }
    }

    @Override
    public @Nullable String cell(Source source, long row) {
        Above found = above.get(source);
        if (found == null) {
            throw new IllegalArgumentException("no cells of " + source);
        }
        try {
            return found.cells().at(found.parents().of(Math.toIntExact(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Above each : above.values()) {
            each.cells().close();
        }
    }
}
