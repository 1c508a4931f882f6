package io.rowmill.models.ctgan;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import java.util.List;
import java.util.Optional;

/** One table made ready for training: rows without gaps, layouts, category counts, batch shape. */
final class TrainingJob {
    /**
     * Share of training draws without a condition where rows have a context. Such rows are sampled without one: a category drawn
     * by its overall frequency would ignore what the context says about it.
     */
    private static final double UNCONDITIONED_SHARE = 0.5;

    private final String name;
    private final Seed seed;
    private final CtganSettings settings;
    private final CheckpointHeader.Job identity;
    private final int rows;
    private final RowCode rowCode;
    private final RowCode contextCode;
    private final StepBatch.Shape shape;
    private final Categories categories;
    private final BatchSource batches;

    /** @throws FailureException (Rejected) if no row is complete */
    TrainingJob(TrainingInput input, Settings given) {
        this(input, given, Optional.empty());
    }

    /**
     * @param base what an earlier model's weights say, from which training is to go on: rows of its layout are seen as it saw them
     * @throws FailureException (Rejected) if no row is complete
     */
    TrainingJob(TrainingInput input, Settings given, Optional<WeightsHeader> base) {
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
        this.settings = CtganSettings.of(given, rows);
        this.rowCode = rowCode(complete.content(), complete, "content", base.map(Earlier::content));
        this.contextCode = rowCode(complete.context(), complete, "context", base.map(Earlier::context));
        EncodedRows content = rowCode.encode(complete.content());
        EncodedRows context = contextCode.encode(complete.context());
        RowLayout rowLayout = rowCode.row();
        RowLayout contextLayout = contextCode.row();
        this.shape = new StepBatch.Shape(
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
        this.identity = CheckpointHeader.Job.of(seed, rows, rowLayout, contextLayout, given.asMap());
    }

    /** How an earlier model saw rows. */
    private record Earlier(List<Part> layout, List<Digits> digits) {
        static Earlier content(WeightsHeader header) {
            return new Earlier(header.layout(), header.digits());
        }

        static Earlier context(WeightsHeader header) {
            return new Earlier(header.contextLayout(), header.contextDigits());
        }
    }

    private RowCode rowCode(EncodedRows of, CompleteRows complete, String which, Optional<Earlier> earlier) {
        Seed digits = seed.derive("digits").derive(which);
        return earlier.filter(e -> e.layout().equals(of.layout()))
                .map(e -> RowCode.takeOver(e.digits(), of))
                .orElseGet(() -> RowCode.fit(of, complete.content(), settings.embeddingThreshold(), digits));
    }

    private boolean isConditioned() {
        return shape.context().width() == 0 && shape.row().conditionWidth() > 0;
    }

    String name() {
        return name;
    }

    Seed seed() {
        return seed;
    }

    CtganSettings settings() {
        return settings;
    }

    StepBatch.Shape shape() {
        return shape;
    }

    BatchSource batches() {
        return batches;
    }

    CheckpointHeader.Job identity() {
        return identity;
    }

    int stepsPerEpoch() {
        return CtganSettings.stepsPerEpoch(rows, shape.rows());
    }

    /** Steps of all epochs. */
    long steps() {
        return (long) stepsPerEpoch() * settings.epochs();
    }

    /** Epoch, from 1, that a step belongs to. */
    int epochOf(long step) {
        return (int) (step / stepsPerEpoch()) + 1;
    }

    WeightsHeader weightsHeader() {
        return new WeightsHeader(
                settings.embeddingDim(),
                settings.generatorDim(),
                rowCode.layout(),
                contextCode.layout(),
                categories.counts(),
                isConditioned(),
                rowCode.digits(),
                contextCode.digits());
    }
}
