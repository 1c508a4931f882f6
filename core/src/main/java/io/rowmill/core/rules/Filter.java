package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** Of which of the rows that refer to a row a total is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Filter.Holding.class, name = "holding"),
    @JsonSubTypes.Type(value = Filter.SameValue.class, name = "sameValue"),
    @JsonSubTypes.Type(value = Filter.SameParent.class, name = "sameParent")
})
public sealed interface Filter {
    /**
     * Of those that have a value in a column of theirs.
     *
     * @param cell the value, as the column's format writes it; as many rows have it as a value needs that isn't rare
     */
    record Holding(String column, String cell) implements Filter {
        public Holding {
            Objects.requireNonNull(column);
            Objects.requireNonNull(cell);
        }
    }

    /**
     * Of those that have in a column of theirs what the row itself has in one of its own. Nulls are equal to nothing.
     *
     * @param above column of the row
     */
    record SameValue(String column, String above) implements Filter {
        public SameValue {
            Objects.requireNonNull(column);
            Objects.requireNonNull(above);
        }
    }

    /**
     * Of those that refer by a key of theirs to the row that the row itself refers to by one of its own.
     *
     * @param key name of the relationship
     * @param above name of the row's relationship
     */
    record SameParent(String key, String above) implements Filter {
        public SameParent {
            Objects.requireNonNull(key);
            Objects.requireNonNull(above);
        }
    }
}
