package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.NullImplies;
import org.jspecify.annotations.Nullable;

/** Nulls that follow another column's. */
final class Nulls {
    private Nulls() {}

    /** Null where the source is; elsewhere a null gives way to the value of the nearest row before, or else after, that has one. */
    static @Nullable Object[] with(@Nullable Object[] own, @Nullable Object[] source) {
        @Nullable Object[] out = new Object[own.length];
        Object last = first(own);
        for (int row = 0; row < own.length; row++) {
            last = own[row] == null ? last : own[row];
            out[row] = source[row] == null ? null : last;
        }
        return out;
    }

    private static @Nullable Object first(@Nullable Object[] values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /**
     * Null where the source is, or mostly. Elsewhere, a column that is made up has as many nulls as the rule says. A learned one has its own,
     * but not many more than that: a synthesizer may not have learned that most of them go with the source.
     */
    static @Nullable Object[] implied(
            NullImplies rule, @Nullable Object[] own, @Nullable Object[] source, boolean isLearned, Chances chances) {
        int sources = 0;
        int nulls = 0;
        for (int row = 0; row < own.length; row++) {
            sources += source[row] == null ? 0 : 1;
            nulls += source[row] != null && own[row] == null ? 1 : 0;
        }
        double most = sources * rule.share() + Math.sqrt(sources * rule.share() * (1 - rule.share()));
        double stay = isLearned ? most / Math.max(most, nulls) : rule.share();
        @Nullable Object[] values = with(own, source);
        @Nullable Object[] out = new Object[own.length];
        for (int row = 0; row < own.length; row++) {
            if (source[row] == null) {
                out[row] = rule.where() >= 1 || chances.of(row) < rule.where() ? null : own[row];
            } else {
                boolean mayBeNull = own[row] == null || !isLearned;
                out[row] = mayBeNull && (stay >= 1 || chances.of(row) < stay) ? null : values[row];
            }
        }
        return out;
    }
}
