package io.rowmill.core.rules;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Candidate.Order;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Evidence.OfEqual;
import io.rowmill.core.rules.Evidence.OfOrder;
import io.rowmill.core.rules.Evidence.OfPart;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses of all that holds what rows are made by: one value per column, by what says most of it, in no circle. */
final class RuleChoice {
    /** Share of a column's values that may lack the source they are measured from. */
    private static final double SOURCELESS = 0.05;

    private final TableMetadata table;
    private final Set<String> kept;
    private final DeclaredRules declared;
    private final List<Evidence> evidence;
    private final Reading reading = new Reading();
    private final Map<String, Derivation> values = new LinkedHashMap<>();
    private final Map<String, List<Bound>> lowers = new HashMap<>();
    private final Map<String, List<Bound>> uppers = new HashMap<>();

    /** @param declared what is made or confined already */
    RuleChoice(TableMetadata table, Set<String> kept, List<Evidence> evidence, DeclaredRules declared) {
        this.table = table;
        this.evidence = evidence;
        this.declared = declared;
        this.kept = new HashSet<>(kept);
        this.kept.addAll(declared.made());
        declared.plan().reads().forEach((column, sources) -> reading.add(column, List.copyOf(sources)));
        declared.derivations().values().forEach(all -> all.stream()
                .filter(Combination.class::isInstance)
                .forEach(d -> d.columns().stream().skip(1).forEach(c -> reading.add(c, List.of(d.column())))));
    }

    List<Derivation> choose() {
        copies();
        parts();
        computed(true);
        nearlyCopies();
        members();
        lookups();
        exclusive();
        pairs();
        computed(false);
        differences();
        close();
        bounds();
        NullChoice nulls = new NullChoice(
                evidence,
                reading,
                c -> learned(c) == Learned.NOTHING
                        || learned(c) == Learned.PLACE
                        || declared.made().contains(c));
        List<Derivation> out = new ArrayList<>();
        Map<String, Derivation> ofNulls = nulls.choose();
        for (String column : reading.inOrder(
                table.columns().stream().map(ColumnMetadata::name).toList())) {
            // A null that gives way to a residual or a value must do so before the value is made and confined.
            Optional.ofNullable(ofNulls.get(column)).ifPresent(out::add);
            Optional.ofNullable(values.get(column))
                    .filter(d -> d.column().equals(column))
                    .ifPresent(out::add);
            confined(column).ifPresent(out::add);
            out.addAll(declared.derivations().getOrDefault(column, List.of()));
        }
        return out;
    }

