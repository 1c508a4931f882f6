package io.rowmill.models.ctgan.settings;

import static io.rowmill.core.settings.SettingDescriptor.choice;
import static io.rowmill.core.settings.SettingDescriptor.decimal;
import static io.rowmill.core.settings.SettingDescriptor.duration;
import static io.rowmill.core.settings.SettingDescriptor.flag;
import static io.rowmill.core.settings.SettingDescriptor.whole;

import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.SettingDescriptor.Type;
import io.rowmill.core.settings.Settings;
import io.rowmill.models.CommonSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The engine's settings, typed. Names are those of the paper's implementation, in camelCase; defaults too, where the help names no other of the paper. */
public record CtganSettings(
        int epochs,
        int batchSize,
        int embeddingThreshold,
        int embeddingDim,
        List<Integer> generatorDim,
        List<Integer> discriminatorDim,
        double generatorLr,
        double discriminatorLr,
        double generatorDecay,
        double discriminatorDecay,
        double learningRateDecay,
        int discriminatorSteps,
        double discriminatorDropout,
        int pac,
        boolean logFrequency,
        boolean earlyStopping,
        int patience,
        double minDelta,
        int validationInterval,
        Duration maxTrainingTime,
        Duration checkpointInterval,
        String device,
        Backend backend,
        Precision precision) {

    /** Of the factors of large matrix products. */
    public enum Precision {
        FLOAT32,
        BFLOAT16
    }

    /** How a training step is computed. */
    public enum Backend {
        SCRIPT,
        AUTOGRAD
    }

    private static final int SMALLEST_BATCH = 100;
    private static final int MIN_STEPS_PER_EPOCH = 10;

    /** Of learning; measured in ADR 34. */
    private static final double RATE = 2e-4;

    private static final double RATE_OF_FEW_STEPS = 5e-4;
    private static final long FEW_STEPS = 1_000;

    public static final Map<String, String> MULTIPLES = Map.of("batchSize", "pac");

    public static final List<SettingDescriptor> DESCRIPTORS = List.of(
            whole(
                    "epochs",
                    "300",
                    1,
                    1_000_000,
                    "Maximum number of passes over the rows. 10–20: test data for an application. 20–50: analytics. 50–100:"
                            + " training other models. 300: as in the paper. See purpose and earlyStopping."),
            whole(
                    "batchSize",
                    "500",
                    2,
                    1_000_000,
                    "Rows per training step, divisible by pac. Smaller tables use smaller batches."),
            whole(
                    "embeddingThreshold",
                    "50",
                    10,
                    1_000_000_000,
                    "Encode a column with more different values than this as two digits. This makes a column with many values"
                            + " nearly as cheap as one with few."),
            whole("embeddingDim", "128", 1, 65_536, "Width of the generator's noise."),
            sizes("generatorDim", "Sizes of the generator's residual layers."),
            sizes("discriminatorDim", "Sizes of the critic's hidden layers."),
            decimal(
                    "generatorLr",
                    "0",
                    0,
                    1,
                    "Learning rate of the generator. 0: 2e-4, or 5e-4 if all epochs together have at most 1,000 steps. An epoch has"
                            + " one step per batch of rows, but at least 10."),
            decimal("discriminatorLr", "0", 0, 1, "Learning rate of the critic. 0: the same as the generator's."),
            decimal("generatorDecay", "1e-6", 0, 1, "Weight decay of the generator."),
            decimal("discriminatorDecay", "1e-6", 0, 1, "Weight decay of the critic."),
            decimal(
                    "learningRateDecay",
                    "0.4",
                    0,
                    1,
                    "Last part of the training, as a share, in which both learning rates fall linearly to 0. It begins when the"
                            + " quality no longer rises (earlyStopping), or so that it ends with the last epoch."),
            whole("discriminatorSteps", "1", 1, 1_000, "Updates of the critic per update of the generator."),
            decimal("discriminatorDropout", "0", 0, 0.9, "Dropout of the critic's hidden layers (in the paper: 0.5)."),
            whole("pac", "1", 1, 1_000, "Number of rows that the critic judges together (in the paper: 10)."),
            flag(
                    "logFrequency",
                    "true",
                    "Draw the categories of training conditions by the logarithm of their frequency. This helps to learn rare"
                            + " categories."),
            flag(
                    "earlyStopping",
                    "true",
                    "End the training when the quality on validation rows no longer rises, and keep the best weights."),
            whole(
                    "patience",
                    "0",
                    0,
                    1_000_000,
                    "Number of validations without a rise by minDelta after which the learning rates fall (learningRateDecay) and"
                            + " training ends. 0: as many as 2,000 steps take, but at least 5."),
            decimal(
                    "minDelta",
                    "0.001",
                    0,
                    1,
                    "Smallest rise in quality that counts. Quality is the mean of 1-way and 2-way accuracy."),
            whole(
                    "validationInterval",
                    "10",
                    1,
                    1_000_000,
                    "Number of epochs between validations. Needs validate=true."),
            duration(
                    "maxTrainingTime",
                    "0",
                    "Maximum training time. 0: no limit. Time before an interruption counts, up to the last checkpoint. A run that"
                            + " this limit ends is not reproducible."),
            CommonSettings.CHECKPOINT_INTERVAL,
            CommonSettings.DEVICE,
            choice(
                    "backend",
                    "SCRIPT",
                    List.of("SCRIPT", "AUTOGRAD"),
                    "How a training step is computed. SCRIPT is fast. AUTOGRAD is the slow reference that tests compare SCRIPT with;"
                            + " it trains one job at a time per process."),
            choice(
                    "precision",
                    "FLOAT32",
                    List.of("FLOAT32", "BFLOAT16"),
                    "Precision of the factors of matrix products in training. BFLOAT16 is faster on processors that support it;"
                            + " on others, FLOAT32 is used. Needs backend=SCRIPT."));

    /** @param rows to learn from, by which some settings are chosen where none was given */
    public static CtganSettings of(Settings s, int rows) {
        return new CtganSettings(
                s.integer("epochs"),
                batchSizeFor(rows, s),
                s.integer("embeddingThreshold"),
                s.integer("embeddingDim"),
                s.integers("generatorDim"),
                s.integers("discriminatorDim"),
                given(s, "generatorLr", rate(s, rows)),
                given(s, "discriminatorLr", given(s, "generatorLr", rate(s, rows))),
                s.decimal("generatorDecay"),
                s.decimal("discriminatorDecay"),
                s.decimal("learningRateDecay"),
                s.integer("discriminatorSteps"),
                s.decimal("discriminatorDropout"),
                s.integer("pac"),
                s.flag("logFrequency"),
                s.flag("earlyStopping"),
                s.integer("patience"),
                s.decimal("minDelta"),
                s.integer("validationInterval"),
                s.duration("maxTrainingTime"),
                s.duration("checkpointInterval"),
                s.text("device"),
                Backend.valueOf(s.text("backend")),
                Precision.valueOf(s.text("precision")));
    }

    private static double rate(Settings s, int rows) {
        long steps = (long) s.integer("epochs") * stepsPerEpoch(rows, batchSizeFor(rows, s));
        return steps <= FEW_STEPS ? RATE_OF_FEW_STEPS : RATE;
    }

    /** 0 stands for another value. */
    private static double given(Settings s, String name, double other) {
        double given = s.decimal(name);
        return given > 0 ? given : other;
    }

    /**
     * Rows per step for a table: {@code batchSize}, or for a smaller table its rows, but 100 at least (rows are drawn with
     * replacement), rounded up to whole packs.
     */
    private static int batchSizeFor(int rows, Settings s) {
        int pac = s.integer("pac");
        int packs = (Math.max(SMALLEST_BATCH, rows) + pac - 1) / pac;
        return Math.min(s.integer("batchSize"), packs * pac);
    }

    /** One pass over the rows, but never fewer than {@link #MIN_STEPS_PER_EPOCH}: tables of a few rows would learn nothing. */
    public static int stepsPerEpoch(int rows, int batchSize) {
        return Math.max(rows / batchSize, MIN_STEPS_PER_EPOCH);
    }

    private static SettingDescriptor sizes(String name, String help) {
        String range = "up to " + SettingDescriptor.LONGEST_LIST + " layer sizes from 1 to 65536, separated by commas";
        return new SettingDescriptor(name, Type.INTEGER_LIST, "256,256", range, help, List.of(), 1, 65_536, true);
    }
}
