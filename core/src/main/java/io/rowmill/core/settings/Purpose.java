package io.rowmill.core.settings;

import io.rowmill.core.transform.NullStrategy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What rows are wanted for: a name for a set of values. Whatever a request says itself wins over them. */
enum Purpose {
    NONE(Map.of()),
    /** Rows to try an application with: quickly made, with the nulls that it must stand. */
    TESTING(Map.of("epochs", "20", RunSettings.NULL_STRATEGY, NullStrategy.MODEL.name())),
    /** Figures and charts: shares of nulls are figures, too. */
    ANALYTICS(Map.of("epochs", "50", RunSettings.NULL_STRATEGY, NullStrategy.MODEL.name())),
    /** To train other models with, many of which take no nulls. Rows with nulls aren't dropped: what is left would be biased. */
    TRAINING(Map.of("epochs", "100", RunSettings.NULL_STRATEGY, NullStrategy.REPLACE_MEAN.name()));

    private final Map<String, String> values;

    Purpose(Map<String, String> values) {
        this.values = values;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Purpose::text).toList();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param given settings of a table as they were asked for; its {@code purpose} may be among them
     * @param known names of settings that there are: an engine may have no epochs
     * @return {@code given}, and the purpose's values for what it doesn't say
     */
    static Map<String, String> complete(Map<String, String> given, Set<String> known) {
        Map<String, String> out = new LinkedHashMap<>(given);
        String name = given.getOrDefault(RunSettings.PURPOSE, NONE.text());
        valueOf(name.toUpperCase(Locale.ROOT)).values.forEach((setting, value) -> {
            if (known.contains(setting)) {
                out.putIfAbsent(setting, value);
            }
        });
        return out;
    }
}
