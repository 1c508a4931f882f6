package io.rowmill.core.synthesizer;

import java.util.List;
import java.util.Objects;

/**
 * One setting: what help, documentation and validation are made from.
 *
 * @param defaultValue in the notation a user types ({@code 300}, {@code 256,256}, {@code 10m}, {@code AUTO})
 * @param range what is allowed, for people ({@code > 0}, {@code FULL, RANDOM or RELATIONAL})
 * @param choices allowed values of a CHOICE; empty for other types
 * @param min smallest allowed number (or seconds, for a duration)
 * @param max largest allowed number
 * @param available false: known, but rejected as not available
 */
public record SettingDescriptor(
        String name,
        Type type,
        String defaultValue,
        String range,
        String help,
        List<String> choices,
        double min,
        double max,
        boolean available) {

    /** How a value is written. */
    public enum Type {
        INTEGER,
        LONG,
        DECIMAL,
        BOOLEAN,
        CHOICE,
        INTEGER_LIST,
        DURATION,
        TEXT
    }

    public SettingDescriptor {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
        choices = List.copyOf(choices);
    }
}
