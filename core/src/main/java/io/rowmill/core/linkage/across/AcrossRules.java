package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRule.Counts;
import io.rowmill.core.linkage.across.AcrossRule.Kind;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for rules between a table's columns and columns of the rows it refers to. A sample of rows leaves few candidates, which
 * then see every row. Memory does not grow with rows: what is looked up by row lies in mapped files.
 *
 * <p>A rule must say something in {@value #FEW} rows, hold in nearly all of them, hold in clearly more than it would by chance
 * ({@link Chance}), and be no coincidence among all candidates.
 */
public final class AcrossRules {
    private static final int FEW = 30;
    private static final double NEARLY_ALL = 0.95;
    /** What the sample may fall short of by being a sample. */
    private static final double SLACK = 0.02;
    /** By how much a rule must hold more often than by chance. */
    private static final double CLEARLY = 0.05;
    /** Probability of finding any rule in a table that has none. */
    private static final double COINCIDENCE = 1e-4;

    private final TypedColumns child;
    private final List<Parent> parents;
    private final RowSamples samples;
    private final AboveValues above;
    private final DistancesAbove distances;

    /**
     * One foreign key.
     *
     * @param relationship its name
     */
    public record Parent(String relationship, ParentIndex index, TypedColumns columns) {}

    private AcrossRules(
            TypedColumns child, List<Parent> parents, RowSamples samples, AboveValues above, DistancesAbove distances) {
        this.child = child;
        this.samples = samples;
        this.parents = List.copyOf(parents);
        this.above = above;
        this.distances = distances;
    }

    /**
     * @param above gets the columns that it takes to see every row
     * @param distances learn of the columns that rules may be about
     * @return in the order of parents, of the table's columns and of the parent's columns; for two columns that are always equal,
     *     only that
     */
    static List<AcrossRule> find(
            TypedColumns child, List<Parent> parents, RowSamples samples, AboveValues above, DistancesAbove distances)
            throws IOException {
        return new AcrossRules(child, parents, samples, above, distances).find();
    }

    private List<AcrossRule> find() throws IOException {
        int tried = 0;
        List<Candidate> left = new ArrayList<>();
        RowSample rows = samples.rows();
        for (Parent parent : parents) {
            RowSample above = samples.above(parent);
            for (Column own : child.columns()) {
                for (Column of : parent.columns().columns()) {
                    for (Kind kind : kinds(own, of)) {
                        tried++;
                        double chance = chance(kind, rows.values(own), above.values(of));
                        if (chance <= 1 - CLEARLY) {
                            left.add(new Candidate(parent, own, of, kind, chance));
                        }
                    }
                }
            }
        }
        return left.isEmpty() ? List.of() : settled(left, counted(left), Math.log(COINCIDENCE / tried));
    }

    /** What can hold between two columns at all. */
    private static List<Kind> kinds(Column own, Column of) {
        if (own.type() == CellType.NUMBER && of.type() == CellType.TIME) {
            return List.of(Kind.YEAR, Kind.MONTH, Kind.DAY);
        }
        if (own.type() != of.type() || (own.type() != CellType.TEXT && own.ordered() != of.ordered())) {
            return List.of();
        }
        return own.type().isOrdered() && own.ordered()
                ? List.of(Kind.EQUAL, Kind.AT_LEAST, Kind.AT_MOST)
                : List.of(Kind.EQUAL);
    }

    /** @return 1 if it doesn't hold in the sample, or too few rows say something */
    private static double chance(Kind kind, long[] own, long[] above) {
        int both = 0;
        int holding = 0;
        long[] x = new long[own.length];
        long[] y = new long[own.length];
        for (int i = 0; i < own.length; i++) {
            long parent = Candidate.compared(kind, above[i]);
            if (own[i] != CellType.NULL && parent != CellType.NULL) {
                y[both] = own[i];
                x[both++] = parent;
                holding += Candidate.holds(kind, own[i], parent) ? 1 : 0;
            }
        }
        // Where the sample is all rows, fewer say too little; else more of them may be among the others.
        if (both == 0 || (both < FEW && own.length < RowSamples.MOST) || holding < (NEARLY_ALL - SLACK) * both) {
            return 1;
        }
        return Chance.of(kind, Arrays.copyOf(y, both), Arrays.copyOf(x, both));
    }

    private List<AcrossRule> settled(List<Candidate> candidates, List<Counts> counts, double most) {
        List<AcrossRule> found = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            Counts n = counts.get(i);
            boolean holds = n.both() >= FEW
                    && n.share() >= NEARLY_ALL
                    && n.share() - c.chance() >= CLEARLY
                    && Chance.logOfCoincidence(n.share(), c.chance(), n.both()) <= most;
            if (holds) {
                found.add(new AcrossRule(c.own().name(), c.parent().relationship(), c.of().name(), c.kind(), n));
            }
        }
        return found.stream().filter(rule -> !isImplied(rule, found)).toList();
    }

    private static boolean isImplied(AcrossRule rule, List<AcrossRule> found) {
        return rule.kind() != Kind.EQUAL
                && found.stream()
                        .anyMatch(other -> other.kind() == Kind.EQUAL
                                && other.exact()
                                && other.column().equals(rule.column())
                                && other.relationship().equals(rule.relationship())
                                && other.parentColumn().equals(rule.parentColumn()));
    }

    private List<Counts> counted(List<Candidate> candidates) throws IOException {
        for (Parent parent : parents) {
            above.write(
                    parent,
                    candidates.stream()
                            .filter(c -> c.parent().equals(parent))
                            .map(Candidate::of)
                            .toList());
        }
        Counting counting = new Counting(
                candidates,
                candidates.stream().map(c -> above.of(c.parent(), c.of())).toList(),
                distances);
        child.forEachRow(counting::add);
        return counting.counts();
    }
}
