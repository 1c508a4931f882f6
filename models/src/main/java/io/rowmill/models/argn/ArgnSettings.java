package io.rowmill.models.argn;

import static io.rowmill.core.settings.SettingDescriptor.choice;
import static io.rowmill.core.settings.SettingDescriptor.decimal;
import static io.rowmill.core.settings.SettingDescriptor.duration;
import static io.rowmill.core.settings.SettingDescriptor.whole;

import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.models.CommonSettings;
import java.time.Duration;
import java.util.List;

/** The engine's settings, typed. */
record ArgnSettings(
        int epochs,
        int batchSize,
        double learningRate,
        ModelSize modelSize,
        double dropout,
        double weightDecay,
        boolean anyOrder,
        int patience,
        double validationShare,
        Duration maxTrainingTime,
        Duration checkpointInterval,
        String device) {

    /** Rows that one epoch's steps would rather have in a batch than fewer. */
    private static final int STEPS_PER_EPOCH = 64;

    private static final int MIN_BATCH = 64;
    private static final int MAX_BATCH = 512;

    /** Batch size of the base learning rate (section 4 of the paper). */
    private static final double BASE_BATCH = 32;

    private static final double BASE_RATE = 0.001;

    /** Widths of embeddings and hidden layers. */
    enum ModelSize {
        S(2, 8),
        M(3, 16),
        L(4, 32);

        private final int embedding;
        private final int hidden;

        ModelSize(int embedding, int hidden) {
            this.embedding = embedding;
            this.hidden = hidden;
        }

        int embedding(int codes) {
            return Math.min(codes, Math.max(10, (int) (embedding * Math.ceil(StrictMath.pow(codes, 0.25)))));
        }

        int hidden(int codes) {
            return hidden * (int) Math.round(StrictMath.log(Math.max(codes, Math.E)));
        }
    }

    static final List<SettingDescriptor> DESCRIPTORS = List.of(
            whole(
                    "epochs",
                    "100",
                    1,
                    1_000_000,
                    "Maximum number of passes over the rows. Training ends earlier when the validation loss no longer falls."),
            whole(
                    "batchSize",
                    "0",
                    0,
                    1_000_000,
                    "Rows per training step. 0: from 64 to 512, depending on the number of rows."),
            decimal("learningRate", "0", 0, 1, "Initial learning rate. 0: depends on the batch size."),
            choice("modelSize", "M", List.of("S", "M", "L"), "Width of the network: small, medium or large."),
            decimal("dropout", "0.1", 0, 0.9, "Dropout of inputs and hidden units in training."),
            decimal("weightDecay", "0.01", 0, 1, "Weight decay per unit of the learning rate."),
            choice(
                    "columnOrder",
                    "ANY",
                    List.of("ANY", "FIXED"),
                    "ANY: learn the columns in random orders, so that sampling can be conditioned on any of them. FIXED: learn them"
                            + " in the table's order only, which is slightly more accurate."),
            whole(
                    "patience",
                    "4",
                    1,
                    1_000,
                    "Number of epochs without a better validation loss after which training ends."),
            decimal(
                    "validationShare",
                    "0.1",
                    0.01,
                    0.5,
                    "Share of the rows (or of the groups of siblings) used for validation only."),
            duration(
                    "maxTrainingTime",
                    "0",
                    "Maximum training time. 0: no limit. Time before an interruption counts, up to the last checkpoint. A run that"
                            + " this limit ends is not reproducible."),
            CommonSettings.CHECKPOINT_INTERVAL,
            CommonSettings.DEVICE);

    static ArgnSettings of(Settings s) {
        return new ArgnSettings(
                s.integer("epochs"),
                s.integer("batchSize"),
                s.decimal("learningRate"),
                ModelSize.valueOf(s.text("modelSize")),
                s.decimal("dropout"),
                s.decimal("weightDecay"),
                s.text("columnOrder").equals("ANY"),
                s.integer("patience"),
                s.decimal("validationShare"),
                s.duration("maxTrainingTime"),
                s.duration("checkpointInterval"),
                s.text("device"));
    }

    /** Rows per step: as asked for, or a power of two near rows / 64, within bounds. */
    int batchSizeFor(int rows) {
        if (batchSize > 0) {
            return Math.min(batchSize, rows);
        }
        int wanted = Integer.highestOneBit(Math.max(1, rows / STEPS_PER_EPOCH * 3 / 2));
        return Math.min(rows, Math.max(MIN_BATCH, Math.min(MAX_BATCH, wanted)));
    }

    double learningRateFor(int batch) {
        return learningRate > 0 ? learningRate : BASE_RATE * Math.sqrt(batch / BASE_BATCH);
    }
}
