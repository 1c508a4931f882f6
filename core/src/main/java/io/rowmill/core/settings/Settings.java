package io.rowmill.core.settings;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values for a set of {@link SettingDescriptor}s, as text and typed. Defaults fill what is not given. */
public final class Settings {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @throws FailureException (Rejected) naming every unknown, malformed or unavailable setting at once
     */
    public static Settings of(List<SettingDescriptor> descriptors, Map<String, String> given) {
        List<String> errors = check(descriptors, given);
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-settings", errors);
        }
        return checked(descriptors, given);
    }

    /**
     * Values that {@link #of} has checked before, read back from a manifest or an event.
     *
     * @param given may lack settings that the version that wrote them didn't know, and hold others' settings
     */
    static Settings checked(List<SettingDescriptor> descriptors, Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        descriptors.forEach(d -> values.put(d.name(), given.getOrDefault(d.name(), d.defaultValue())));
        return new Settings(values);
    }

    /** One sentence per error in {@code given}. */
    public static List<String> check(List<SettingDescriptor> descriptors, Map<String, String> given) {
        List<String> errors = new ArrayList<>();
        given.forEach((name, value) -> find(descriptors, name)
                .ifPresentOrElse(
                        d -> checkValue(d, value).ifPresent(errors::add),
                        () -> errors.add("Unknown setting '" + name + "'" + nearest(descriptors, name) + ".")));
        return errors;
    }

    private static Optional<SettingDescriptor> find(List<SettingDescriptor> descriptors, String name) {
        return descriptors.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    private static Optional<String> checkValue(SettingDescriptor d, String value) {
        if (value.equals(d.defaultValue())) {
            return Optional.empty();
        }
        if (!d.available()) {
            return Optional.of("Setting '" + d.name() + "' is not available in this version.");
        }
        String expected = "Setting '" + d.name() + "' must be " + d.range() + "." + digits(value);
        try {
            boolean valid =
                    switch (d.type()) {
                        case TEXT -> !value.isBlank();
                        case BOOLEAN -> value.equals("true") || value.equals("false");
                        case CHOICE -> d.choices().contains(value);
                        case INTEGER -> within(d, Integer.parseInt(whole(value)));
                        case LONG -> within(d, Long.parseLong(whole(value)));
                        case DECIMAL -> within(d, Double.parseDouble(matching(REAL, value)));
                        case DURATION -> within(d, parseDuration(value).toMillis() / 1000.0);
                        case INTEGER_LIST -> isWithin(d, parseIntegers(value));
                    };
            return valid ? Optional.empty() : Optional.of(expected);
        } catch (IllegalArgumentException e) {
            return Optional.of(expected);
        }
    }

    private static String whole(String value) {
        return matching(WHOLE, value);
    }

    /** Java reads digits of any script, and doubles in hexadecimal; readers in other languages don't. */
    private static String matching(Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw new NumberFormatException("not written as a number");
        }
        return value;
    }

    private static String digits(String value) {
        boolean ofAnotherScript = value.chars().anyMatch(c -> c > '9' && Character.isDigit(c));
        return ofAnotherScript ? " Write its digits as 0 to 9." : "";
    }

    private static boolean within(SettingDescriptor d, double value) {
        return value >= d.min() && value <= d.max();
    }

    private static boolean isWithin(SettingDescriptor d, List<Integer> values) {
        return values.size() <= SettingDescriptor.LONGEST_LIST
                && values.stream().allMatch(i -> within(d, i));
    }

    private static String nearest(List<SettingDescriptor> descriptors, String name) {
        return NearestName.hint(
                name, descriptors.stream().map(SettingDescriptor::name).toList());
    }

    public Map<String, String> asMap() {
        return java.util.Collections.unmodifiableMap(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    public long longValue(String name) {
        return Long.parseLong(text(name));
    }

    public double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public List<Integer> integers(String name) {
        return parseIntegers(text(name));
    }

    public Duration duration(String name) {
        return parseDuration(text(name));
    }

    private static List<Integer> parseIntegers(String value) {
        List<Integer> out = new ArrayList<>();
        for (String item : value.split(",", 0)) {
            out.add(Integer.parseInt(whole(item.trim())));
        }
        return out;
    }

    /** {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d}; {@code 0} is none. */
    static Duration parseDuration(String value) {
        if (value.equals("0")) {
            return Duration.ZERO;
        }
        if (!value.matches("\\d{1,9}(ms|s|m|h|d)")) {
            throw new IllegalArgumentException("not a duration");
        }
        String unit = value.replaceAll("\\d", "");
        long amount = Long.parseLong(value.substring(0, value.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
