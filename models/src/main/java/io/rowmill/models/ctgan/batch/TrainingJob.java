package io.rowmill.models.ctgan.batch;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.rows.Categories;
import io.rowmill.models.ctgan.rows.CompleteRows;
import io.rowmill.models.ctgan.rows.RowCode;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.rows.TrainingRows;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.List;
import java.util.Optional;

/** One table made ready for training: rows without gaps, layouts, category counts, batch shape. */
public final class TrainingJob {
    /**
     * Share of training draws without a condition where rows have a context. Such rows are sampled without one: a category drawn
     * by its overall frequency would ignore what the context says about it.
     */
    private static final double UNCONDITIONED_SHARE = 0.5;

    private final String name;
    private final Seed seed;
    private final CtganSettings settings;
    private final Settings given;
    private final int rows;
    private final RowCode rowCode;
    private final RowCode contextCode;
    private final BatchShape shape;
    private final Categories categories;
    private final BatchSource batches;

    /** @throws FailureException (Rejected) if no row is complete */
    public TrainingJob(TrainingInput input, Settings given) {
        this(input, given, Optional.empty());
    }

    /**
     * @param earlier how the model from which training is to go on saw rows: rows of its layout are seen as it saw them
     * @throws FailureException (Rejected) if no row is complete
     */
    public TrainingJob(TrainingInput input, Settings given, Optional<Earlier> earlier) {
        this.name = input.name();
        this.seed = input.seed();
        CompleteRows complete = CompleteRows.of(input);
        this.rows = complete.rows();
        if (rows == 0) {
            throw FailureException.rejected(
                    "no-rows-to-learn",
                    "Table " + name
                            + " has no row to learn from: it is empty, or nullStrategy=DROP_ROW leaves out all rows.");
        }
        this.given = given;
        this.settings = CtganSettings.of(given, rows);
        this.rowCode = rowCode(complete.content(), complete, "content", earlier.map(Earlier::content));
        this.contextCode = rowCode(complete.context(), complete, "context", earlier.map(Earlier::context));
        EncodedRows content = rowCode.encode(complete.content());
        EncodedRows context = contextCode.encode(complete.context());
        RowLayout rowLayout = rowCode.row();
        RowLayout contextLayout = contextCode.row();
        this.shape = new BatchShape(
                settings.batchSize(),
                settings.pac(),
                settings.embeddingDim(),
                rowLayout,
                contextLayout,
                settings.discriminatorDropout() > 0 ? settings.discriminatorDim() : List.of(),
                settings.discriminatorSteps());
        this.categories = Categories.count(rowLayout, content, settings.logFrequency());
        double unconditioned = isConditioned() ? 0 : UNCONDITIONED_SHARE;
        TrainingRows draws = new TrainingRows(rowLayout, content, categories, unconditioned);
        this.batches = new BatchSource(shape, draws, content, context, settings.discriminatorDropout(), seed);
    }

    /** How an earlier model saw the rows of its table. */
    public record Earlier(Seen content, Seen context) {}

    /** Columns, and those of many categories that were cut into digits. */
    public record Seen(List<Part> layout, List<Digits> digits) {}

    private RowCode rowCode(EncodedRows of, CompleteRows complete, String which, Optional<Seen> earlier) {
        Seed digits = seed.derive("digits").derive(which);
        return earlier.filter(e -> e.layout().equals(of.layout()))
                .map(e -> RowCode.takeOver(e.digits(), of))
                .orElseGet(() -> RowCode.fit(of, complete.content(), settings.embeddingThreshold(), digits));
    }

    /** Whether rows are made on a condition, which is drawn by true frequency. */
    public boolean isConditioned() {
        return shape.context().width() == 0 && shape.row().conditionWidth() > 0;
    }

    public String name() {
        return name;
    }

    public Seed seed() {
        return seed;
    }

    public CtganSettings settings() {
        return settings;
    }

    public BatchShape shape() {
        return shape;
    }

    public BatchSource batches() {
        return batches;
    }

    /** Rows to learn from. */
    public int rows() {
        return rows;
    }

    /** The settings as they were given. */
    public Settings given() {
        return given;
    }

    public RowCode rowCode() {
        return rowCode;
    }

    public RowCode contextCode() {
        return contextCode;
    }

    public Categories categories() {
        return categories;
    }

    public int stepsPerEpoch() {
        return CtganSettings.stepsPerEpoch(rows, shape.rows());
    }

    /** Steps of all epochs. */
    public long steps() {
        return (long) stepsPerEpoch() * settings.epochs();
    }

    /** Epoch, from 1, that a step belongs to. */
    public int epochOf(long step) {
        return (int) (step / stepsPerEpoch()) + 1;
    }
}
