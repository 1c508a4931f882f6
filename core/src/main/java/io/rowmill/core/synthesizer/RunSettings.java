package io.rowmill.core.synthesizer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.SettingDescriptor.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings of a run: those of the run itself and, per table, those of the table and of its engine. A request gives them by
 * name ({@code epochs}) or for one table ({@code orders.epochs}); a table's own value wins.
 *
 * @param run the run's own settings, complete
 * @param tables per table the table's and the engine's settings, complete
 */
public record RunSettings(Settings run, Map<String, Settings> tables) {
    public static final String ENGINE = "engine";
    public static final String SEED = "seed";
    public static final String VALIDATE = "validate";
    public static final String KEEP_DATA = "keepData";
    public static final String DROP_INVALID_ROWS = "dropInvalidRows";
    public static final String SAMPLING_STRATEGY = "samplingStrategy";
    public static final String PURPOSE = "purpose";
    public static final String SAMPLE_SIZE = "sampleSize";
    public static final String NULL_STRATEGY = "nullStrategy";
    public static final String MAX_CLUSTERS = "maxClusters";
    public static final String DEFAULT_ENGINE = "ctgan";

    private static final long MAX_ROWS = 1L << 40;

    private static final List<SettingDescriptor> WHOLE_RUN = List.of(
            text(ENGINE, DEFAULT_ENGINE, "the name of an engine", "Engine that learns the content."),
            number(
                    SEED,
                    Type.LONG,
                    "0",
                    "a whole number",
                    "Seed of everything random: training and sampling.",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE),
            flag(VALIDATE, "true", "Measure 1-way and 2-way accuracy per table after training."),
            flag(KEEP_DATA, "false", "Keep the real rows in storage when the run has ended."),
            flag(
                    DROP_INVALID_ROWS,
                    "false",
                    "Drop rows with duplicate or null keys and orphans (and their children) instead of rejecting the run."),
            choice(
                    SAMPLING_STRATEGY,
                    "FULL",
                    List.of("FULL", "RANDOM", "RELATIONAL"),
                    "FULL: all rows. RANDOM: sampleSize rows of each table for content training. RELATIONAL: sampleSize root"
                            + " rows with all that belongs to them."));

    private static final List<SettingDescriptor> PER_TABLE = List.of(
            choice(
                    PURPOSE,
                    "none",
                    Purpose.names(),
                    "What the rows are for; settings given by name win over what it stands for. testing an application: epochs=20,"
                            + " nullStrategy=MODEL. analytics: epochs=50, nullStrategy=MODEL. training other models: epochs=100,"
                            + " nullStrategy=REPLACE_MEAN."),
            number(
                    SAMPLE_SIZE,
                    Type.LONG,
                    "0",
                    "a whole number of rows, 0 for all",
                    "Rows used where samplingStrategy is RANDOM or RELATIONAL.",
                    0,
                    MAX_ROWS),
            choice(
                    NULL_STRATEGY,
                    "MODEL",
                    List.of("MODEL", "REPLACE_MEAN", "DROP_ROW"),
                    "MODEL: nulls are generated like any other category. REPLACE_MEAN: none are generated. DROP_ROW: rows with"
                            + " nulls are left out of content training."),
            number(MAX_CLUSTERS, Type.INTEGER, "10", "from 1 to 100", "Modes of a continuous column at most.", 1, 100));

    public RunSettings {
        tables = Map.copyOf(tables);
    }

    /** Descriptors of everything that is not an engine's. */
    public static List<SettingDescriptor> descriptors() {
        return Stream.concat(WHOLE_RUN.stream(), PER_TABLE.stream()).toList();
    }

    /**
     * @param given as in the request
     * @param engine descriptors of the engine that the request names
     * @param tables every table of the run
     * @throws FailureException (Rejected) with every error at once
     */
    public static RunSettings resolve(
            Map<String, String> given, List<SettingDescriptor> engine, Collection<String> tables) {
        List<SettingDescriptor> perTable =
                Stream.concat(PER_TABLE.stream(), engine.stream()).toList();
        List<SettingDescriptor> all =
                Stream.concat(WHOLE_RUN.stream(), perTable.stream()).toList();
        Map<String, String> general = new LinkedHashMap<>();
        Map<String, Map<String, String>> special = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        given.forEach((name, value) -> {
            Optional<String> table =
                    tables.stream().filter(t -> name.startsWith(t + ".")).max(Comparator.comparingInt(String::length));
            if (table.isPresent()) {
                String own = name.substring(table.get().length() + 1);
                special.computeIfAbsent(table.get(), t -> new LinkedHashMap<>()).put(own, value);
            } else if (name.contains(".")) {
                errors.add("Setting '" + name + "' names no table of this database.");
            } else {
                general.put(name, value);
            }
        });
        errors.addAll(Settings.check(all, general));
        special.forEach(
                (table, own) -> Settings.check(perTable, own).forEach(e -> errors.add("Table " + table + ": " + e)));
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-settings", errors);
        }
        return assemble(perTable, general, special, tables);
    }

    private static RunSettings assemble(
            List<SettingDescriptor> perTable,
            Map<String, String> general,
            Map<String, Map<String, String>> special,
            Collection<String> tables) {
        Map<String, Settings> resolved = new LinkedHashMap<>();
        for (String table : tables) {
            Map<String, String> own = only(perTable, general);
            own.putAll(special.getOrDefault(table, Map.of()));
            resolved.put(table, Settings.of(perTable, Purpose.complete(own, names(perTable))));
        }
        return new RunSettings(Settings.of(WHOLE_RUN, only(WHOLE_RUN, general)), resolved);
    }

    private static Map<String, String> only(List<SettingDescriptor> descriptors, Map<String, String> given) {
        Set<String> names = names(descriptors);
        Map<String, String> out = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (names.contains(name)) {
                out.put(name, value);
            }
        });
        return out;
    }

    private static Set<String> names(List<SettingDescriptor> descriptors) {
        return descriptors.stream().map(SettingDescriptor::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The part of a table's settings that its engine knows. */
    public static Map<String, String> engineSettings(Settings table) {
        Map<String, String> out = new LinkedHashMap<>(table.asMap());
        PER_TABLE.forEach(d -> out.remove(d.name()));
        return out;
    }

    private static SettingDescriptor text(String name, String value, String range, String help) {
        return new SettingDescriptor(name, Type.TEXT, value, range, help, List.of(), 0, 0, true);
    }

    private static SettingDescriptor flag(String name, String value, String help) {
        return new SettingDescriptor(name, Type.BOOLEAN, value, "true or false", help, List.of(), 0, 0, true);
    }

    private static SettingDescriptor choice(String name, String value, List<String> choices, String help) {
        String range = String.join(" or ", choices);
        return new SettingDescriptor(name, Type.CHOICE, value, range, help, choices, 0, 0, true);
    }

    private static SettingDescriptor number(
            String name, Type type, String value, String range, String help, double min, double max) {
        return new SettingDescriptor(name, type, value, range, help, List.of(), min, max, true);
    }
}
