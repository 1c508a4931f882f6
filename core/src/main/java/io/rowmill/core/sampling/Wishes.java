package io.rowmill.core.sampling;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.Within;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Conditions on the rows of a sample, by table and column.
 *
 * @param values cells that all rows of a table have; null: the cell is null
 * @param within ranges and sets that the cells of all rows of a table lie within; null (in a plan of an earlier version): none
 * @param shares how often the values of a column occur, instead of what was learned; they sum up to 1
 * @param temperature 1: as learned; below 1, likely values occur more often; above 1, less often
 * @param topP values are drawn only from the most likely ones that together have this probability; 1: from all
 */
public record Wishes(
        Map<String, Map<String, String>> values,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, Within>> within,
        Map<String, Map<String, Map<String, Double>>> shares,
        double temperature,
        double topP) {
    public static final Wishes NONE = new Wishes(Map.of(), Map.of(), 1, 1);

    public Wishes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        within = within == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(within));
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /** Without ranges and sets. */
    public Wishes(
            Map<String, Map<String, String>> values,
            Map<String, Map<String, Map<String, Double>>> shares,
            double temperature,
            double topP) {
        this(values, Map.of(), shares, temperature, topP);
    }

    Map<String, Within> within(String table) {
        return within.getOrDefault(table, Map.of());
    }

    Map<String, String> values(String table) {
        return values.getOrDefault(table, Map.of());
    }

    Map<String, Map<String, Double>> shares(String table) {
        return shares.getOrDefault(table, Map.of());
    }

    /** Columns of the table that there is a condition on. */
    public Set<String> columns(String table) {
        Set<String> out = new TreeSet<>(values(table).keySet());
        out.addAll(within(table).keySet());
        out.addAll(shares(table).keySet());
        return out;
    }

    /** Tables with a column that there is a condition on. */
    public Set<String> tables() {
        Set<String> out = new TreeSet<>(values.keySet());
        out.addAll(within.keySet());
        out.addAll(shares.keySet());
        return out;
    }

    /** Whether there is a condition on the table. */
    public boolean concern(String table) {
        return temperature != 1
                || topP != 1
                || values.containsKey(table)
                || within.containsKey(table)
                || shares.containsKey(table);
    }

    /** One sentence per condition on the table that can't be met. */
    public List<String> errors(TableMetadata table, TableTransform transform, TableRules rules) {
        return new TableWishes(table, transform, rules, this).errors();
    }

    @JsonIgnore
    public boolean isNone() {
        return temperature == 1 && topP == 1 && values.isEmpty() && within.isEmpty() && shares.isEmpty();
    }
}
