package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a column of a row is made from others. It holds no value that few rows of the source share. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Derivation.Copy.class, name = "copy"),
    @JsonSubTypes.Type(value = Derivation.Difference.class, name = "difference"),
    @JsonSubTypes.Type(value = Derivation.Confined.class, name = "confined"),
    @JsonSubTypes.Type(value = Derivation.DatePart.class, name = "datePart"),
    @JsonSubTypes.Type(value = Derivation.Lookup.class, name = "lookup"),
    @JsonSubTypes.Type(value = Derivation.Member.class, name = "member"),
    @JsonSubTypes.Type(value = Ratio.class, name = "ratio"),
    @JsonSubTypes.Type(value = Following.class, name = "following"),
    @JsonSubTypes.Type(value = Stepped.class, name = "stepped"),
    @JsonSubTypes.Type(value = Computed.class, name = "computed"),
    @JsonSubTypes.Type(value = Combination.class, name = "combination"),
    @JsonSubTypes.Type(value = Limited.class, name = "limited"),
    @JsonSubTypes.Type(value = Fitting.class, name = "fitting"),
    @JsonSubTypes.Type(value = Derivation.NullWith.class, name = "nullWith"),
    @JsonSubTypes.Type(value = Derivation.NullImplies.class, name = "nullImplies")
})
public sealed interface Derivation
        permits Derivation.Copy,
                Derivation.Difference,
                Derivation.Confined,
                Derivation.DatePart,
                Derivation.Lookup,
                Derivation.Member,
                Derivation.NullWith,
                Derivation.NullImplies,
                Ratio,
                Following,
                Stepped,
                Computed,
                Combination,
                Limited,
                Fitting {
    /** The cell of a column's residual that says: as the rule has it. No cell of a file begins so. */
    String AS_USUAL = "\u0001as usual";

    /** The column that is made; of several, the one in whose place something is learned. */
    String column();

    /** All columns that are made together. */
    default List<String> columns() {
        return List.of(column());
    }

    /** What it is made from. */
    List<Source> sources();

    /** What a synthesizer learns of a column. */
    enum Learned {
        /** The column itself. */
        WHOLE,
        /** A number, which goes by the column's name: how far the column is from its source. */
        DISTANCE,
        /** A category, which goes by the column's name: {@link #AS_USUAL}, or the column's own cell. */
        EXCEPTION,
        /** A category, which goes by the column's name: the place of the cell in a group or a table that is known. */
        PLACE,
        /** Nothing: the source says it all. */
        NOTHING
    }

    default Learned learned() {
        return Learned.WHOLE;
    }

    /** @param column one of those that are made */
    default Learned learned(String column) {
        return learned();
    }

    /** The format of the column; empty where it is the one that is learned. */
    default Optional<ValueFormat> written() {
        return Optional.empty();
    }

    /** @param column one of those that are made */
    default Optional<ValueFormat> written(String column) {
        return written();
    }

    /**
     * The column has the value of its source.
     *
     * @param exceptions some rows have another value, or are null where their source isn't
     * @param always where neither the column nor its source is null, both are equal all the same
     */
    record Copy(
            String column,
            Source source,
            ValueFormat format,
            boolean exceptions,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean always)
            implements Derivation {
        /** With the same exceptions whether or not there are nulls. */
        public Copy(String column, Source source, ValueFormat format, boolean exceptions) {
            this(column, source, format, exceptions, false);
        }

        public Copy {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
            Objects.requireNonNull(format);
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }

        @Override
        public Learned learned() {
            return exceptions ? Learned.EXCEPTION : Learned.NOTHING;
        }

        @Override
        public Optional<ValueFormat> written() {
            return Optional.of(format);
        }
    }

    /**
     * The column is a number or a time at a learned distance from its source.
     *
     * @param sourceFormat of the source's cells
     * @param ordered the column is never below its source
     * @param unit of a distance between times, in microseconds; 0: numbers, whose distance has no unit
     * @param origin stands for a source that is null; times in microseconds since 1970
     * @param low least value of the column, unless its source is less; like {@code origin}
     * @param high greatest value of the column, unless its source is greater
     */
    record Difference(
            String column,
            Source source,
            ValueFormat format,
            ValueFormat sourceFormat,
            boolean ordered,
            long unit,
            BigDecimal origin,
            BigDecimal low,
            BigDecimal high)
            implements Derivation {
        public Difference {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
            Objects.requireNonNull(format);
            Objects.requireNonNull(sourceFormat);
            if (unit < 0 || low.compareTo(high) > 0) {
                throw new IllegalArgumentException("unit " + unit + " or bounds that are none");
            }
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }

        @Override
        public Learned learned() {
            return Learned.DISTANCE;
        }

        @Override
        public Optional<ValueFormat> written() {
            return Optional.of(format);
        }
    }

    /**
     * A value that the column is not beyond.
     *
     * @param exceptions share of the rows in which it is all the same
     */
    record Bound(Source source, double exceptions) {
        public Bound {
            Objects.requireNonNull(source);
            if (!(exceptions >= 0) || exceptions > 1) {
                throw new IllegalArgumentException("a share of " + exceptions);
            }
        }
    }

    /** The column is learned as it is, and moved to the nearest bound where it comes out beyond. */
    record Confined(String column, List<Bound> lowers, List<Bound> uppers) implements Derivation {
        public Confined {
            Objects.requireNonNull(column);
            lowers = List.copyOf(lowers);
            uppers = List.copyOf(uppers);
        }

        @Override
        public List<Source> sources() {
            List<Source> out = new ArrayList<>();
            lowers.forEach(b -> out.add(b.source()));
            uppers.forEach(b -> out.add(b.source()));
            return out;
        }
    }

    /** A part of a date. */
    enum Part {
        YEAR,
        MONTH,
        DAY
    }

    /** The column is a number of a date. It is null where the date is. */
    record DatePart(String column, Source source, ValueFormat format, ValueFormat sourceFormat, Part part)
            implements Derivation {
        public DatePart {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
            Objects.requireNonNull(format);
            Objects.requireNonNull(sourceFormat);
            Objects.requireNonNull(part);
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }

        @Override
        public Learned learned() {
            return Learned.NOTHING;
        }

        @Override
        public Optional<ValueFormat> written() {
            return Optional.of(format);
        }
    }

    /** What stands for one combination of the sources' cells, which are in their order; null: a null. */
    record Entry(List<@Nullable String> of, @JsonInclude @Nullable String cell) {
        public Entry {
            of = Collections.unmodifiableList(new ArrayList<>(of));
        }
    }

    /** @param rows that hold the cell */
    record Weighted(@JsonInclude @Nullable String cell, long rows) {}

    /**
     * Equal sources have equal values of the column.
     *
     * @param keys the sources
     * @param keyFormats of their cells
     * @param table of the combinations that enough rows hold
     * @param others what any other combination stands for, by chance, but always for the same; empty: null
     * @param exceptions some rows have another value than their sources stand for, or their nulls go by no rule
     * @param always where neither the column nor a source is null, the rule holds all the same
     */
    record Lookup(
            String column,
            List<Source> keys,
            ValueFormat format,
            List<ValueFormat> keyFormats,
            List<Entry> table,
            List<Weighted> others,
            boolean exceptions,
            boolean always)
            implements Derivation {
        public Lookup {
            Objects.requireNonNull(column);
            Objects.requireNonNull(format);
            keys = List.copyOf(keys);
            keyFormats = List.copyOf(keyFormats);
            table = List.copyOf(table);
            others = List.copyOf(others);
            if (keys.isEmpty() || keys.size() != keyFormats.size()) {
                throw new IllegalArgumentException(keys.size() + " sources, " + keyFormats.size() + " formats");
            }
        }

        @Override
        public List<Source> sources() {
            return keys;
        }

        @Override
        public Learned learned() {
            return exceptions ? Learned.EXCEPTION : Learned.NOTHING;
        }

        @Override
        public Optional<ValueFormat> written() {
            return Optional.of(format);
        }
    }

    /**
     * What stands for one cell of the source.
     *
     * @param of cell of the source; null: a null
     * @param members cells of the column that only go with it, the most frequent first; none is in two groups
     */
    record Group(@JsonInclude @Nullable String of, List<Weighted> members) {
        public Group {
            members = List.copyOf(members);
            if (members.isEmpty()) {
                throw new IllegalArgumentException("a group of nothing");
            }
        }
    }

    /** The column's cells fall into groups, each of which goes with one cell of the source. */
    record Member(String column, Source source, ValueFormat format, ValueFormat sourceFormat, List<Group> groups)
            implements Derivation {
        public Member {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
            Objects.requireNonNull(format);
            Objects.requireNonNull(sourceFormat);
            groups = List.copyOf(groups);
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }

        @Override
        public Learned learned() {
            return Learned.PLACE;
        }

        @Override
        public Optional<ValueFormat> written() {
            return Optional.of(format);
        }

        /** The group that a cell is in; empty: too few rows hold it. */
        public Optional<Group> groupOf(@Nullable String cell) {
            return groups.stream()
                    .filter(g -> g.members().stream().anyMatch(m -> Objects.equals(m.cell(), cell)))
                    .findFirst();
        }

        /** The place of a cell in its group; the first for any other. */
        public String placeOf(@Nullable String cell) {
            int place = groupOf(cell)
                    .map(g -> g.members().stream().map(Weighted::cell).toList().indexOf(cell))
                    .orElse(0);
            return Integer.toString(place);
        }
    }

    /** The column is null where its source is, and only there. */
    record NullWith(String column, Source source) implements Derivation {
        public NullWith {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }
    }

    /**
     * The column is null where its source is, and may be elsewhere.
     *
     * @param share of nulls elsewhere
     * @param where share of nulls where the source is null; less than 1 only for a column that is made up. Null: 1
     */
    record NullImplies(String column, Source source, double share, Double where) implements Derivation {
        public NullImplies {
            Objects.requireNonNull(column);
            Objects.requireNonNull(source);
            where = where == null ? Double.valueOf(1) : where;
        }

        public NullImplies(String column, Source source, double share) {
            this(column, source, share, 1.0);
        }

        @Override
        public List<Source> sources() {
            return List.of(source);
        }
    }
}
