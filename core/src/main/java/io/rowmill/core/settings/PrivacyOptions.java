package io.rowmill.core.settings;

import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a run under differential privacy, typed.
 *
 * @param delta empty: by the number of units
 * @param method how content is learned
 * @param root table whose rows are units; empty: the only root table
 * @param l2NormClip what one unit may say in a training step
 * @param noiseMultiplier empty: as the budget allows
 * @param microBatches empty: each unit is limited
 * @param steps of each training
 * @param standInShare of the budget, for everything but training
 */
public record PrivacyOptions(
        double epsilon,
        Optional<Double> delta,
        PrivacyMethod method,
        PrivacyUnit unit,
        Optional<String> root,
        double l2NormClip,
        Optional<Double> noiseMultiplier,
        Optional<Integer> microBatches,
        int steps,
        double standInShare) {
    /** @return empty: the run isn't private */
    static Optional<PrivacyOptions> of(Settings settings) {
        if (settings.decimal(RunSettings.EPSILON) == 0) {
            return Optional.empty();
        }
        return Optional.of(new PrivacyOptions(
                settings.decimal(RunSettings.EPSILON),
                Optional.of(settings.decimal(RunSettings.DELTA)).filter(d -> d > 0),
                PrivacyMethod.valueOf(settings.text(RunSettings.PRIVACY_METHOD)),
                PrivacyUnit.valueOf(settings.text(RunSettings.PRIVACY_UNIT)),
                Optional.of(settings.text(RunSettings.PRIVACY_ROOT)).filter(r -> !r.isEmpty()),
                settings.decimal(RunSettings.L2_NORM_CLIP),
                Optional.of(settings.decimal(RunSettings.NOISE_MULTIPLIER)).filter(m -> m > 0),
                Optional.of(settings.integer(RunSettings.MICRO_BATCHES)).filter(m -> m > 0),
                settings.integer(RunSettings.PRIVATE_STEPS),
                settings.decimal(RunSettings.STAND_IN_SHARE)));
    }

    /** @param values of {@link RunSettings#run} */
    public static Optional<PrivacyOptions> of(Map<String, String> values) {
        return of(Settings.checked(RunSettings.WHOLE_RUN, values));
    }
}
