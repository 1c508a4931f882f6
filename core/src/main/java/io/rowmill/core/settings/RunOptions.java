package io.rowmill.core.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a run, typed.
 *
 * @param seed of everything random
 * @param validate whether accuracy is measured after training
 * @param keepData whether the real rows stay in storage when the run has ended
 * @param dropInvalidRows whether rows that break a key are dropped; else they reject the run
 * @param locale of made-up names and addresses
 * @param privacy empty: the run isn't under differential privacy
 */
public record RunOptions(
        long seed,
        boolean validate,
        boolean keepData,
        boolean dropInvalidRows,
        SamplingStrategy samplingStrategy,
        Locale locale,
        Optional<PrivacyOptions> privacy) {
    /** @param values of {@link RunSettings#run}; what a run of an earlier version didn't know has its default */
    public static RunOptions of(Map<String, String> values) {
        Settings settings = Settings.checked(RunSettings.WHOLE_RUN, values);
        return new RunOptions(
                settings.longValue(RunSettings.SEED),
                settings.flag(RunSettings.VALIDATE),
                settings.flag(RunSettings.KEEP_DATA),
                settings.flag(RunSettings.DROP_INVALID_ROWS),
                SamplingStrategy.valueOf(settings.text(RunSettings.SAMPLING_STRATEGY)),
                Locale.forLanguageTag(settings.text(RunSettings.LOCALE)),
                PrivacyOptions.of(settings));
    }
}
