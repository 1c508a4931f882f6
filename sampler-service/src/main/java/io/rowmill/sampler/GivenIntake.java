package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.core.sampling.given.GivenErrors;
import io.rowmill.core.sampling.given.GivenFile;
import io.rowmill.core.sampling.given.GivenRows;
import io.rowmill.core.sampling.given.GivenTable;
import io.rowmill.core.table.csv.CsvCursor;
import io.rowmill.core.text.NearestName;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.storage.Digests;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks the given rows of a request and stores them in blocks, in memory of one of these. No message holds a cell. */
final class GivenIntake {
    private static final String INVALID = "invalid-given";

    private final Artifacts artifacts;
    private final LoadedModel model;
    private final SampleRequested event;

    GivenIntake(Artifacts artifacts, LoadedModel model, SampleRequested event) {
        this.artifacts = artifacts;
        this.model = model;
        this.event = event;
    }

    /**
     * The table that rows are given of.
     *
     * @throws FailureException (Rejected, {@code invalid-given}) if it isn't said, or its rows can't be given
     */
    Optional<StoredPlan.Given> find() {
        if (event.getGiven() == null) {
            return Optional.empty();
        }
        String table = event.getGiven().getTable() == null
                ? byName()
                : byHand(event.getGiven().getTable());
        List<String> errors = errors(table);
        if (!errors.isEmpty()) {
            throw FailureException.rejected(INVALID, errors);
        }
        return Optional.of(new StoredPlan.Given(
                table, event.getGiven().getRows(), event.getGiven().getDigest()));
    }

    private String byHand(String table) {
        List<String> names = model.tables().stream().map(TableMetadata::name).toList();
        if (!names.contains(table)) {
            throw FailureException.rejected(
                    INVALID, "There is no table '" + table + "'" + NearestName.hint(table, names) + ".");
        }
        return table;
    }

    private String byName() {
        String name = event.getGiven().getName().replaceFirst("(?i)\\.csv(\\.gz)?$", "");
        List<String> named = model.tables().stream()
                .map(TableMetadata::name)
                .filter(name::equals)
                .toList();
        List<String> roots = model.linkage().graph().tables().stream()
                .filter(t -> t.driver().isEmpty())
                .map(TableStructure::table)
                .filter(t -> !model.table(t).copied())
                .toList();
        if (named.isEmpty() && roots.size() != 1) {
            throw FailureException.rejected(
                    INVALID,
                    "Which table the given rows are of is not clear: name the file after it, or say it with"
                            + " --given-table. These have no parents: " + String.join(", ", roots) + ".");
        }
        return named.isEmpty() ? roots.get(0) : named.get(0);
    }

    private List<String> errors(String table) {
        List<String> errors = new ArrayList<>();
        TableStructure structure = model.linkage().graph().table(table);
        List<String> unable = model.enginesWithoutConditions(table);
        if (model.table(table).copied()) {
            errors.add("Table " + table + " is copied as it is ('public' in the metadata), so none of its rows can be"
                    + " given.");
        } else if (structure.driver().isPresent()) {
            errors.add("Table " + table + " can't have given rows: how many there are follows from the rows of "
                    + structure.driver().get().parent() + ". Give rows of a table without parents.");
        } else if (!unable.isEmpty()) {
            errors.add("Table " + table + " was learned by the engine " + String.join(", ", unable)
                    + ", which takes no conditions: fit it with engine=argn.");
        }
        if (event.getRows().containsKey(table)) {
            errors.add("Table " + table + " has as many rows as are given: don't ask for a number of them, too.");
        }
        if (event.getGiven().getRows() < 1) {
            errors.add("File " + event.getGiven().getName() + " has no rows.");
        }
        return errors;
    }

    /**
     * Checks every cell, and stores the rows for the chunks.
     *
     * @throws FailureException (Rejected) with everything that is wrong with them
     */
    void store(StoredPlan.Given given, Wishes wishes) throws IOException {
        GivenFile file = open(given);
        TableMetadata table = model.table(given.table());
        GivenTable check = new GivenTable(table, model.transform(given.table()), model.rules(given.table()));
        check.missingHeader(file.columns()).ifPresent(error -> {
            throw FailureException.rejected(INVALID, List.of(error));
        });
        List<String> errors = new ArrayList<>();
        wishes.columns(given.table())
                .forEach(column -> errors.add("Column " + given.table() + "." + column
                        + " is under a condition, but rows of its table are given: give it in the file instead."));
        Set<String> keys =
                new HashSet<>(model.linkage().graph().table(given.table()).keyColumns());
        table.alternateKeys().forEach(keys::addAll);
        List<Integer> sound = IntStream.range(0, file.columns().size())
                .filter(c -> {
                    List<String> wrong = check.errors(List.of(file.columns().get(c)), keys);
                    errors.addAll(wrong);
                    return wrong.isEmpty();
                })
                .boxed()
                .toList();
        GivenErrors cells = new GivenErrors(given.table());
        long rows = new Reading(file, check, sound, cells).all();
        errors.addAll(cells.sentences());
        if (rows != given.rows()) {
            errors.add("File " + event.getGiven().getName() + " has " + rows + " rows, and the request says "
                    + given.rows() + ".");
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(INVALID, errors);
        }
    }

    private GivenFile open(StoredPlan.Given given) throws IOException {
        String key = ArtifactKeys.givenFile(event.getSampleId());
        try (InputStream in = artifacts.store().open(key)) {
            if (!Digests.sha256(in).equals(given.digest())) {
                throw FailureException.defect(
                        "tampered-artifact", key + " is not what was announced: its digest differs.");
            }
        }
        return GivenFile.open(
                event.getGiven().getName(), () -> artifacts.store().open(key));
    }

    /** One pass over the file. */
    private final class Reading {
        private final GivenFile file;
        private final GivenTable check;
        private final List<Integer> sound;
        private final GivenErrors errors;
        private final List<String> columns;
        private final List<List<@Nullable String>> block = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private long written;

        /** @param sound positions of the columns whose cells are looked at */
        Reading(GivenFile file, GivenTable check, List<Integer> sound, GivenErrors errors) {
            this.file = file;
            this.check = check;
            this.sound = sound;
            this.errors = errors;
            this.columns = sound.stream().map(file.columns()::get).toList();
        }

        long all() throws IOException {
            long rows = 0;
            try (CsvCursor cursor = file.rows()) {
                while (cursor.advance()) {
                    List<@Nullable String> row = new ArrayList<>();
                    sound.forEach(c -> row.add(cursor.value(c)));
                    block.add(row);
                    lines.add(cursor.line());
                    rows++;
                    if (block.size() == GivenBlocks.ROWS) {
                        flush();
                    }
                }
            }
            flush();
            return rows;
        }

        private void flush() throws IOException {
            if (block.isEmpty()) {
                return;
            }
            GivenRows rows = new GivenRows(columns, block);
            check.deduce(rows).findings().forEach(f -> errors.add(f, lines.get(f.row())));
            new GivenBlocks(artifacts).write(event.getSampleId(), written++, rows);
            block.clear();
            lines.clear();
        }
    }
}
