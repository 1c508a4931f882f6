package io.rowmill.core.linkage.keys;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How foreign keys of a row follow from its other keys. Relationships are given by name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeyRule.SamePath.class, name = "same"),
    @JsonSubTypes.Type(value = KeyRule.OneOf.class, name = "one of"),
    @JsonSubTypes.Type(value = KeyRule.Through.class, name = "through"),
    @JsonSubTypes.Type(value = KeyRule.AtMost.class, name = "at most")
})
public sealed interface KeyRule {
    /** Foreign keys that the rule settles: none but for those of {@link AtMost}. */
    List<String> settles();

    /** Where the rule goes from a row. */
    List<KeyPath> paths();

    /** Foreign keys of the row itself that must be settled before. */
    default List<String> needs() {
        return paths().stream().map(KeyPath::first).distinct().toList();
    }

    /**
     * A key leads to the row that a path leads to.
     *
     * @param rate share of rows in which it does, among those in which both lead somewhere; 1: always
     * @param nullRate share of rows without a parent, among those in which the path leads somewhere
     * @param otherNullRate that share among those in which it leads nowhere
     */
    record SamePath(String key, KeyPath path, double rate, double nullRate, double otherNullRate) implements KeyRule {
        public SamePath {
            Objects.requireNonNull(key);
            Objects.requireNonNull(path);
            requireShare(rate);
            requireShare(nullRate);
            requireShare(otherNullRate);
        }

        @Override
        public List<String> settles() {
            return List.of(key);
        }

        @Override
        public List<KeyPath> paths() {
            return List.of(path);
        }
    }

    /**
     * A key leads to one of the rows that several paths lead to.
     *
     * @param ways at least two
     * @param shares of the ways, among the rows in which one leads where the key does; the first counts that does
     * @param rate share of rows in which one does, among those in which the key and a path lead somewhere; 1: always
     * @param nullRate share of rows without a parent, among those in which a path leads somewhere
     * @param otherNullRate that share among those in which none does
     */
    record OneOf(
            String key, List<KeyPath> ways, List<Double> shares, double rate, double nullRate, double otherNullRate)
            implements KeyRule {
        public OneOf {
            Objects.requireNonNull(key);
            ways = List.copyOf(ways);
            shares = List.copyOf(shares);
            requireShare(rate);
            requireShare(nullRate);
            requireShare(otherNullRate);
            if (ways.size() < 2 || ways.size() != shares.size()) {
                throw new IllegalArgumentException("one of several ways needs them and their shares");
            }
        }

        @Override
        public List<String> settles() {
            return List.of(key);
        }

        @Override
        public List<KeyPath> paths() {
            return ways;
        }
    }

    /**
     * Keys that stand together in a row of another table: those that are given choose among its rows, the others are taken from
     * the chosen one.
     *
     * @param table that has the rows
     * @param given at least one
     * @param taken at least one
     * @param nullRate share of rows without a parent by the keys that are taken, among those in which all that is given leads
     *     somewhere and there is a row to choose
     */
    record Through(String table, List<Given> given, List<Taken> taken, double nullRate) implements KeyRule {
        public Through {
            Objects.requireNonNull(table);
            given = List.copyOf(given);
            taken = List.copyOf(taken);
            requireShare(nullRate);
            if (given.isEmpty() || taken.isEmpty()) {
                throw new IllegalArgumentException("keys are taken from a table by others that are given");
            }
        }

        @Override
        public List<String> settles() {
            return taken.stream().map(Taken::key).toList();
        }

        @Override
        public List<KeyPath> paths() {
            return given.stream().map(Given::own).toList();
        }
    }

    /**
     * @param own where the row's path leads
     * @param there a key of the other table that leads to the same row
     */
    record Given(KeyPath own, String there) {
        public Given {
            Objects.requireNonNull(own);
            Objects.requireNonNull(there);
        }
    }

    /**
     * @param key of the row
     * @param there key of the other table that it repeats; empty: the key refers to the chosen row itself
     */
    record Taken(String key, Optional<String> there) {
        public Taken {
            Objects.requireNonNull(key);
            there = there == null ? Optional.empty() : there;
        }
    }

    /**
     * No more rows than these have the same parents by all these keys, where none is null.
     *
     * @param most 1: no two rows
     */
    record AtMost(List<String> keys, int most) implements KeyRule {
        public AtMost {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || most < 1) {
                throw new IllegalArgumentException("at least one key has at least one row");
            }
        }

        @Override
        public List<String> settles() {
            return List.of();
        }

        @Override
        public List<KeyPath> paths() {
            return keys.stream().map(KeyPath::of).toList();
        }
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is not within [0, 1]");
        }
    }
}
