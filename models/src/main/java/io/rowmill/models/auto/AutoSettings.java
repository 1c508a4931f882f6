package io.rowmill.models.auto;

import io.rowmill.core.synthesizer.SettingDescriptor;
import io.rowmill.core.synthesizer.SettingDescriptor.Type;
import io.rowmill.core.synthesizer.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings that mean the same to every engine that may be picked; all others have the picked engine's defaults. */
final class AutoSettings {
    private static final String EPOCHS = "epochs";
    private static final double A_YEAR = Duration.ofDays(366).toSeconds();

    static final List<SettingDescriptor> DESCRIPTORS = List.of(
            new SettingDescriptor(
                    EPOCHS,
                    Type.INTEGER,
                    "0",
                    "a whole number from 0 to 1000000",
                    "Passes over the rows at most; 0: the picked engine's default.",
                    List.of(),
                    0,
                    1_000_000,
                    true),
            duration(
                    "maxTrainingTime",
                    "0",
                    "Training ends after this time at the latest, that of each engine where several are tried; 0: no limit. Not"
                            + " reproducible."),
            duration("checkpointInterval", "5m", "Time between checkpoints; 0: none."),
            new SettingDescriptor(
                    "device",
                    Type.CHOICE,
                    "AUTO",
                    "AUTO, CPU or CUDA",
                    "Where networks are trained. AUTO takes CUDA where there is one.",
                    List.of("AUTO", "CPU", "CUDA"),
                    0,
                    0,
                    true));

    private AutoSettings() {}

    private static SettingDescriptor duration(String name, String value, String help) {
        String range = "a duration such as 90s, 10m or 2h, or 0";
        return new SettingDescriptor(name, Type.DURATION, value, range, help, List.of(), 0, A_YEAR, true);
    }

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
