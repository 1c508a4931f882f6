package io.rowmill.core.imputation;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.model.Model;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills the missing cells of a file or of a folder of files; parents before their children, which then follow them. */
public final class Imputation {
    private static final Imputer.Filled UNTOUCHED = new Imputer.Filled(0, Map.of());

    private final Model model;
    private final Filling filling;
    private final CsvOptions options;
    private final Progress progress;

    /** Told how far a table is. */
    @FunctionalInterface
    public interface Progress {
        void rows(String table, long done, long of);
    }

    /**
     * A table that was written.
     *
     * @param filled cells that were missing and no longer are
     * @param left cells of no key that are still missing: their columns aren't learned
     * @param unlearned by column the cells beside filled ones whose values the model can't give; they stay
     */
    public record FilledTable(String table, long rows, long filled, long left, Map<String, Long> unlearned, Path file) {
        public FilledTable {
            unlearned = Collections.unmodifiableMap(new LinkedHashMap<>(unlearned));
        }
    }

    /** @param options what is said about all files */
    public Imputation(Model model, Filling filling, CsvOptions options, Progress progress) {
        this.model = model;
        this.filling = filling;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @param source a file of one table, or a folder of {@code <table>.csv}
     * @param out of the same kind; files of the same name are replaced
     * @throws FailureException (Rejected) with everything that is wrong with the files at once; nothing has been written then
     */
    public List<FilledTable> run(Path source, Path out) throws IOException {
        List<TableFile> files = TableFile.find(model.tables(), source, out);
        Map<String, LoadedTable> loaded = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (TableFile file : files) {
            String table = file.table().name();
            loaded.put(table, LoadedTable.read(file, options, transform(table), model.rules(table), errors));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
        requireAble(loaded.values());
        Families families = new Families(model, loaded);
        Map<String, Imputer.Filled> filled = new LinkedHashMap<>();
        for (String table : families.parentsFirst()) {
            filled.put(table, fill(loaded.get(table), families));
        }
        return write(files, loaded, filled);
    }

    private TableTransform transform(String table) {
        return model.transform(table);
    }

    /** A complete table may be of any engine: its children are conditioned on what is there. */
    private void requireAble(Collection<LoadedTable> tables) {
        List<String> errors = new ArrayList<>();
        for (LoadedTable of : tables) {
            String table = of.table().name();
            List<String> unable = model.enginesWithoutConditions(table);
            if (!unable.isEmpty() && lacksLearned(of)) {
                errors.add("Table " + table + " was learned by the engine " + String.join(", ", unable)
                        + ", which can't fill missing cells: fit it with engine=argn.");
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("no-imputation", errors);
        }
    }

    private boolean lacksLearned(LoadedTable of) {
        TableTransform transform = transform(of.table().name());
        return of.missing(transform.contentColumns().stream()
                        .filter(c -> !transform.parts(c).isEmpty())
                        .toList())
                > 0;
    }

    private Imputer.Filled fill(LoadedTable of, Families families) throws IOException {
        String table = of.table().name();
        RuledRows ruled = new RuledRows(
                of.table(),
                transform(table),
                model.rules(table),
                families.cellsAbove(table),
                families.valuesAbove(table),
                families.siblings(table));
        if (!lacksLearned(of) && of.missing(ruled.made()) == 0) {
            return UNTOUCHED;
        }
        if (!ruled.made().isEmpty()) {
            return fill(of, ruled, families);
        }
        return fill(of, of.rows(), families);
    }

    private Imputer.Filled fill(LoadedTable of, RuledRows ruled, Families families) throws IOException {
        List<String> columns = withoutKeys(of.table());
        long missing = of.missing(columns);
        List<String[]> learned = ruled.learned(of.rows());
        Imputer.Filled filled = fill(of, learned, families);
        ruled.complete(
                of.rows(), learned, filling.seed().derive(of.table().name()).derive("rules"));
        return new Imputer.Filled(missing - of.missing(columns), filled.unlearned());
    }

    /** @param rows as they are learned */
    private Imputer.Filled fill(LoadedTable of, List<String[]> rows, Families families) throws IOException {
        String table = of.table().name();
        Optional<Synthesizer> synthesizer = model.synthesizer(table);
        if (synthesizer.isEmpty()) {
            return UNTOUCHED;
        }
        try {
            return new Imputer(of.table(), transform(table), synthesizer.get(), filling)
                    .fill(
                            rows,
                            families.of(table),
                            done -> progress.rows(table, done, of.rows().size()));
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Rejected rejected) {
                throw FailureException.rejected(
                        rejected.code(),
                        rejected.messages().stream()
                                .map(m -> "Table " + table + ": " + m)
                                .toList());
            }
            throw e;
        }
    }

    /** Only when all tables are filled: some engines' models find out while they sample that they can't. */
    private List<FilledTable> write(
            List<TableFile> files, Map<String, LoadedTable> loaded, Map<String, Imputer.Filled> filled)
            throws IOException {
        List<FilledTable> out = new ArrayList<>();
        for (Map.Entry<String, Imputer.Filled> entry : filled.entrySet()) {
            LoadedTable of = loaded.get(entry.getKey());
            Path target = files.stream()
                    .filter(f -> f.table().name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .target();
            of.write(target);
            out.add(new FilledTable(
                    entry.getKey(),
                    of.rows().size(),
                    entry.getValue().cells(),
                    of.missing(withoutKeys(of.table())),
                    entry.getValue().unlearned(),
                    target));
        }
        return out;
    }

    private List<String> withoutKeys(TableMetadata table) {
        Set<String> keys = model.linkage().graph().table(table.name()).keyColumns();
        return table.columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> !keys.contains(c))
                .toList();
    }
}
