package io.rowmill.core.settings;

import io.rowmill.core.batches.Batching;
import io.rowmill.core.transform.ChosenTransforms;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TransformOptions;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a table or of a batch of its columns that are no engine's, typed.
 *
 * @param engine that learns the content, by name
 * @param warmStart whether training starts from the base model's weights
 * @param sampleSize rows that are learned from; 0: all
 * @param maxModes of a continuous column
 * @param transforms of the user's own, by column
 * @param rules whether rules between the columns of a row are looked for
 * @param secondParents how parents by keys other than the driver are chosen
 * @param countModel how the number of the table's rows per parent is distributed
 * @param rowsPerUnit rows that one unit of privacy may have; 0: found out privately
 */
public record TableOptions(
        String engine,
        boolean warmStart,
        long sampleSize,
        NullStrategy nullStrategy,
        int maxModes,
        Protection protection,
        Batching batching,
        Map<String, String> transforms,
        boolean rules,
        SecondParents secondParents,
        CountModel countModel,
        int rowsPerUnit) {
    /** @param values of {@link RunSettings#tables}; what a run of an earlier version didn't know has its default */
    public static TableOptions of(Map<String, String> values) {
        Settings settings = Settings.checked(RunSettings.PER_TABLE, values);
        return new TableOptions(
                settings.text(RunSettings.ENGINE),
                settings.flag(RunSettings.WARM_START),
                settings.longValue(RunSettings.SAMPLE_SIZE),
                NullStrategy.valueOf(settings.text(RunSettings.NULL_STRATEGY)),
                settings.integer(RunSettings.MAX_CLUSTERS),
                new Protection(
                        settings.integer(RunSettings.RARE_VALUE_THRESHOLD),
                        settings.integer(RunSettings.EXTREME_VALUE_COUNT)),
                Batching.of(
                        settings.text(RunSettings.COLUMN_BATCHES),
                        settings.integer(RunSettings.BATCH_SIZE_COLUMNS),
                        settings.integer(RunSettings.BRIDGE_COLUMNS)),
                ChosenTransforms.parse(settings.text(RunSettings.TRANSFORMS)),
                settings.flag(RunSettings.RULES),
                SecondParents.valueOf(settings.text(RunSettings.SECOND_PARENTS)),
                CountModel.valueOf(settings.text(RunSettings.COUNT_MODEL)),
                settings.integer(RunSettings.ROWS_PER_UNIT));
    }

    /**
     * Of a table of which all may be shown: one that is copied, or a stand-in, which is made of noised answers. Nothing of it needs to
     * be hidden, and rules would be chance, or nobody's.
     */
    public TableOptions ofShown() {
        return new TableOptions(
                engine,
                warmStart,
                0,
                nullStrategy,
                maxModes,
                Protection.OFF,
                batching,
                Map.of(),
                false,
                secondParents,
                countModel,
                rowsPerUnit);
    }

    public TransformOptions transform(Encoding encoding, Locale locale) {
        return new TransformOptions(nullStrategy, maxModes, encoding, locale, protection, transforms);
    }
}
