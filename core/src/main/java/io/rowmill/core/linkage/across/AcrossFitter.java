package io.rowmill.core.linkage.across;

import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.AcrossRule.Kind;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.rules.Closeness;
import io.rowmill.core.rules.Combination;
import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.Part;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the columns of a table from columns of the rows it refers to, where both have something in common. What always is the parent's
 * is copied. Numbers and times go by their distance from the parent's, or are confined by it.
 */
public final class AcrossFitter {
    /** Share of the rows in which a copied column may be null where its source isn't, or the other way round, if it is not learned. */
    private static final double FEW_NULLS = 0.02;
    /** Share of the rows with equal values above which a number goes by its distance. */
    private static final double OFTEN_EQUAL = 0.1;

    private final TypedColumns child;
    private final List<Parent> parents;
    private final Protection protection;
    private final AboveValues above;
    private final DistancesAbove distances;
    /** Columns that are made from a parent's, with or without exceptions. */
    private final Set<String> copied = new HashSet<>();

    private AcrossFitter(TypedColumns child, List<Parent> parents, Protection protection, Path base) {
        this.child = child;
        this.parents = List.copyOf(parents);
        this.protection = protection;
        this.above = new AboveValues(base);
        this.distances = new DistancesAbove(protection.extremeValueCount());
    }

    /** Whether a table's columns have anything in common with the parent's. */
    public static boolean isAnyBound(TypedColumns child, Parent parent, Path base) throws IOException {
        List<Parent> parents = List.of(parent);
        return !AcrossRules.find(
                        child, parents, RowSamples.of(child, parents), new AboveValues(base), new DistancesAbove(0))
                .isEmpty();
    }

    /**
     * @param before rules between columns of the row alone
     * @param child columns that rules may make: neither keys nor columns that never repeat
     * @param parents the keys by which parents are known before the row is made, in the order of preference
     * @param samples of both
     * @param protection no more extreme values become part of a rule
     * @param struck rules that rows need not keep
     * @param base scratch files are made beside it, which begin with its name
     * @return the rules before, and those with parents' columns; the same if there are none
     */
    public static TableRules fit(
            TableRules before,
            TypedColumns child,
            List<Parent> parents,
            RowSamples samples,
            Protection protection,
            List<Declared> struck,
            Path base)
            throws IOException {
        return new AcrossFitter(child, parents, protection, base).fit(before, samples, new Struck(struck));
    }

    private TableRules fit(TableRules before, RowSamples samples, Struck struck) throws IOException {
        Map<String, List<AcrossRule>> found = new LinkedHashMap<>();
        for (AcrossRule rule : AcrossRules.find(child, parents, samples, above, distances)) {
            if (!struck.has(rule)) {
                found.computeIfAbsent(rule.column(), c -> new ArrayList<>()).add(rule);
            }
        }
        RuleMerger merger = new RuleMerger(before);
        Set<String> computed = computed(samples, found, before, merger, struck);
        for (Column column : ordered(before)) {
            if (found.containsKey(column.name()) && !computed.contains(column.name())) {
                List<AcrossRule> rules = found.get(column.name());
                Optional<Made> made = made(column, rules, before);
                made.ifPresent(m -> merger.make(m.derivation()));
                made.filter(m -> m.derivation() instanceof Copy).ifPresent(m -> copied.add(column.name()));
                Optional<Derivation> value = made.map(Made::derivation).or(() -> before.valueOf(column.name()));
                if (value.isEmpty() || value.get() instanceof Difference) {
                    bounds(column, rules, made).ifPresent(merger::confine);
                }
            }
        }
        makeClose(samples, merger, struck);
        return merger.rules();
    }

    /** Columns that nothing else gives their value. */
    private void makeClose(RowSamples samples, RuleMerger merger, Struck struck) throws IOException {
        AcrossClose close = new AcrossClose(samples, parents);
        Map<Column, AcrossClose.Found> all = new LinkedHashMap<>();
        for (Column column : child.columns()) {
            boolean isLearned = child.isContent(column.name()) && !merger.isMade(column.name());
            if (isLearned && hasDistance(column)) {
                close.of(column)
                        .filter(found -> !struck.hasOrder(column.name(), found))
                        .ifPresent(found -> all.put(column, found));
            }
        }
        distances.learn(child, above, all);
        all.forEach((column, found) -> near(column, found).ifPresent(merger::make));
    }

