package io.rowmill.core.rules;

import io.rowmill.core.rules.Combination.Cells;
import io.rowmill.core.rules.Completion.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cells that stand together, by their place in the table of combinations. */
final class Combining {
    private final Combination rule;
    private final Map<List<@Nullable String>, String> places = new HashMap<>();

    Combining(Combination rule) {
        this.rule = rule;
        for (int place = 0; place < rule.table().size(); place++) {
            places.put(rule.table().get(place).cells(), Integer.toString(place));
        }
    }

    /** The cell of the residual. */
    String residual(Function<Source, @Nullable String> cells) {
        List<@Nullable String> own = new ArrayList<>();
        for (int i = 0; i < rule.columns().size(); i++) {
            String cell = cells.apply(Source.own(rule.columns().get(i)));
            own.add(Residuals.canonical(cell, rule.formats().get(i)));
        }
        return places.getOrDefault(own, Combination.ANOTHER);
    }

    /**
     * @param learned residuals
     * @param given cells that stay, whatever was learned
     * @return typed values by column
     */
    Map<String, @Nullable Object[]> values(@Nullable Object[] learned, Given given, Chances chances) {
        List<@Nullable Object[]> columns = new ArrayList<>();
        rule.columns().forEach(c -> columns.add(new Object[learned.length]));
        for (int row = 0; row < learned.length; row++) {
            Cells combination = combination(learned[row], row, given, chances);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i)[row] =
                        rule.formats().get(i).parse(combination.cells().get(i));
            }
        }
        Map<String, @Nullable Object[]> out = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            out.put(rule.columns().get(i), columns.get(i));
        }
        return out;
    }

    private Cells combination(@Nullable Object learned, int row, Given given, Chances chances) {
        List<Cells> fitting = given == Given.NOTHING
                ? rule.table()
                : rule.table().stream().filter(c -> fits(c, row, given)).toList();
        int place = Members.place(learned);
        if (place < rule.table().size()
                && (fitting.isEmpty() || fitting.contains(rule.table().get(place)))) {
            return rule.table().get(place);
        }
        return drawn(fitting.isEmpty() ? rule.table() : fitting, chances.of(row));
    }

    private boolean fits(Cells combination, int row, Given given) {
        for (int i = 0; i < rule.columns().size(); i++) {
            String column = rule.columns().get(i);
            if (given.is(column, row)) {
                String cell = rule.formats().get(i).format(given.value(column, row));
                if (!Objects.equals(cell, combination.cells().get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Cells drawn(List<Cells> table, double share) {
        double at = share * table.stream().mapToLong(Cells::rows).sum();
        for (Cells combination : table) {
            at -= combination.rows();
            if (at < 0) {
                return combination;
            }
        }
        return table.get(0);
    }
}
