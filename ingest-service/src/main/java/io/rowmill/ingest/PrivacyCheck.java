package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SamplingStrategy;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.transform.ChosenTransforms;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.schemas.FitRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request can't have together with a privacy budget. */
final class PrivacyCheck {
    /** The engine that trains by private steps. */
    private static final String ENGINE = "argn";

    private static final double LEAST_EPSILON = 0.01;
    private static final String OFF = "0";

    private PrivacyCheck() {}

    /** With a budget there is one engine to pick. */
    static Map<String, String> withEngine(Map<String, String> given) {
        if (!isWanted(given)) {
            return given;
        }
        Map<String, String> out = new HashMap<>(given);
        out.putIfAbsent(RunSettings.ENGINE, ENGINE);
        return out;
    }

    private static boolean isWanted(Map<String, String> given) {
        try {
            return Double.parseDouble(given.getOrDefault(RunSettings.EPSILON, OFF)) != 0;
        } catch (NumberFormatException e) {
            return false; // said where settings are read
        }
    }

    /** @throws FailureException (Rejected) if the rows would have to tell what their columns are */
    static void requireNone(Map<String, String> given) {
        if (isWanted(given)) {
            throw FailureException.rejected(
                    "metadata-needed",
                    "With epsilon, give metadata: names, types and keys are then taken as no secret. 'rowmill detect' writes"
                            + " a first version from the rows; read it and leave out what the rows alone tell.");
        }
    }

    static List<String> errors(FitRequested event, DatabaseMetadata database, RunSettings settings) {
        Optional<PrivacyOptions> privacy = settings.options().privacy();
        if (privacy.isEmpty()) {
            return List.of();
        }
        List<String> errors = new ArrayList<>();
        if (event.getBase() != null) {
            errors.add("With epsilon, a run can't have a base: it would read the rows beside its budget.");
        }
        if (settings.options().samplingStrategy() != SamplingStrategy.FULL) {
            errors.add("With epsilon, leave samplingStrategy out: units that aren't read gain nothing.");
        }
        if (privacy.get().epsilon() < LEAST_EPSILON) {
            errors.add("Setting 'epsilon' is 0 or at least " + LEAST_EPSILON + ": below, noise leaves nothing.");
        }
        if (settings.options().keepData()) {
            errors.add("With epsilon, leave keepData out: the real rows would stay beside the promise.");
        }
        if (!database.constraints().isEmpty()) {
            errors.add("With epsilon, declared rules aren't kept yet: leave 'constraints' out of the metadata.");
        }
        settings.tables().forEach((owner, own) -> errors.addAll(errors(owner, own)));
        return errors;
    }

    private static List<String> errors(String owner, Settings own) {
        List<String> errors = new ArrayList<>();
        if (!own.text(RunSettings.ENGINE).equals(ENGINE)) {
            errors.add(
                    owner + ": with epsilon the engine is " + ENGINE + ", not " + own.text(RunSettings.ENGINE) + ".");
        }
        if (!own.text(RunSettings.TRANSFORMS).equals(ChosenTransforms.NONE)) {
            errors.add(owner + ": with epsilon, transforms of your own aren't used, as nobody knows what they read.");
        }
        if (own.text(RunSettings.NULL_STRATEGY).equals(NullStrategy.DROP_ROW.name())) {
            errors.add(owner + ": with epsilon, nullStrategy is MODEL or REPLACE_MEAN.");
        }
        return errors;
    }
}
