package io.rowmill.core.metadata.constraints;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.expression.Expression;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table keep what is declared: which columns are computed, and which give way to which.
 *
 * @param equations in an order in which they can be computed, if nothing else is in the way
 * @param limits in an order in which columns can be moved
 * @param combinations columns that stand together
 * @param flags columns of which one is set
 * @param cells conditions on the cells of one column each
 */
public record Plan(
        List<Equation> equations,
        List<Limits> limits,
        List<Combinations> combinations,
        List<OneHot> flags,
        List<Condition> cells) {
    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), List.of(), List.of());

    public Plan {
        equations = List.copyOf(equations);
        limits = List.copyOf(limits);
        combinations = List.copyOf(combinations);
        flags = List.copyOf(flags);
        cells = List.copyOf(cells);
    }

    /** A column is what an expression says. */
    public record Equation(Condition condition, String column, Expression of) {
        public Equation {
            Objects.requireNonNull(condition);
            Objects.requireNonNull(column);
            Objects.requireNonNull(of);
        }
    }

    /**
     * A number or a time that is moved where it is beyond.
     *
     * @param increment of which it is a multiple; null: any number that can be written
     */
    public record Limits(
            String column,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal increment,
            List<Limit> lowers,
            List<Limit> uppers) {
        public Limits {
            Objects.requireNonNull(column);
            lowers = List.copyOf(lowers);
            uppers = List.copyOf(uppers);
        }
    }

    /**
     * What a value is not beyond. Where the column itself bounds another one, that one's bound is passed on, so that it leaves it room.
     *
     * @param hops from the column that the bound was declared for to the one that is moved
     */
    public record Limit(Expression bound, List<Hop> hops) {
        public Limit {
            Objects.requireNonNull(bound);
            hops = List.copyOf(hops);
        }
    }

    /**
     * A column that a bound is passed on by.
     *
     * @param strict the column does not reach what bounds it
     * @param increment see {@link Limits}
     */
    public record Hop(
            String column, boolean strict, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal increment) {
        public Hop {
            Objects.requireNonNull(column);
        }
    }

    /** By column of the table the columns of the row itself that are read to make or to move it. */
    public Map<String, Set<String>> reads() {
        Map<String, Set<String>> out = new LinkedHashMap<>();
        equations.forEach(e -> own(out, e.column(), e.of()));
        for (Limits of : limits) {
            out.computeIfAbsent(of.column(), c -> new LinkedHashSet<>());
            of.lowers().forEach(l -> own(out, of.column(), l.bound()));
            of.uppers().forEach(l -> own(out, of.column(), l.bound()));
        }
        return out;
    }

    private static void own(Map<String, Set<String>> out, String column, Expression of) {
        Set<String> reads = out.computeIfAbsent(column, c -> new LinkedHashSet<>());
        of.columns().stream().filter(c -> c.path().isEmpty()).forEach(c -> reads.add(c.name()));
    }

    /** What needs no row of a parent. */
    public Plan ofRow() {
        return new Plan(
                equations.stream().filter(e -> isOfRow(e.of())).toList(),
                limits.stream()
                        .map(l -> new Limits(l.column(), l.increment(), ofRow(l.lowers()), ofRow(l.uppers())))
                        .filter(l -> l.increment() != null
                                || !l.lowers().isEmpty()
                                || !l.uppers().isEmpty())
                        .toList(),
                combinations,
                flags,
                cells);
    }

    private static List<Limit> ofRow(List<Limit> limits) {
        return limits.stream().filter(l -> isOfRow(l.bound())).toList();
    }

    private static boolean isOfRow(Expression of) {
        return of.columns().stream().allMatch(c -> c.path().isEmpty());
    }

    /** Columns that nothing else makes: they are computed, or stand together with others. */
    public Set<String> made() {
        Set<String> out = new LinkedHashSet<>();
        equations.forEach(e -> out.add(e.column()));
        combinations.forEach(c -> out.addAll(c.columns()));
        flags.forEach(f -> out.addAll(f.columns()));
        return out;
    }

    public boolean isEmpty() {
        return equals(NOTHING);
    }
}