    /** Unless the column is a copy, or the row makes it itself. */
    private Set<String> computed(
            RowSamples samples,
            Map<String, List<AcrossRule>> found,
            TableRules before,
            RuleMerger merger,
            Struck struck)
            throws IOException {
        Set<String> out = new HashSet<>();
        for (Computed rule : AcrossComputed.find(child, parents, samples, protection, above)) {
            boolean isCopy = found.getOrDefault(rule.column(), List.of()).stream()
                    .anyMatch(r -> r.kind() == Kind.EQUAL && r.exact() && r.nullsAgree());
            if (!isCopy
                    && !struck.has(rule)
                    && before.valueOf(rule.column()).isEmpty()
                    && !out.contains(rule.column())
                    && merger.compute(rule)) {
                out.add(rule.column());
            }
        }
        return out;
    }

    /** Columns that the row makes itself come after those that it makes them from. */
    private List<Column> ordered(TableRules before) {
        List<String> made =
                before.derivations().stream().flatMap(d -> d.columns().stream()).toList();
        List<Column> out = new ArrayList<>(child.columns());
        out.sort(Comparator.comparingInt(c -> before.valueOf(c.name()).isPresent() ? made.indexOf(c.name()) : -1));
        return out;
    }

    /**
     * The row makes the column from others. But what a copied column says of it, or of which group it is a member, is said by the same
     * parent: what is made up there is known to no other table.
     */
    private boolean isMade(Column column, TableRules before) {
        return before.valueOf(column.name())
                .filter(d -> !(d instanceof Lookup || d instanceof Member)
                        || d.sources().stream().noneMatch(s -> copied.contains(s.column())))
                .isPresent();
    }

    /** @param from the rule that it is made from */
    private record Made(Derivation derivation, AcrossRule from) {}

