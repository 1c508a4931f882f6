package io.rowmill.platform.artifact;

import io.rowmill.core.synthesizer.SettingDescriptor;
import java.util.List;

/** What a trainer announces of an engine: enough to check a request and to write its help. */
public record EngineDescriptor(String name, List<SettingDescriptor> settings) {
    public EngineDescriptor {
        settings = List.copyOf(settings);
    }
}
