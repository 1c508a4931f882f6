package io.rowmill.models.auto;

import static io.rowmill.core.settings.SettingDescriptor.duration;
import static io.rowmill.core.settings.SettingDescriptor.flag;

import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.SettingDescriptor.Type;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.models.CommonSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether engines are tried, and the settings that mean the same to each of them; all others have the picked engine's defaults. */
final class AutoSettings {
    static final String TRIALS = "trials";
    private static final String EPOCHS = "epochs";

    static final List<SettingDescriptor> DESCRIPTORS = List.of(
            flag(
                    TRIALS,
                    "false",
                    "Learn tables of fewer than 1,000 rows with both engines and keep the one whose rows validate better. Needs"
                            + " validate=true. false: argn learns every table."),
            new SettingDescriptor(
                    EPOCHS,
                    Type.INTEGER,
                    "0",
                    "a whole number from 0 to 1000000",
                    "Maximum number of passes over the rows. 0: the default of the engine that is picked.",
                    List.of(),
                    0,
                    1_000_000,
                    true),
            duration(
                    "maxTrainingTime",
                    "0",
                    "Maximum training time of each engine that is tried. 0: no limit. Time before an interruption counts, up to the"
                            + " last checkpoint; trials have no checkpoints. A run that this limit ends is not reproducible."),
            CommonSettings.CHECKPOINT_INTERVAL,
            CommonSettings.DEVICE);

    private AutoSettings() {}

    /** An engine's settings: those given here, its own defaults for all others. */
    static Settings forEngine(SynthesizerEngine engine, Settings given) {
        Map<String, String> out = new LinkedHashMap<>(given.asMap());
        if (given.integer(EPOCHS) == 0) {
            out.remove(EPOCHS);
        }
        out.keySet()
                .retainAll(
                        engine.settings().stream().map(SettingDescriptor::name).collect(Collectors.toSet()));
        return Settings.of(engine.settings(), out);
    }
}