    private Optional<Made> made(Column column, List<AcrossRule> rules, TableRules before) {
        if (before.valueOf(column.name()).filter(Combination.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        Optional<AcrossRule> equal = rules.stream()
                .filter(r -> r.kind() == Kind.EQUAL && hasSameType(column, of(r)))
                .max(Comparator.comparing(AcrossRule::exact)
                        .thenComparing(AcrossRule::nullsAgree)
                        .thenComparing(r -> r.counts().share()));
        if (equal.isPresent() && equal.get().exact() && equal.get().nullsAgree()) {
            return Optional.of(
                    new Made(new Copy(column.name(), source(equal.get()), column.format(), false), equal.get()));
        }
        if (isMade(column, before)) {
            return Optional.empty();
        }
        if (!child.rows().metadata().column(column.name()).isContent()) {
            return equal.filter(AcrossFitter::hardlyDiffersInNulls)
                    .map(r -> new Made(new Copy(column.name(), source(r), column.format(), false), r));
        }
        Optional<AcrossRule> distance = distance(column, rules);
        if (distance.isPresent()) {
            return Optional.of(new Made(difference(column, distance.get(), rules), distance.get()));
        }
        if (equal.isPresent()
                && column.format().getClass() == of(equal.get()).format().getClass()) {
            AcrossRule r = equal.get();
            return Optional.of(new Made(new Copy(column.name(), source(r), column.format(), true, r.exact()), r));
        }
        return rules.stream()
                .filter(r -> r.kind().isPart() && r.exact() && r.nullsAgree())
                .findFirst()
                .map(r -> new Made(part(column, r), r));
    }

    private Column of(AcrossRule rule) {
        return parent(rule).columns().columns().stream()
                .filter(c -> c.name().equals(rule.parentColumn()))
                .findFirst()
                .orElseThrow();
    }

    private Parent parent(AcrossRule rule) {
        return parents.stream()
                .filter(p -> p.relationship().equals(rule.relationship()))
                .findFirst()
                .orElseThrow();
    }

    private static Source source(AcrossRule rule) {
        return new Source(List.of(rule.relationship()), rule.parentColumn());
    }

    /** A typed cell of one is one of the other. */
    private static boolean hasSameType(Column own, Column of) {
        return !(own.format() instanceof Spellings)
                && !(of.format() instanceof Spellings)
                && own.format().bare().getClass() == of.format().bare().getClass();
    }

    /** Whatever a column that nobody learns is otherwise, it is made up. */
    private static boolean hardlyDiffersInNulls(AcrossRule rule) {
        return rule.counts().ownOnly() + rule.counts().parentOnly()
                <= FEW_NULLS * rule.counts().rows();
    }

    /** The rule whose parent's column is the best base of a distance. */
    private Optional<AcrossRule> distance(Column column, List<AcrossRule> rules) {
        if (!hasDistance(column)) {
            return Optional.empty();
        }
        return rules.stream()
                .filter(r -> !r.kind().isPart() && hasDistance(of(r)))
                .filter(r -> column.type() == CellType.TIME || equalShare(r) >= OFTEN_EQUAL)
                .max(Comparator.comparing((AcrossRule r) -> r.kind() == Kind.EQUAL)
                        .thenComparing(AcrossRule::exact)
                        .thenComparing(r -> r.kind() == Kind.AT_LEAST)
                        .thenComparing(AcrossFitter::equalShare));
    }

    /** From another column of the same type. */
    static boolean hasDistance(Column column) {
        return column.ordered() && isPlain(column.format());
    }

    private static double equalShare(AcrossRule rule) {
        return rule.counts().equal() / (double) rule.counts().both();
    }

    /** It can be written again wherever it comes out. */
    static boolean isPlain(ValueFormat format) {
        return format instanceof ValueFormat.WholeNumber
                || format instanceof ValueFormat.Decimal
                || format instanceof ValueFormat.Real
                || format instanceof ValueFormat.Date
                || format instanceof ValueFormat.Timestamp;
    }

    private Difference difference(Column column, AcrossRule rule, List<AcrossRule> rules) {
        boolean ordered = rules.stream().anyMatch(r -> isKeptBy(rule, r));
        Column of = of(rule);
        return distances.of(parent(rule), column, of).difference(column, source(rule), of, ordered);
    }

    private Optional<Derivation> near(Column column, AcrossClose.Found found) {
        Column of = found.column();
        Source source = new Source(List.of(found.parent().relationship()), of.name());
        DistanceFacts facts = distances.of(found.parent(), column, of);
        return found.way() == Closeness.Way.DIFFERENCE
                ? Optional.of(facts.difference(column, source, of, false))
                : facts.ratio(column, source, of);
    }

    private DatePart part(Column column, AcrossRule rule) {
        Part part = Part.valueOf(rule.kind().name());
        return new DatePart(column.name(), source(rule), column.format(), of(rule).format(), part);
    }

    /** The orders that are left, and that of the distance: a bound must not move it beyond its source. */
    private Optional<Confined> bounds(Column column, List<AcrossRule> rules, Optional<Made> made) {
        if (!isPlain(column.format())) {
            return Optional.empty();
        }
        List<AcrossRule> orders = rules.stream()
                .filter(r -> r.kind() == Kind.AT_LEAST || r.kind() == Kind.AT_MOST)
                .filter(r -> isPlain(of(r).format()))
                .filter(r -> made.isEmpty() || r.exact())
                .toList();
        if (made.isPresent() ? orders.stream().allMatch(r -> isKeptBy(made.get().from(), r)) : orders.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Confined(column.name(), bounds(orders, Kind.AT_LEAST), bounds(orders, Kind.AT_MOST)));
    }

    /** A column that is made by its distance from a parent's is not below that, if it never is. */
    private static boolean isKeptBy(AcrossRule distance, AcrossRule order) {
        return order.kind() == Kind.AT_LEAST
                && order.exact()
                && order.relationship().equals(distance.relationship())
                && order.parentColumn().equals(distance.parentColumn());
    }

    private static List<Bound> bounds(List<AcrossRule> orders, Kind kind) {
        return orders.stream()
                .filter(r -> r.kind() == kind)
                .map(r -> new Bound(source(r), 1 - r.counts().share()))
                .toList();
    }
}