    private <T extends Evidence> List<T> all(Class<T> kind) {
        return evidence.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Learned learned(String column) {
        Derivation value = values.get(column);
        return value == null ? Learned.WHOLE : value.learned(column);
    }

    /** Unless the column has a value already, must stay as it is, or would be made from itself. */
    private boolean give(Derivation rule, List<String> sources) {
        String column = rule.column();
        if (values.containsKey(column) || kept.contains(column) || !reading.add(column, sources)) {
            return false;
        }
        values.put(column, rule);
        return true;
    }

    private void copies() {
        for (OfEqual equal : all(OfEqual.class)) {
            if (equal.isExact() && equal.nullAlone == 0) {
                Column x = equal.candidate().x();
                Column y = equal.candidate().y();
                if (!copy(x, y, false)) {
                    copy(y, x, false);
                }
            }
        }
    }

    private boolean copy(Column from, Column to, boolean exceptions) {
        return give(new Copy(to.name(), Source.own(from.name()), to.format(), exceptions), List.of(from.name()));
    }

    private void parts() {
        for (OfPart part : all(OfPart.class)) {
            if (part.isExact() && part.nullAlone == 0) {
                Column date = part.candidate().date();
                Column number = part.candidate().number();
                give(
                        new DatePart(
                                number.name(),
                                Source.own(date.name()),
                                number.format(),
                                date.format(),
                                part.candidate().part()),
                        List.of(date.name()));
            }
        }
    }

    /** @param exact those that say all */
    private void computed(boolean exact) {
        all(OfCalculated.class).stream()
                .filter(e -> e.saysAll() == exact)
                .sorted(OfCalculated.BEST)
                .forEach(e -> e.derivation()
                        .ifPresent(rule -> give(
                                rule,
                                rule.sources().stream().map(Source::column).toList())));
    }

    /** Cells of columns that aren't learned must not become categories of exceptions. */
    private void nearlyCopies() {
        for (OfEqual equal : all(OfEqual.class)) {
            Column x = equal.candidate().x();
            Column y = equal.candidate().y();
            boolean exact = equal.isExact() && equal.nullAlone == 0;
            if (exact || !x.metadata().isContent()) {
                continue;
            }
            Spread spread = equal.spread();
            if (spread == null) {
                copy(x, y, true);
            } else if (spread.sourceless() <= SOURCELESS) {
                give(spread.difference(y.name(), Source.own(x.name()), false), List.of(x.name()));
            }
        }
    }

    /** The group is learned, and which of its members it is: of the finest groups that a column falls into. */
    private void members() {
        all(OfLookup.class).stream()
                .sorted(Comparator.<OfLookup>comparingInt(
                                e -> -e.candidate().y().distinct())
                        .thenComparingInt(e -> e.candidate().y().index()))
                .filter(e -> !values.containsKey(e.candidate().x().name()))
                .forEach(e -> e.members()
                        .ifPresent(rule -> give(rule, List.of(e.candidate().y().name()))));
    }

    /**
     * Those that say all before those with exceptions; from the last column to the first: of two that say each other, the first is
     * learned.
     */
    private void lookups() {
        List<OfLookup> all = all(OfLookup.class).stream()
                .sorted(Comparator.<OfLookup>comparingInt(e -> e.saysAll() ? 0 : 1)
                        .thenComparingInt(e -> -e.candidate().y().index())
                        .thenComparing(e -> !e.isExact())
                        .thenComparingInt(e -> e.candidate().x().distinct())
                        .thenComparingDouble(Evidence::exceptions)
                        .thenComparingInt(e -> e.candidate().x().index()))
                .toList();
        for (OfLookup lookup : all) {
            String x = lookup.candidate().x().name();
            if (!values.containsKey(lookup.candidate().y().name())) {
                lookup.rule().ifPresent(rule -> give(rule, List.of(x)));
            }
        }
    }

    /** Flags that nothing else says. */
    private void exclusive() {
        for (OfExclusive exclusive : all(OfExclusive.class)) {
            exclusive
                    .derivation()
                    .filter(rule -> rule.columns().stream().noneMatch(c -> values.containsKey(c) || kept.contains(c)))
                    .filter(rule ->
                            rule.columns().stream().skip(1).allMatch(c -> reading.add(c, List.of(rule.column()))))
                    .ifPresent(rule -> rule.columns().forEach(c -> values.put(c, rule)));
        }
    }

    /** The last column that two others say. */
    private void pairs() {
        all(OfPair.class).stream()
                .sorted(Comparator.<OfPair>comparingInt(e -> -e.candidate().y().index())
                        .thenComparingInt(e -> e.candidate().first().distinct()
                                * e.candidate().second().distinct()))
                .filter(e -> !values.containsKey(e.candidate().y().name()))
                .forEach(e -> e.rule()
                        .ifPresent(rule -> give(
                                rule,
                                rule.sources().stream().map(Source::column).toList())));
    }

    private void differences() {
        Comparator<OfOrder> best = Comparator.<OfOrder, Boolean>comparing(e -> !e.isExact())
                .thenComparingDouble(e -> distance(e.spread()))
                .thenComparingInt(e -> e.candidate().lesser().index());
        all(OfOrder.class).stream().sorted(best).forEach(order -> {
            Spread spread = order.spread();
            if (spread != null && spread.sourceless() <= SOURCELESS) {
                String from = order.candidate().lesser().name();
                String to = order.candidate().greater().name();
                give(spread.difference(to, Source.own(from), order.isExact()), List.of(from));
            }
        });
    }

    /** Of times and numbers that nothing else says. An order between both holds by their distance, or bounds keep it. */
    private void close() {
        all(OfClose.class).stream()
                .sorted(Comparator.comparingDouble((OfClose e) -> -e.candidate().gain()))
                .forEach(close -> {
                    String from = close.candidate().source().name();
                    String to = close.candidate().column().name();
                    Optional<OfOrder> order = all(OfOrder.class).stream()
                            .filter(o -> Set.of(from, to)
                                    .equals(Set.of(
                                            o.candidate().lesser().name(),
                                            o.candidate().greater().name())))
                            .findFirst();
                    if (order.isEmpty()
                            || order.get().candidate().lesser().name().equals(from)) {
                        close.derivation(order.map(Evidence::isExact).orElse(false))
                                .ifPresent(rule -> give(rule, List.of(from)));
                    }
                });
    }

    private static double distance(@Nullable Spread spread) {
        return spread == null ? 0 : spread.mean();
    }

    /** The lesser column gives way to the greater: where all bounds are of one side they can't contradict each other. */
    private void bounds() {
        all(OfOrder.class).stream()
                .sorted(Comparator.comparingDouble(Evidence::exceptions))
                .forEach(order -> {
                    Order pair = order.candidate();
                    String lesser = pair.lesser().name();
                    String greater = pair.greater().name();
                    if (!isSaid(lesser, greater) && !bound(uppers, lesser, greater, order.exceptions())) {
                        bound(lowers, greater, lesser, order.exceptions());
                    }
                });
    }

    /** One of them is made from the other. */
    private boolean isSaid(String one, String other) {
        return Stream.of(one, other)
                .flatMap(c -> Stream.ofNullable(values.get(c)))
                .filter(d -> !(d instanceof Ratio))
                .anyMatch(d -> d.sources().stream()
                        .anyMatch(s -> s.column().equals(d.column().equals(one) ? other : one)));
    }

    private boolean bound(Map<String, List<Bound>> side, String column, String by, double exceptions) {
        boolean isMade = learned(column) != Learned.WHOLE && learned(column) != Learned.DISTANCE;
        if (isMade || kept.contains(column) || !reading.add(column, List.of(by))) {
            return false;
        }
        side.computeIfAbsent(column, c -> new ArrayList<>()).add(new Bound(Source.own(by), exceptions));
        return true;
    }

    private Optional<Derivation> confined(String column) {
        List<Bound> below = new ArrayList<>(lowers.getOrDefault(column, List.of()));
        List<Bound> above = uppers.getOrDefault(column, List.of());
        if (below.isEmpty() && above.isEmpty()) {
            return Optional.empty();
        }
        // An upper bound must not move a value below what it is measured from.
        if (values.get(column) instanceof Difference difference && difference.ordered()) {
            below.add(new Bound(difference.source(), 0));
        }
        return Optional.of(new Confined(column, below, above));
    }
}
