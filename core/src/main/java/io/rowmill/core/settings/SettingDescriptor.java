package io.rowmill.core.settings;

import java.time.Duration;
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

    /** Of numbers in an INTEGER_LIST. */
    public static final int LONGEST_LIST = 32;

    private static final double A_YEAR = Duration.ofDays(366).toSeconds();

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

    public static SettingDescriptor whole(String name, String value, double min, double max, String help) {
        String range = "a whole number from %.0f to %.0f".formatted(min, max);
        return new SettingDescriptor(name, Type.INTEGER, value, range, help, List.of(), min, max, true);
    }

    public static SettingDescriptor decimal(String name, String value, double min, double max, String help) {
        String range = "a number from " + min + " to " + max;
        return new SettingDescriptor(name, Type.DECIMAL, value, range, help, List.of(), min, max, true);
    }

    public static SettingDescriptor flag(String name, String value, String help) {
        return new SettingDescriptor(name, Type.BOOLEAN, value, "true or false", help, List.of(), 0, 0, true);
    }

    /** @param choices two at least */
    public static SettingDescriptor choice(String name, String value, List<String> choices, String help) {
        int last = choices.size() - 1;
        String range = String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
        return new SettingDescriptor(name, Type.CHOICE, value, range, help, choices, 0, 0, true);
    }

    public static SettingDescriptor duration(String name, String value, String help) {
        String range = "a duration such as 90s, 10m or 2h, or 0";
        return new SettingDescriptor(name, Type.DURATION, value, range, help, List.of(), 0, A_YEAR, true);
    }
}
