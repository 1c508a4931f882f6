package io.rowmill.local.impute;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.imputation.Filling;
import io.rowmill.core.imputation.Imputer;
import io.rowmill.core.imputation.Kinship;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.sampler.LoadedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills the missing cells of a file or of a folder of files; parents before their children, which then follow them. */
public final class Imputation {
    private final LoadedModel model;
    private final Filling filling;
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
     */
    public record FilledTable(String table, long rows, long filled, long left, Path file) {}

    public Imputation(LoadedModel model, Filling filling, Progress progress) {
        this.model = model;
        this.filling = filling;
        this.progress = progress;
    }

    /**
     * @param source a file of one table, or a folder of {@code <table>.csv}
     * @param out of the same kind; files of the same name are replaced
     * @throws FailureException (Rejected) with everything that is wrong with the files at once; nothing has been written then
     */
    public List<FilledTable> run(Path source, Path out) throws IOException {
        List<TableFile> files = TableFile.find(model.tables(), source, out);
        requireAble(files);
        Map<String, LoadedTable> loaded = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (TableFile file : files) {
            String table = file.table().name();
            loaded.put(table, LoadedTable.read(file, transform(table), errors));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
        Families families = new Families(model, loaded);
        List<FilledTable> filled = new ArrayList<>();
        for (String table : families.parentsFirst()) {
            Path target = files.stream()
                    .filter(f -> f.table().name().equals(table))
                    .findFirst()
                    .orElseThrow()
                    .target();
            filled.add(fill(loaded.get(table), families.of(table), target));
        }
        return filled;
    }

    private TableTransform transform(String table) {
        return model.content(table).transform();
    }

    private void requireAble(List<TableFile> files) {
        List<String> errors = new ArrayList<>();
        for (TableFile file : files) {
            String table = file.table().name();
            List<String> unable = model.enginesWithoutConditions(table);
            if (!unable.isEmpty()) {
                errors.add("Table " + table + " was learned by the engine " + String.join(", ", unable)
                        + ", which can't fill missing cells: fit it with engine=argn.");
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("no-imputation", errors);
        }
    }

    private FilledTable fill(LoadedTable of, Kinship kinship, Path target) throws IOException {
        String table = of.table().name();
        Optional<Synthesizer> synthesizer = model.synthesizer(table);
        long filled = 0;
        if (synthesizer.isPresent()) {
            Imputer imputer = new Imputer(of.table(), transform(table), synthesizer.get(), filling);
            filled = imputer.fill(
                    of.rows(),
                    kinship,
                    done -> progress.rows(table, done, of.rows().size()));
        }
        of.write(target);
        return new FilledTable(table, of.rows().size(), filled, of.missing(withoutKeys(of.table())), target);
    }

    private List<String> withoutKeys(TableMetadata table) {
        Set<String> keys = model.linkage().graph().table(table.name()).keyColumns();
        return table.columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> !keys.contains(c))
                .toList();
    }
}
