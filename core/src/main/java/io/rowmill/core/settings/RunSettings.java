package io.rowmill.core.settings;

import static io.rowmill.core.settings.SettingDescriptor.choice;
import static io.rowmill.core.settings.SettingDescriptor.decimal;
import static io.rowmill.core.settings.SettingDescriptor.flag;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.settings.SettingDescriptor.Type;
import io.rowmill.core.transform.ChosenTransforms;
import io.rowmill.core.transform.NullStrategy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All settings of a run: those of the run itself and, per table, those of the table and of its engine. A request gives them by
 * name ({@code epochs}), for one table ({@code orders.epochs}), or the engine and its settings for one batch of a table's columns
 * ({@code orders/b2.epochs}); the most special value wins.
 *
 * @param run the run's own settings, complete
 * @param tables per table, and per batch ({@code orders/b2}) that has any of its own, the table's and the engine's settings,
 *     complete
 */
public record RunSettings(Settings run, Map<String, Settings> tables) {
    public static final String ENGINE = "engine";
    public static final String SEED = "seed";
    public static final String VALIDATE = "validate";
    public static final String KEEP_DATA = "keepData";
    public static final String DROP_INVALID_ROWS = "dropInvalidRows";
    public static final String SAMPLING_STRATEGY = "samplingStrategy";
    public static final String PURPOSE = "purpose";
    public static final String WARM_START = "warmStart";
    public static final String SAMPLE_SIZE = "sampleSize";
    public static final String NULL_STRATEGY = "nullStrategy";
    public static final String MAX_CLUSTERS = "maxClusters";
    public static final String RARE_VALUE_THRESHOLD = "rareValueThreshold";
    public static final String EXTREME_VALUE_COUNT = "extremeValueCount";
    private static final String DEFAULT_PROTECTION = "5";
    public static final String COLUMN_BATCHES = "columnBatches";
    public static final String BATCH_SIZE_COLUMNS = "batchSizeColumns";
    public static final String BRIDGE_COLUMNS = "bridgeColumns";
    public static final String LOCALE = "locale";
    public static final String TRANSFORMS = "transforms";
    public static final String RULES = "rules";
    public static final String SECOND_PARENTS = "secondParents";
    public static final String COUNT_MODEL = "countModel";
    public static final String EPSILON = "epsilon";
    public static final String DELTA = "delta";
    public static final String PRIVACY_METHOD = "privacyMethod";
    public static final String PRIVACY_UNIT = "privacyUnit";
    public static final String PRIVACY_ROOT = "privacyRoot";
    public static final String L2_NORM_CLIP = "l2NormClip";
    public static final String NOISE_MULTIPLIER = "noiseMultiplier";
    public static final String MICRO_BATCHES = "microBatches";
    public static final String PRIVATE_STEPS = "privateSteps";
    public static final String STAND_IN_SHARE = "standInShare";
    public static final String ROWS_PER_UNIT = "rowsPerUnit";
    public static final String DEFAULT_ENGINE = "auto";
    public static final String DEFAULT_LOCALE = "en";

    private static final long MAX_ROWS = 1L << 40;

    private static final List<String> LOCALES = List.of(
            ("cs da-DK de de-AT de-CH en en-AU en-CA en-GB en-IN en-US es es-MX fi-FI fr fr-CA fr-CH hu it ja ko nb-NO nl"
                            + " nl-BE pl pt pt-BR ru sv tr uk zh-CN zh-TW")
                    .split(" "));

    static final SettingDescriptor ENGINE_CHOICE =
            text(ENGINE, DEFAULT_ENGINE, "the name of an engine", "Engine that learns the content.");

