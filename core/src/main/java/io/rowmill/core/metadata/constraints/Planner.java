package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Increments;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import io.rowmill.core.metadata.constraints.Plan.Equation;
import io.rowmill.core.metadata.constraints.Plan.Hop;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import io.rowmill.core.metadata.constraints.Sorted.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which column gives way to which. Of two columns in an order, the greater is moved up; what bounds it from above is passed on
 * to the lesser, which leaves it room. So one pass over the columns moves each to where all rules hold.
 */
final class Planner {
    /** By which a bound is passed on to one column, each as it is: there can be a number of ways exponential in the columns. */
    private static final int MOST_WAYS = 16;

    private final Sorted sorted;
    private final Intervals intervals;
    private final Map<String, List<Limit>> lowers = new LinkedHashMap<>();
    private final Map<String, List<Limit>> uppers = new LinkedHashMap<>();
    /** By bound, for messages. */
    private final Map<Limit, Constraint> ofLowers = new HashMap<>();

    private final Map<Limit, Constraint> ofUppers = new HashMap<>();
    /** By the greater column its orders with lesser ones, both of which can be moved. */
    private final Map<String, List<Order>> steps = new LinkedHashMap<>();

    /** Columns of the steps, each before those that are not above it. */
    private final List<String> greatersFirst = new ArrayList<>();

    private final List<String> problems = new ArrayList<>();

    private Planner(Sorted sorted, Intervals intervals) {
        this.sorted = sorted;
        this.intervals = intervals;
    }

    /** @param problems gets sentences about rules that exclude one another or can't be kept; with any, there is no plan */
    static Plan plan(Sorted sorted, Intervals intervals, List<String> problems) {
        Planner planner = new Planner(sorted, intervals);
        planner.problems.addAll(sorted.problems);
        Plan plan = planner.plan();
        problems.addAll(planner.problems);
        return planner.problems.isEmpty() ? plan : Plan.NOTHING;
    }

    private Plan plan() {
        sorted.orders.forEach(this::settle);
        if (!problems.isEmpty() || isInCircle()) {
            return Plan.NOTHING;
        }
        greatersFirst.forEach(this::passOn);
        checkRoom();
        if (!problems.isEmpty()) {
            return Plan.NOTHING;
        }
        Map<String, Limits> limits = new LinkedHashMap<>();
        Set<String> limited = new LinkedHashSet<>(lowers.keySet());
        limited.addAll(uppers.keySet());
        limited.addAll(sorted.increments.keySet());
        for (String column : limited) {
            limits.put(
                    column,
                    new Limits(
                            column,
                            increment(column),
                            lowers.getOrDefault(column, List.of()),
                            uppers.getOrDefault(column, List.of())));
        }
        return inOrder(limits);
    }

    private Plan inOrder(Map<String, Limits> limits) {
        Plan all = new Plan(
                List.copyOf(sorted.equations.values()),
                List.copyOf(limits.values()),
                sorted.combinations,
                sorted.flags,
                sorted.cells);
        Circles circles = new Circles(all.reads());
        Optional<List<String>> circle = circles.find();
        if (circle.isPresent()) {
            problems.add(circular(circle.get()));
            return all;
        }
        List<Equation> equations = new ArrayList<>();
        List<Limits> ordered = new ArrayList<>();
        for (String column : circles.order()) {
            Optional.ofNullable(sorted.equations.get(column)).ifPresent(equations::add);
            Optional.ofNullable(limits.get(column)).ifPresent(ordered::add);
        }
        return new Plan(equations, ordered, sorted.combinations, sorted.flags, sorted.cells);
    }

    private String circular(List<String> columns) {
        Set<Constraint> of = new LinkedHashSet<>();
        for (String column : columns) {
            Optional.ofNullable(sorted.equations.get(column))
                    .ifPresent(e -> of.add(e.condition().from()));
            lowers.getOrDefault(column, List.of()).forEach(l -> of.add(ofLowers.get(l)));
            uppers.getOrDefault(column, List.of()).forEach(l -> of.add(ofUppers.get(l)));
        }
        return labels(of) + ": columns " + String.join(", ", new TreeSet<>(columns))
                + " would be made from each other in a circle; leave one of the constraints out.";
    }

    private static String labels(Set<Constraint> constraints) {
        return String.join(
                " and ",
                constraints.stream()
                        .sorted(Comparator.comparingInt(Constraint::place))
                        .map(Constraint::label)
                        .toList());
    }

