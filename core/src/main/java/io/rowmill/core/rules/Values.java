package io.rowmill.core.rules;

import org.jspecify.annotations.Nullable;

/** Typed values of the columns that rules read, a value per row. */
@FunctionalInterface
interface Values {
    @Nullable
    Object[] of(Source source);
}
