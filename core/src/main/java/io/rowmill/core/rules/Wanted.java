package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Candidate.Close;
import io.rowmill.core.rules.Candidate.Determines;
import io.rowmill.core.rules.Candidate.Equal;
import io.rowmill.core.rules.Candidate.Exclusive;
import io.rowmill.core.rules.Candidate.IsPart;
import io.rowmill.core.rules.Candidate.NullAfter;
import io.rowmill.core.rules.Candidate.NullTogether;
import io.rowmill.core.rules.Candidate.Order;
import io.rowmill.core.rules.Candidate.PairDetermines;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rules are looked for because somebody declared them, and which are not because somebody struck them. */
final class Wanted {
    private final DeclaredRules declared;
    private final Set<List<String>> orders = new LinkedHashSet<>();
    private final Set<List<String>> broken = new LinkedHashSet<>();

    Wanted(DeclaredRules declared) {
        this.declared = declared;
        for (Limits limits : declared.plan().limits()) {
            limits.lowers().stream()
                    .map(l -> l.bound())
                    .filter(b -> b instanceof Expression.Column c && c.path().isEmpty())
                    .forEach(b -> orders.add(List.of(((Expression.Column) b).name(), limits.column())));
        }
        declared.broken().forEach(b -> mostly(b).ifPresent(broken::add));
        orders.addAll(broken);
    }

    /** An order that some rows break: as many synthetic ones may. */
    private static Optional<List<String>> mostly(Declared broken) {
        if (!(broken instanceof Condition condition)
                || !(condition.holds() instanceof Comparison comparison)
                || !(comparison.left() instanceof Expression.Column left)
                || !(comparison.right() instanceof Expression.Column right)
                || !left.path().isEmpty()
                || !right.path().isEmpty()) {
            return Optional.empty();
        }
        return switch (comparison.relation()) {
            case LESS, AT_MOST -> Optional.of(List.of(left.name(), right.name()));
            case GREATER, AT_LEAST -> Optional.of(List.of(right.name(), left.name()));
            default -> Optional.empty();
        };
    }

    /** An end is best learned by its distance from the start, whether or not one could tell that they belong together. */
    List<Candidate> with(List<Candidate> found, Sample sample) {
        List<Candidate> out = new ArrayList<>();
        for (Candidate candidate : found) {
            if (!isStruck(candidate)) {
                out.add(candidate);
            }
        }
        if (sample.rows() >= Chance.MIN_ROWS) {
            for (List<String> order : orders) {
                if (out.stream().noneMatch(c -> order.equals(ordered(c)))) {
                    order(order, sample).ifPresent(out::add);
                }
            }
        }
        return out;
    }

    boolean isDeclared(Candidate candidate) {
        return orders.contains(ordered(candidate));
    }

    private static List<String> ordered(Candidate candidate) {
        return candidate instanceof Order order
                ? List.of(order.lesser().name(), order.greater().name())
                : List.of();
    }

    private Optional<Candidate> order(List<String> names, Sample sample) {
        Column[] found = new Column[2];
        for (Column column : sample.columns()) {
            for (int i = 0; i < found.length; i++) {
                found[i] = column.name().equals(names.get(i)) ? column : found[i];
            }
        }
        boolean isTold = found[0] != null
                && found[1] != null
                && (broken.contains(names)
                        ? Candidates.comparable(found[0].format(), found[1].format())
                        : Scalars.isTime(found[0].format()) && Scalars.isTime(found[1].format()))
                && found[0].nulls() < sample.rows()
                && found[1].nulls() < sample.rows();
        return isTold ? Optional.of(new Order(found[0], found[1], 1)) : Optional.empty();
    }

    private boolean isStruck(Candidate candidate) {
        return declared.struck().stream().anyMatch(s -> isStruck(candidate, s));
    }

    private static boolean isStruck(Candidate candidate, Declared struck) {
        Set<String> columns = columns(candidate);
        if (struck instanceof Combinations together) {
            boolean isLookup = candidate instanceof Determines || candidate instanceof PairDetermines;
            return isLookup && together.columns().containsAll(columns);
        } else if (struck instanceof OneHot hot) {
            return hot.columns().containsAll(columns);
        } else if (struck instanceof Condition condition && condition.holds() instanceof Comparison comparison) {
            Set<String> named = new HashSet<>();
            comparison.columns().stream().filter(c -> c.path().isEmpty()).forEach(c -> named.add(c.name()));
            boolean isEquality = comparison.relation() == Relation.EQUAL;
            return named.equals(columns)
                    && (isEquality
                            ? candidate instanceof Equal
                                    || candidate instanceof IsPart
                                    || candidate instanceof Calculated
                            : candidate instanceof Order || candidate instanceof Equal || candidate instanceof Close);
        }
        return false;
    }

    private static Set<String> columns(Candidate of) {
        if (of instanceof Equal equal) {
            return Set.of(equal.x().name(), equal.y().name());
        } else if (of instanceof Order order) {
            return Set.of(order.lesser().name(), order.greater().name());
        } else if (of instanceof Determines determines) {
            return Set.of(determines.x().name(), determines.y().name());
        } else if (of instanceof IsPart part) {
            return Set.of(part.date().name(), part.number().name());
        } else if (of instanceof Calculated triple) {
            return new HashSet<>(List.of(
                    triple.y().name(), triple.left().name(), triple.right().name()));
        } else if (of instanceof PairDetermines pair) {
            return Set.of(pair.first().name(), pair.second().name(), pair.y().name());
        } else if (of instanceof Exclusive exclusive) {
            return exclusive.flags().stream().map(Column::name).collect(Collectors.toSet());
        } else if (of instanceof Close close) {
            return Set.of(close.source().name(), close.column().name());
        } else if (of instanceof NullTogether both) {
            return Set.of(both.x().name(), both.y().name());
        }
        NullAfter after = (NullAfter) of;
        return Set.of(after.x().name(), after.y().name());
    }
}
