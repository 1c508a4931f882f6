package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/** What the rows of one driver parent keep together, without exception. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SiblingRule.Distinct.class, name = "distinct"),
    @JsonSubTypes.Type(value = SiblingRule.Numbered.class, name = "numbered"),
    @JsonSubTypes.Type(value = SiblingRule.AtMostOne.class, name = "atMostOne"),
    @JsonSubTypes.Type(value = SiblingRule.Growing.class, name = "growing"),
    @JsonSubTypes.Type(value = SiblingRule.Apart.class, name = "apart")
})
public sealed interface SiblingRule {
    /** Columns that the rule is about. */
    List<String> columns();

    /** A rule about one column. */
    sealed interface OfColumn extends SiblingRule {
        String column();

        @Override
        default List<String> columns() {
            return List.of(column());
        }
    }

    /** No value stands in two rows; nulls may. */
    record Distinct(String column) implements OfColumn {
        public Distinct {
            Objects.requireNonNull(column);
        }
    }

    /**
     * The rows have all whole numbers from the first on, in any order.
     *
     * @param first 0 or 1
     */
    record Numbered(String column, long first) implements OfColumn {
        public Numbered {
            Objects.requireNonNull(column);
        }
    }

    /**
     * One row at most has a value.
     *
     * @param value typed, as a text
     * @param share of the parents with rows that have such a row
     */
    record AtMostOne(String column, String value, double share) implements OfColumn {
        public AtMostOne {
            Objects.requireNonNull(column);
            Objects.requireNonNull(value);
        }
    }

    /** The column never falls along the order of siblings. */
    record Growing(String column) implements OfColumn {
        public Growing {
            Objects.requireNonNull(column);
        }
    }

    /** No row starts before the one with the start before has ended. */
    record Apart(String start, String end) implements SiblingRule {
        public Apart {
            Objects.requireNonNull(start);
            Objects.requireNonNull(end);
        }

        @Override
        public List<String> columns() {
            return List.of(start, end);
        }
    }
}
