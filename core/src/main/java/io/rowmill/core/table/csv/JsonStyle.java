package io.rowmill.core.table.csv;

import java.util.List;

/**
 * How the objects of a file of JSON Lines are written.
 *
 * @param texts columns whose values are all texts, however much they look like numbers
 * @param leftOut columns whose nulls are keys that an object lacks; those of others are {@code null}
 */
public record JsonStyle(List<String> texts, List<String> leftOut) {
    public JsonStyle {
        texts = List.copyOf(texts);
        leftOut = List.copyOf(leftOut);
    }
}
