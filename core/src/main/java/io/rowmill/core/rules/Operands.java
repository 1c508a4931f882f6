package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.Spelling;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Typed cells as expressions compute with them: however a value is spelled, it is that value, and a marker is null. */
final class Operands {
    private Operands() {}

    /** @param typed as a column's format types it */
    static @Nullable Object of(@Nullable Object typed) {
        return typed instanceof Spelling spelled ? spelled.value() : typed;
    }

    /** The format of {@link #of operands}. */
    static ValueFormat format(ValueFormat format) {
        return format.bare() instanceof Spellings spellings ? spellings.common() : format.bare();
    }

    static boolean isDuration(ValueFormat format) {
        return format.bare() instanceof Spellings spellings
                ? spellings.formats().get(0).bare() instanceof SpelledDuration
                : format.bare() instanceof SpelledDuration;
    }

    /**
     * Lengths of time that stand beside something else. They have an order among themselves and can be null; but as numbers they would
     * need a unit, which nobody declares.
     *
     * @param isDuration whether a column has lengths of time
     */
    static Set<Column> misused(Expression of, Predicate<Column> isDuration) {
        Set<Column> out = new LinkedHashSet<>();
        if (of instanceof Column column) {
            if (isDuration.test(column)) {
                out.add(column);
            }
        } else if (!isOfDurations(of, isDuration)) {
            of.below().forEach(part -> out.addAll(misused(part, isDuration)));
        }
        return out;
    }

    private static boolean isOfDurations(Expression of, Predicate<Column> isDuration) {
        return (of instanceof Comparison || of instanceof IsNull)
                && of.below().stream().allMatch(part -> part instanceof Column column && isDuration.test(column));
    }
}