    private @Nullable BigDecimal increment(String column) {
        Increments of = sorted.increments.get(column);
        return of == null ? null : of.increment();
    }

    private void settle(Order order) {
        boolean isLesserMoved = isMoved(order.lesser());
        boolean isGreaterMoved = isMoved(order.greater());
        if (isLesserMoved && isGreaterMoved) {
            String greater = ((Column) order.greater()).name();
            steps.computeIfAbsent(greater, c -> new ArrayList<>()).add(order);
            // Even if columns between the two say so: they may be null.
            bound(lowers, limit(greater, order.lesser(), List.of(), order), order.from());
        } else if (isGreaterMoved) {
            bound(lowers, limit(((Column) order.greater()).name(), order.lesser(), List.of(), order), order.from());
        } else if (isLesserMoved) {
            bound(uppers, limit(((Column) order.lesser()).name(), order.greater(), List.of(), order), order.from());
        } else if (!isStandingTogether(order) && !isComputedSo(order)) {
            problems.add(order.from().label()
                    + " can't be kept: none of its columns can be moved, because they are made up, unique,"
                    + " or what another constraint says.");
        }
    }

    /** Cells that stand together are those of a row of the source, which keeps the rule. */
    private boolean isStandingTogether(Order order) {
        Set<Column> columns = new LinkedHashSet<>(order.lesser().columns());
        columns.addAll(order.greater().columns());
        return Stream.concat(
                        sorted.combinations.stream().map(Combinations::columns),
                        sorted.flags.stream().map(OneHot::columns))
                .anyMatch(names -> columns.stream().allMatch(c -> c.path().isEmpty() && names.contains(c.name())));
    }

    /** What a column is computed of is itself never beyond, as {@code total} is not negative if nothing in it is. */
    private boolean isComputedSo(Order order) {
        return !order.strict() && intervals.isNeverAbove(computed(order.lesser()), computed(order.greater()));
    }

    private Expression computed(Expression of) {
        return Rewriting.columns(of, c -> {
            Equation equation = c.path().isEmpty() ? sorted.equations.get(c.name()) : null;
            return equation == null ? c : equation.of();
        });
    }

    private boolean isMoved(Expression of) {
        return of instanceof Column column && column.path().isEmpty() && sorted.isMovable(column.name());
    }

    private Limit limit(String column, Expression by, List<Hop> before, Order order) {
        List<Hop> hops = new ArrayList<>(before);
        hops.add(new Hop(column, order.strict(), increment(column)));
        return new Limit(by, hops);
    }

    private void bound(Map<String, List<Limit>> side, Limit limit, Constraint from) {
        (side == lowers ? ofLowers : ofUppers).putIfAbsent(limit, from);
        String column = limit.hops().get(limit.hops().size() - 1).column();
        List<Limit> all = side.computeIfAbsent(column, c -> new ArrayList<>());
        if (all.stream().anyMatch(l -> covers(l, limit))) {
            return;
        }
        all.removeIf(l -> covers(limit, l));
        all.add(limit);
        List<Limit> ways =
                all.stream().filter(l -> l.bound().equals(limit.bound())).toList();
        if (ways.size() > MOST_WAYS) {
            bound(side, merged(ways), from);
        }
    }

    /** A hop never moves a bound away from the column, so that one that takes the other's hops and more is no looser. */
    private static boolean covers(Limit tight, Limit loose) {
        int next = 0;
        for (Hop hop : tight.hops()) {
            if (next < loose.hops().size()) {
                Hop wanted = loose.hops().get(next);
                next += hop.column().equals(wanted.column()) && (hop.strict() || !wanted.strict()) ? 1 : 0;
            }
        }
        return tight.bound().equals(loose.bound()) && next == loose.hops().size();
    }

    /** One way by the columns of all of them, which covers each. */
    private Limit merged(List<Limit> ways) {
        Map<String, Hop> hops = new LinkedHashMap<>();
        for (Limit way : ways) {
            for (Hop hop : way.hops()) {
                hops.merge(hop.column(), hop, (one, other) -> one.strict() ? one : other);
            }
        }
        return new Limit(
                ways.get(0).bound(),
                hops.values().stream()
                        .sorted(Comparator.comparingInt(h -> greatersFirst.indexOf(h.column())))
                        .toList());
    }

