package io.rowmill.core.transform;

import io.rowmill.core.metadata.TableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The user's transforms of a table's columns, read from the setting {@code transforms}:
 * {@code price:log,size:log}.
 */
public final class ChosenTransforms {
    /** The setting of a table without such transforms. */
    public static final String NONE = "none";

    private ChosenTransforms() {}

    /** @return name of the transform by column, without malformed entries, which {@link #errors} names */
    public static Map<String, String> parse(String setting) {
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (String pair : pairs(setting)) {
            int colon = pair.lastIndexOf(':');
            if (colon > 0 && colon < pair.length() - 1) {
                byColumn.put(
                        pair.substring(0, colon).strip(),
                        pair.substring(colon + 1).strip());
            }
        }
        return byColumn;
    }

    private static List<String> pairs(String setting) {
        return setting.equals(NONE) ? List.of() : List.of(setting.split(","));
    }

    /** @return a sentence for every entry that is wrong whatever transforms exist */
    public static List<String> errors(TableMetadata table, Set<String> keyColumns, String setting) {
        List<String> errors = new ArrayList<>();
        Map<String, String> byColumn = parse(setting);
        if (byColumn.size() != pairs(setting).size()) {
            errors.add("Table " + table.name() + ": setting 'transforms' must name each column once, as"
                    + " column:transform,column:transform.");
        }
        for (String column : byColumn.keySet()) {
            int index = table.indexOf(column).orElse(-1);
            if (index < 0) {
                errors.add("Table " + table.name() + ": setting 'transforms' names column " + column
                        + ", which it doesn't have.");
            } else if (keyColumns.contains(column)
                    || !table.columns().get(index).isContent()) {
                errors.add("Table " + table.name() + ", column " + column
                        + ": a transform needs a learned column. This one is a key, or its values are invented; if it is"
                        + " no key, give it the sdtype categorical in the metadata.");
            }
        }
        return errors;
    }

    /** @return a sentence for every transform that is not on the class path */
    static List<String> missing(String table, Map<String, String> byColumn) {
        return byColumn.entrySet().stream()
                .filter(e -> CellTransforms.find(e.getValue()).isEmpty())
                .map(e -> "Table " + table + ", column " + e.getKey() + ": there is no transform '" + e.getValue()
                        + "' on the class path, which has " + CellTransforms.names()
                        + "; add its jar to preprocess, trainer and sampler.")
                .toList();
    }
}
