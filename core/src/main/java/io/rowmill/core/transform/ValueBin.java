package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values that share a code: one value, or all of a range.
 *
 * @param low smallest cell, in the column's format
 * @param high largest cell; null: {@code low} is the only one
 */
record ValueBin(String low, @JsonInclude(Include.NON_NULL) @Nullable String high) {
    ValueBin {
        Objects.requireNonNull(low);
    }

    boolean isSingle() {
        return high == null;
    }
}
