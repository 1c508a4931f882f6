package io.rowmill.core.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule that the metadata declares, as it stands there: names are not looked up yet.
 *
 * @param place in the list of constraints, from 1
 * @param kind SDV's name of it, or {@code Expression}
 * @param parameters by name: strings, numbers, booleans and lists of strings
 * @param strict a row of the source that breaks it rejects the run; false: it is a warning
 * @param keep false: synthetic rows need not keep it, even if the source does
 * @param support how often it holds in the source, if somebody counted
 */
public record Constraint(
        int place,
        String kind,
        String table,
        Map<String, Object> parameters,
        boolean strict,
        boolean keep,
        Optional<Support> support) {
    public Constraint {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(table);
        Objects.requireNonNull(support);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * How often a rule holds.
     *
     * @param rows in which it says something
     * @param holds rows of these in which it holds
     */
    public record Support(long rows, long holds) {}

    /** As messages name it. */
    public String label() {
        return "Constraint " + place + " (" + kind + " of table " + table + ")";
    }

    /** The text of a parameter; empty if there is none. */
    public Optional<String> text(String parameter) {
        return parameters.get(parameter) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The texts of a parameter that is a list; a single text is a list of one. Empty if there is none. */
    public List<String> texts(String parameter) {
        Object value = parameters.get(parameter);
        List<String> out = new ArrayList<>();
        if (value instanceof String text) {
            out.add(text);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> out.add(String.valueOf(each)));
        }
        return out;
    }

    /** A parameter that is true or false. */
    public boolean flag(String parameter, boolean otherwise) {
        return parameters.get(parameter) instanceof Boolean flag ? flag : otherwise;
    }
}
