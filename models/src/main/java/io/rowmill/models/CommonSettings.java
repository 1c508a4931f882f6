package io.rowmill.models;

import io.rowmill.core.settings.SettingDescriptor;
import java.util.List;

/** Settings that mean the same to every engine. */
public final class CommonSettings {
    public static final SettingDescriptor CHECKPOINT_INTERVAL =
            SettingDescriptor.duration("checkpointInterval", "5m", "Time between checkpoints. 0: no checkpoints.");

    public static final SettingDescriptor DEVICE = SettingDescriptor.choice(
            "device",
            "AUTO",
            List.of("AUTO", "CPU", "CUDA"),
            "Where networks are trained. AUTO uses CUDA if it is available.");

    private CommonSettings() {}
}