    static final List<SettingDescriptor> WHOLE_RUN = List.of(
            number(
                    SEED,
                    Type.LONG,
                    "0",
                    "a whole number",
                    "Seed for everything random in training and sampling.",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE),
            flag(VALIDATE, "true", "Measure 1-way and 2-way accuracy per table after training."),
            flag(KEEP_DATA, "false", "Keep the real rows in storage after the run has ended."),
            flag(
                    DROP_INVALID_ROWS,
                    "false",
                    "Drop orphans and rows with duplicate or null keys, and their children, instead of rejecting the run."),
            choice(
                    SAMPLING_STRATEGY,
                    SamplingStrategy.FULL.name(),
                    names(SamplingStrategy.values()),
                    "Rows to learn from. FULL: all rows. RANDOM: learn the content from sampleSize random rows of each table."
                            + " RELATIONAL: sampleSize rows of each root table and all their descendants."),
            choice(
                    LOCALE,
                    DEFAULT_LOCALE,
                    LOCALES,
                    "Language and country of the names, addresses and companies that rowmill invents."),
            decimal(
                    EPSILON,
                    "0",
                    0,
                    1_000,
                    "Privacy budget of the whole fit (differential privacy). Everything that leaves the private zone is within it."
                            + " Up to 3: high privacy, up to 15: medium, above: low. 0: no differential privacy."),
            decimal(
                    DELTA,
                    "0",
                    0,
                    0.01,
                    "Probability with which epsilon may not hold. 0: 0.00001, or less for a source of more than 10000 units."),
            choice(
                    PRIVACY_METHOD,
                    PrivacyMethod.DPSGD.name(),
                    names(PrivacyMethod.values()),
                    "With epsilon: how content is learned. DPSGD: the engine reads real rows by steps with noise. MARGINAL: noise"
                            + " is added to counts of pairs of columns, and the engine learns rows drawn from these."),
            choice(
                    PRIVACY_UNIT,
                    PrivacyUnit.ENTITY.name(),
                    names(PrivacyUnit.values()),
                    "What epsilon hides. ENTITY: a row of privacyRoot with all rows that are reached from it. ROW: a single row."),
            text(
                    PRIVACY_ROOT,
                    "",
                    "the name of a table",
                    "Table whose rows are the units of privacyUnit ENTITY. Needed if there are several root tables."),
            decimal(
                    L2_NORM_CLIP,
                    "1",
                    1e-6,
                    1e6,
                    "With epsilon: what one unit may say in a training step, as the L2 norm of its gradient."),
            decimal(
                    NOISE_MULTIPLIER,
                    "0",
                    0,
                    1e6,
                    "With epsilon: noise of a training step by l2NormClip. 0: as little as the budget allows. A number that would"
                            + " exceed the budget is refused."),
            number(
                    MICRO_BATCHES,
                    Type.INTEGER,
                    "0",
                    "a whole number, 0 for one per unit",
                    "With epsilon: parts of a batch whose mean gradient is limited, instead of each unit's. The noise then counts"
                            + " half.",
                    0,
                    1_000_000),
            number(
                    PRIVATE_STEPS,
                    Type.INTEGER,
                    "500",
                    "from 1 to 1000000",
                    "With epsilon: steps of each training. More steps need more noise each.",
                    1,
                    1_000_000),
            decimal(
                    STAND_IN_SHARE,
                    "0.35",
                    0.01,
                    0.9,
                    "With epsilon: share of the budget for counts, values and bounds of each column. Training gets the rest."));

