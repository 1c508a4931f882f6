package io.rowmill.core.batches;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How to split a table's columns into batches.
 *
 * @param mode when there are batches at all
 * @param groups the user's own batches by name, in the order in which they are made; the other columns are clustered
 * @param maxColumns of a batch that is found by clustering
 * @param bridges most columns of earlier batches that a batch is conditioned on; 0: batches are independent
 */
public record Batching(Mode mode, Map<String, List<String>> groups, int maxColumns, int bridges) {
    private static final Pattern GROUP_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");
    private static final Pattern FOUND_NAME = Pattern.compile(ColumnBatch.WHOLE_TABLE + "|b\\d+");
    private static final int WIDE = 2;

    /** AUTO: tables of more than twice {@code maxColumns}; ON: of more than {@code maxColumns}; GROUPS: as given. */
    public enum Mode {
        AUTO,
        ON,
        OFF,
        GROUPS
    }

    public Batching {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        if (maxColumns < 1 || bridges < 0) {
            throw new IllegalArgumentException("batches of " + maxColumns + " columns with " + bridges + " bridges");
        }
    }

    /**
     * @param setting {@code AUTO}, {@code ON}, {@code OFF}, or {@code name:column,column;name:column…} with a backslash before a
     *     comma, semicolon, colon or backslash that belongs to a name
     * @throws IllegalArgumentException for anything that {@link #problems} finds
     */
    public static Batching of(String setting, int maxColumns, int bridges) {
        for (Mode mode : List.of(Mode.AUTO, Mode.ON, Mode.OFF)) {
            if (mode.name().equals(setting)) {
                return new Batching(mode, Map.of(), maxColumns, bridges);
            }
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String group : split(setting, ';')) {
            List<String> parts = split(group, ':');
            if (parts.size() != 2) {
                throw new IllegalArgumentException("not name:column,column");
            }
            List<String> columns =
                    split(parts.get(1), ',').stream().map(Batching::plain).toList();
            if (groups.put(plain(parts.get(0)), columns) != null) {
                throw new IllegalArgumentException("a name twice");
            }
        }
        return new Batching(Mode.GROUPS, groups, maxColumns, bridges);
    }

    /**
     * One sentence per error of a setting.
     *
     * @param columns the table's learned columns
     */
    public static List<String> problems(String setting, Collection<String> columns) {
        Batching batching;
        try {
            batching = of(setting, 1, 0);
        } catch (IllegalArgumentException e) {
            return List.of("Setting 'columnBatches' must be AUTO, ON, OFF, or groups, each with a different name:"
                    + " name:column,column;name:column.");
        }
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        batching.groups.forEach((name, members) -> {
            if (!GROUP_NAME.matcher(name).matches() || FOUND_NAME.matcher(name).matches()) {
                problems.add(
                        "Setting 'columnBatches': the name of a group must be a letter and up to 49 letters, digits, dashes or"
                                + " underscores. 'all', and b with a number, are reserved.");
            }
            for (String column : members) {
                if (!columns.contains(column)) {
                    problems.add("Setting 'columnBatches' puts column '" + column + "' into group '" + name
                            + "', but rowmill does not learn that column.");
                } else if (!seen.add(column)) {
                    problems.add("Setting 'columnBatches' names column '" + column + "' twice.");
                }
            }
        });
        return problems;
    }

    boolean splits(int columns) {
        return switch (mode) {
            case AUTO -> columns > WIDE * maxColumns;
            case ON -> columns > maxColumns;
            case OFF -> false;
            case GROUPS -> true;
        };
    }

    private static List<String> split(String text, char separator) {
        List<String> out = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == separator) {
                out.add(text.substring(start, i));
                start = i + 1;
            }
        }
        out.add(text.substring(start));
        return out;
    }

    private static String plain(String escaped) {
        return escaped.strip().replaceAll("\\\\(.)", "$1");
    }
}