    private boolean isInCircle() {
        Map<String, Set<String>> reads = new LinkedHashMap<>();
        steps.forEach((greater, orders) -> orders.forEach(
                o -> reads.computeIfAbsent(greater, c -> new LinkedHashSet<>()).add(((Column) o.lesser()).name())));
        Circles circles = new Circles(reads);
        Optional<List<String>> circle = circles.find();
        if (circle.isEmpty()) {
            greatersFirst.addAll(circles.order());
            Collections.reverse(greatersFirst);
        }
        circle.ifPresent(columns -> {
            Set<Constraint> of = new LinkedHashSet<>();
            boolean isStrict = false;
            for (String column : columns) {
                for (Order order : steps.getOrDefault(column, List.of())) {
                    if (columns.contains(((Column) order.lesser()).name())) {
                        of.add(order.from());
                        isStrict |= order.strict();
                    }
                }
            }
            String names = String.join(", ", new TreeSet<>(columns));
            problems.add(labels(of)
                    + (isStrict
                            ? " exclude one another: no row can keep both for columns " + names
                                    + "; leave one of them out."
                            : " together say that columns " + names
                                    + " are equal; say so by an Expression with '=' instead."));
        });
        return circle.isPresent();
    }

    /** Columns that are not above this one must leave it room below its bounds, all of which are known by now. */
    private void passOn(String column) {
        for (Limit limit : List.copyOf(uppers.getOrDefault(column, List.of()))) {
            Constraint from = Objects.requireNonNull(ofUppers.get(limit));
            for (Order order : steps.getOrDefault(column, List.of())) {
                Column lesser = (Column) order.lesser();
                if (!isSafe(lesser, limit, order)) {
                    bound(uppers, limit(lesser.name(), limit.bound(), limit.hops(), order), from);
                }
            }
        }
    }

    /** The lesser column itself leaves room below the bound, as in {@code end <= start + 30}. */
    private boolean isSafe(Column lesser, Limit limit, Order order) {
        long steps = limit.hops().stream().filter(Hop::strict).count() + (order.strict() ? 1 : 0);
        boolean isFine = limit.hops().stream().noneMatch(h -> h.increment() != null);
        return isFine && intervals.isAbove(limit.bound(), lesser, BigDecimal.valueOf(steps));
    }

    private void checkRoom() {
        Set<String> told = new HashSet<>();
        for (String column : uppers.keySet()) {
            if (intervals.isContradicted(Expression.own(column))) {
                Set<Constraint> of = new LinkedHashSet<>();
                lowers.getOrDefault(column, List.of()).forEach(l -> of.add(ofLowers.get(l)));
                uppers.get(column).forEach(l -> of.add(ofUppers.get(l)));
                problems.add(labels(of) + " exclude one another: they leave no choice for column " + column
                        + "; leave one of them out.");
                continue;
            }
            for (Limit lower : lowers.getOrDefault(column, List.of())) {
                for (Limit upper : uppers.get(column)) {
                    Set<Constraint> of = new LinkedHashSet<>(List.of(ofLowers.get(lower), ofUppers.get(upper)));
                    if (!hasRoom(lower, upper) && told.add(labels(of))) {
                        problems.add(noRoom(column, of, isStrict(lower) && isStrict(upper)));
                    }
                }
            }
        }
    }

    private static String noRoom(String column, Set<Constraint> of, boolean areStrict) {
        return labels(of) + " can't both be kept: nothing says that what column " + column
                + " is not below is never above what it is not above; declare that, too"
                + (areStrict ? ", and set 'strict_boundaries' to false." : ".");
    }

    private static boolean isStrict(Limit limit) {
        return limit.hops().stream().anyMatch(Hop::strict);
    }

    /** A column that is moved before this one has been told to leave it room. */
    private boolean hasRoom(Limit lower, Limit upper) {
        boolean isTold = isMoved(lower.bound())
                && (uppersOf((Column) lower.bound()).contains(upper.bound())
                        || upper.bound().columns().contains((Column) lower.bound()));
        boolean areConstants =
                lower.bound().columns().isEmpty() && upper.bound().columns().isEmpty();
        return isTold
                || (areConstants && !(lower.bound() instanceof Expression.Numeral))
                || ((areConstants || !(isStrict(lower) && isStrict(upper)))
                        && intervals.isNeverAbove(lower.bound(), upper.bound()));
    }

    private List<Expression> uppersOf(Column column) {
        return uppers.getOrDefault(column.name(), List.of()).stream()
                .map(Limit::bound)
                .toList();
    }
}