    static final List<SettingDescriptor> PER_TABLE = List.of(
            ENGINE_CHOICE,
            choice(
                    PURPOSE,
                    "none",
                    Purpose.names(),
                    "A preset by what the rows are for. A setting that you give yourself wins. testing (test data for an"
                            + " application): epochs=20, nullStrategy=MODEL. analytics: epochs=50, nullStrategy=MODEL. training (other"
                            + " models): epochs=100, nullStrategy=REPLACE_MEAN."),
            flag(
                    WARM_START,
                    "false",
                    "With a base model (fit --base): start training from its weights instead of random ones. Use it for rows"
                            + " similar to those that the base has learned."),
            number(
                    SAMPLE_SIZE,
                    Type.LONG,
                    "0",
                    "a whole number of rows, 0 for all",
                    "Number of rows to learn from if samplingStrategy is RANDOM or RELATIONAL.",
                    0,
                    MAX_ROWS),
            choice(
                    NULL_STRATEGY,
                    NullStrategy.MODEL.name(),
                    names(NullStrategy.values()),
                    "MODEL: generate nulls like any other category. REPLACE_MEAN: generate no nulls. DROP_ROW: don't train the"
                            + " content on rows with nulls."),
            number(
                    MAX_CLUSTERS,
                    Type.INTEGER,
                    "10",
                    "from 1 to 100",
                    "Maximum number of modes of a continuous column. A frequent value can be an additional mode.",
                    1,
                    100),
            number(
                    RARE_VALUE_THRESHOLD,
                    Type.INTEGER,
                    DEFAULT_PROTECTION,
                    "a whole number of rows from 0 to 1000000",
                    "Hide a category, or a value of a number with few different values, if fewer rows than this have it. A common"
                            + " value replaces it. If most rows have such values, the whole column is invented like text. 0: hide"
                            + " nothing.",
                    0,
                    1_000_000),
            number(
                    EXTREME_VALUE_COUNT,
                    Type.INTEGER,
                    DEFAULT_PROTECTION,
                    "a whole number from 0 to 1000",
                    "n: keep numbers and times between the n-th smallest and the n-th largest value of the source. In a small"
                            + " table, at most a quarter of the values is cut off at each end. 0: keep them between the smallest and the"
                            + " largest.",
                    0,
                    1_000),
            text(
                    COLUMN_BATCHES,
                    "AUTO",
                    "AUTO, ON, OFF or groups such as name:column,column;name:column",
                    "Split the columns of a wide table into batches and train each batch as a separate job. AUTO: split if the"
                            + " table has more than twice batchSizeColumns. ON: split if it has more than batchSizeColumns. OFF:"
                            + " never split. Groups: your own batches."),
            number(
                    BATCH_SIZE_COLUMNS,
                    Type.INTEGER,
                    "15",
                    "a whole number from 2 to 1000",
                    "Maximum number of columns in a batch.",
                    2,
                    1_000),
            number(
                    BRIDGE_COLUMNS,
                    Type.INTEGER,
                    "5",
                    "a whole number from 0 to 100",
                    "Maximum number of columns of earlier batches that a batch is conditioned on. 0: batches are independent.",
                    0,
                    100),
            text(
                    TRANSFORMS,
                    ChosenTransforms.NONE,
                    "column:name,column:name",
                    "Your own transforms, on the class path, that rewrite columns before rowmill learns them."),
            flag(
                    RULES,
                    "true",
                    "Look for rules that all rows keep, such as an end that is never before its start, or a city that"
                            + " says the country, and make every synthetic row keep them."),
            choice(
                    SECOND_PARENTS,
                    SecondParents.BY_CONTENT.name(),
                    names(SecondParents.values()),
                    "How rows get parents by foreign keys other than the driver that follow from no rule. BY_CONTENT: parents"
                            + " that go with the row, each as often as in the source; the row's content follows them. UNIFORM:"
                            + " any parent, each as likely; the content knows nothing of them."),
            number(
                    ROWS_PER_UNIT,
                    Type.INTEGER,
                    "0",
                    "a whole number of rows, 0 to find it out",
                    "With epsilon: rows of the table that one unit may have; further ones are left out. A number that you give"
                            + " must not come from the rows. 0: what 95 % of the units have, found out privately.",
                    0,
                    1_000_000),
            choice(
                    COUNT_MODEL,
                    CountModel.EMPIRICAL.name(),
                    names(CountModel.values()),
                    "How many rows of the table parents have whose columns tell the same of it. EMPIRICAL: numbers that"
                            + " parents of the source have, each as often. NEGATIVE_BINOMIAL: a smooth distribution with the"
                            + " mean and the variance of these."));

    public RunSettings {
        tables = Map.copyOf(tables);
    }

    public RunOptions options() {
        return RunOptions.of(run.asMap());
    }

    /** @param owner a table, or a batch ({@code orders/b2}) that has settings of its own */
    public TableOptions options(String owner) {
        return TableOptions.of(tables.get(owner).asMap());
    }

    /** Descriptors of everything that is not an engine's. */
    public static List<SettingDescriptor> descriptors() {
        return Stream.concat(WHOLE_RUN.stream(), PER_TABLE.stream()).toList();
    }

    /** The names of all engines that a request leads to: what {@link #resolve} has to know of them. */
    public static Set<String> engines(Map<String, String> given, Collection<String> tables) {
        return new GivenSettings(given, tables).engines();
    }

    /**
     * @param given as in the request
     * @param engines descriptors of each of {@link #engines}
     * @param tables every table of the run
     * @throws FailureException (Rejected) with every error at once
     */
    public static RunSettings resolve(
            Map<String, String> given, Map<String, List<SettingDescriptor>> engines, Collection<String> tables) {
        return new GivenSettings(given, tables).resolve(engines);
    }

    /** The settings of a job: those of its batch where it has any of its own, else of its table. */
    public static Map<String, String> ofJob(Map<String, Map<String, String>> tables, String table, String batch) {
        Map<String, String> own = tables.get(table + "/" + batch);
        return own == null ? tables.get(table) : own;
    }

    /** The part of a table's settings that its engine knows. */
    public static Map<String, String> engineSettings(Map<String, String> table) {
        Map<String, String> out = new LinkedHashMap<>(table);
        PER_TABLE.forEach(d -> out.remove(d.name()));
        return out;
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static SettingDescriptor text(String name, String value, String range, String help) {
        return new SettingDescriptor(name, Type.TEXT, value, range, help, List.of(), 0, 0, true);
    }

    private static SettingDescriptor number(
            String name, Type type, String value, String range, String help, double min, double max) {
        return new SettingDescriptor(name, type, value, range, help, List.of(), min, max, true);
    }
}
