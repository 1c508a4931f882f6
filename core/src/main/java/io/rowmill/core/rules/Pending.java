package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.Difference;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A given cell of a column that is learned by its distance from another, which is open: once the distance is drawn, it says the
 * other's cell.
 *
 * @param row index of its row
 * @param rule a {@link Difference} or a {@link Ratio} with a column of the row itself
 */
public record Pending(int row, Derivation rule) {
    public Pending {
        Objects.requireNonNull(rule);
    }

    public String column() {
        return rule.column();
    }

    /** The column that is open. */
    public String source() {
        return rule.sources().get(0).column();
    }

    /**
     * @param cell that is given
     * @param distance that was drawn
     * @return empty: no cell of the source is at that distance
     */
    public Optional<String> cell(String cell, @Nullable Object distance) {
        if (rule instanceof Ratio ratio) {
            return ratio.source(Residuals.parsed(cell, ratio.format()), distance)
                    .map(ratio.sourceFormat()::format);
        }
        Difference difference = (Difference) rule;
        return Backward.source(difference, Residuals.parsed(cell, difference.format()), distance)
                .map(difference.sourceFormat()::format);
    }

    static boolean isOne(Derivation rule) {
        return rule instanceof Ratio || rule instanceof Difference;
    }
}
