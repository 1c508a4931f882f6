package io.rowmill.platform.artifact;

import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.transform.Encoding;
import java.util.List;
import java.util.Map;

/**
 * What a trainer announces about an engine: enough to check a request and to print help.
 *
 * @param multiples settings that must be a multiple of another one, by name
 * @param encoding the encoding that the engine needs; null (announced by an earlier version): normalized
 */
public record EngineDescriptor(
        String name, List<SettingDescriptor> settings, Map<String, String> multiples, Encoding encoding) {
    public EngineDescriptor {
        encoding = encoding == null ? Encoding.NORMALIZED : encoding;
        settings = List.copyOf(settings);
        multiples = Map.copyOf(multiples);
    }

    public static EngineDescriptor of(SynthesizerEngine engine) {
        return new EngineDescriptor(engine.name(), engine.settings(), engine.multiples(), engine.encoding());
    }

    /** One sentence per broken rule between settings. */
    public List<String> check(Settings settings) {
        return multiples.entrySet().stream()
                .filter(rule -> settings.integer(rule.getKey()) % settings.integer(rule.getValue()) != 0)
                .map(rule -> "Setting '" + rule.getKey() + "' (" + settings.text(rule.getKey())
                        + ") must be a multiple of '" + rule.getValue() + "' (" + settings.text(rule.getValue()) + ").")
                .sorted()
                .toList();
    }
}
