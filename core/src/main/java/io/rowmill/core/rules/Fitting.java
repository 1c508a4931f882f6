package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.rules.Derivation.Weighted;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The column's cells fit a declared condition. One that doesn't, because it was made up in the place of rare ones, gives way to one that
 * does.
 *
 * @param condition on the column alone, as a text
 * @param fitting cells that fit and that enough rows hold
 */
public record Fitting(String column, Expression condition, List<Weighted> fitting) implements Derivation {
    public Fitting {
        Objects.requireNonNull(column);
        Objects.requireNonNull(condition);
        fitting = List.copyOf(fitting);
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("no cell of column " + column + " fits");
        }
    }

    @Override
    public List<Source> sources() {
        return List.of();
    }

    boolean fits(@Nullable String cell) {
        return !Boolean.FALSE.equals(condition.value(c -> cell));
    }

    /** @param share from 0 to 1 */
    @Nullable
    String drawn(double share) {
        double at = share * fitting.stream().mapToLong(Weighted::rows).sum();
        for (Weighted cell : fitting) {
            at -= cell.rows();
            if (at < 0) {
                return cell.cell();
            }
        }
        return fitting.get(0).cell();
    }
}
