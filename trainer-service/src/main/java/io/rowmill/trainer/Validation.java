package io.rowmill.trainer;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.BinnedTable;
import io.rowmill.core.quality.ModeCollapse;
import io.rowmill.core.quality.RealColumns;
import io.rowmill.core.quality.TableQuality;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.TableTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Measures synthesizers of one job: as many sampled rows as real ones, in the real rows' contexts, against those real rows. While
 * the job is trained, these are the rows it learns from, without the values that are hidden: an engine can't do better. The
 * figures of the model are measured against the rows of the source, so that they tell what hiding has cost.
 */
final class Validation {
    /** For the figures of a model. */
    private static final int MAX_ROWS = 20_000;
    /** While a job is trained, again and again. */
    private static final int MAX_ROWS_IN_TRAINING = 10_000;

    private final TableMetadata content;
    private final TableTransform transform;
    private final RealColumns real;
    private final Groups groups;
    private final Seed sampleSeed;

    private Validation(TrainingInput input, JobData data, int maxRows, boolean asInSource, Seed seed)
            throws IOException {
        Collection<List<Integer>> siblings = siblings(input, maxRows, seed);
        int[] rows = siblings.stream().flatMap(List::stream).mapToInt(r -> r).toArray();
        int[] counts = siblings.stream().mapToInt(List::size).toArray();
        this.content = new TableMetadata(data.table().name(), data.contentColumns(), List.of());
        this.transform = data.transform();
        this.real = RealColumns.of(
                content,
                asInSource
                        ? inOneStyle(data.sourceRows(rows))
                        : cells(input.content().gather(rows)));
        this.groups = new Groups(
                EncodedTable.empty(counts.length), counts, input.context().gather(rows));
        this.sampleSeed = seed.derive("sample");
    }

    /**
     * About {@code maxRows} rows: whole groups, since an engine may let siblings follow one another; single rows where there
     * are none.
     */
    private static Collection<List<Integer>> siblings(TrainingInput input, int maxRows, Seed seed) {
        int available = input.content().rows();
        Map<Integer, List<Integer>> out = new LinkedHashMap<>();
        if (input.groups() != null) {
            long limit = (long) (Math.min(1, (double) maxRows / available) * Long.MAX_VALUE);
            Seed chances = seed.derive("groups");
            for (int row = 0; row < available; row++) {
                int group = input.groups().applyAsInt(row);
                int subject = group < 0 ? -1 - row : group;
                if (chances.derive(subject).value() >>> 1 <= limit) {
                    out.computeIfAbsent(subject, g -> new ArrayList<>()).add(row);
                }
            }
        }
        if (out.isEmpty()) {
            for (int row : RowSelection.of(available, maxRows, seed.derive("rows"))) {
                out.put(row, List.of(row));
            }
        }
        return out.values();
    }

    /** For many measurements while the job is trained. */
    static Validation inTraining(TrainingInput input, JobData data, Seed seed) throws IOException {
        return new Validation(input, data, MAX_ROWS_IN_TRAINING, false, seed.derive("in-training"));
    }

    /**
     * Both accuracies from 0 to 1.
     *
     * @param oneWay null where nothing can be compared
     * @param twoWay null for a table of one content column
     * @param collapsed columns whose values have stopped varying
     */
    record Accuracy(@Nullable Double oneWay, @Nullable Double twoWay, List<String> collapsed) {
        /** The mean of both. */
        OptionalDouble quality() {
            if (oneWay == null) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(twoWay == null ? oneWay : (oneWay + twoWay) / 2);
        }

        List<String> warnings() {
            return collapsed.stream()
                    .map(column ->
                            "Column " + column + " has collapsed: its rows vary much less than the real ones do.")
                    .toList();
        }
    }

    static Accuracy measure(SynthesizerEngine engine, byte[] weights, TrainingInput input, JobData data, Seed seed)
            throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            return measure(synthesizer, input, data, seed);
        }
    }

    static Accuracy measure(Synthesizer synthesizer, TrainingInput input, JobData data, Seed seed) throws IOException {
        return new Validation(input, data, MAX_ROWS, true, seed).measure(synthesizer);
    }

    Accuracy measure(Synthesizer synthesizer) throws IOException {
        BinnedTable both = real.with(cells(synthesizer.sample(groups, sampleSeed)));
        TableQuality quality = TableQuality.of(both);
        return new Accuracy(known(quality.acc1()), known(quality.acc2()), ModeCollapse.columns(both));
    }

    /** @return null for NaN: nothing to compare */
    private static @Nullable Double known(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    /** Encoded rows as the text they stand for. */
    private InMemoryRows cells(EncodedTable encoded) {
        DecodedRows decoded = transform.decode(encoded, 0, new Seed(0));
        List<String[]> rows = new ArrayList<>(encoded.rows());
        for (int row = 0; row < encoded.rows(); row++) {
            String[] cells = new String[content.columns().size()];
            for (int c = 0; c < cells.length; c++) {
                String column = content.columns().get(c).name();
                cells[c] = transform.format(column).format(decoded.value(row, column));
            }
            rows.add(cells);
        }
        return new InMemoryRows(content, rows);
    }

    /** Source cells as synthetic ones are written: {@code 1.0} and {@code 1} are the same number. */
    private InMemoryRows inOneStyle(InMemoryRows source) {
        for (int c = 0; c < content.columns().size(); c++) {
            ValueFormat format = transform.format(content.columns().get(c).name());
            for (String[] row : source.rows()) {
                row[c] = inStyle(format, row[c]);
            }
        }
        return source;
    }

    /** A cell that isn't of the format, which a base model may have brought along, stays as it is. */
    private static @Nullable String inStyle(ValueFormat format, @Nullable String cell) {
        try {
            return format.format(format.parse(cell));
        } catch (ValueFormatException e) {
            return cell;
        }
    }
}
