package io.rowmill.core.rules;

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

    static @Nullable Object[] implied(@Nullable Object[] own, @Nullable Object[] source) {
        @Nullable Object[] out = new Object[own.length];
        for (int row = 0; row < own.length; row++) {
            out[row] = source[row] == null ? null : own[row];
        }
        return out;
    }
}
