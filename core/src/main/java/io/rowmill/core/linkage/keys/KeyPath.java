package io.rowmill.core.linkage.keys;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A way along foreign keys, from a row up to another.
 *
 * @param relationships names, not empty; the first is a key of the row itself
 */
public record KeyPath(@JsonValue List<String> relationships) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KeyPath {
        relationships = List.copyOf(relationships);
        if (relationships.isEmpty()) {
            throw new IllegalArgumentException("a path needs a key");
        }
    }

    public static KeyPath of(String... relationships) {
        return new KeyPath(List.of(relationships));
    }

    /** The key of the row itself with which the path begins. */
    public String first() {
        return relationships.get(0);
    }

    public String last() {
        return relationships.get(relationships.size() - 1);
    }

    public int length() {
        return relationships.size();
    }

    /** The path is a key of the row itself. */
    public boolean isKey() {
        return length() == 1;
    }

    KeyPath then(String relationship) {
        List<String> longer = new ArrayList<>(relationships);
        longer.add(Objects.requireNonNull(relationship));
        return new KeyPath(longer);
    }

    /** Without the last key; the path is longer than one. */
    KeyPath before() {
        return new KeyPath(relationships.subList(0, length() - 1));
    }
}
