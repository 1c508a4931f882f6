package io.rowmill.core.imputation;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file of a table, and where it is to be written.
 *
 * @param target ends in {@code .gz} if it is to be compressed
 */
record TableFile(TableMetadata table, Path source, Path target) {
    private static final String CSV = ".csv";
    private static final String GZIPPED = ".csv.gz";

    /**
     * @param source a file, or a folder of files named after their tables
     * @param out of the same kind
     * @throws FailureException (Rejected) naming everything that is no table's, is a table's a second time, or would be overwritten
     */
    static List<TableFile> find(List<TableMetadata> tables, Path source, Path out) throws IOException {
        List<String> errors = new ArrayList<>();
        List<TableFile> found = new ArrayList<>();
        if (!Files.exists(source)) {
            errors.add("There is no file or folder " + source + ".");
        } else if (Files.exists(out) && Files.isSameFile(source, out)) {
            errors.add("--out must not be the source itself.");
        } else if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.list(source)) {
                files.filter(f -> isTable(f.getFileName().toString())).sorted().forEach(f -> table(tables, f, errors)
                        .ifPresent(t -> found.add(new TableFile(t, f, out.resolve(t.name() + CSV)))));
            }
            errors.addAll(doubled(found));
            if (found.isEmpty() && errors.isEmpty()) {
                errors.add("Folder " + source + " has no file of a table of the model.");
            }
        } else if (tables.size() == 1) {
            found.add(new TableFile(tables.get(0), source, out));
        } else {
            table(tables, source, errors).ifPresent(t -> found.add(new TableFile(t, source, out)));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
        return found;
    }

    private static List<String> doubled(List<TableFile> found) {
        Map<String, List<String>> filesOf = new TreeMap<>();
        for (TableFile file : found) {
            filesOf.computeIfAbsent(file.table().name(), t -> new ArrayList<>())
                    .add(file.source().getFileName().toString());
        }
        return filesOf.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> "Table " + e.getKey() + " has several files, " + String.join(" and ", e.getValue())
                        + ": leave one of them in the folder.")
                .toList();
    }

    private static boolean isTable(String file) {
        return file.endsWith(CSV) || file.endsWith(GZIPPED);
    }

    private static Optional<TableMetadata> table(List<TableMetadata> tables, Path file, List<String> errors) {
        String name = file.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", "");
        Optional<TableMetadata> table =
                tables.stream().filter(t -> t.name().equals(name)).findFirst();
        if (table.isEmpty()) {
            List<String> names = tables.stream().map(TableMetadata::name).toList();
            errors.add("File " + file.getFileName() + " is not named after a table of the model"
                    + NearestName.hint(name, names) + ".");
        }
        return table;
    }
}
