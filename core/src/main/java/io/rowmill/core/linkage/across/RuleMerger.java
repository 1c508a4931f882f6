package io.rowmill.core.linkage.across;

import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Fitting;
import io.rowmill.core.rules.Limited;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.Stepped;
import io.rowmill.core.rules.TableRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds rules with parents' columns to those between a row's own. Parents are complete before a row is, so such a rule can come
 * first; but it confines a column only after the column has its value.
 */
final class RuleMerger {
    private final TableRules before;
    private final List<Derivation> derivations;
    private int first;
    private boolean computes;

    RuleMerger(TableRules before) {
        this.before = before;
        derivations = new ArrayList<>(before.derivations());
    }

    TableRules rules() {
        return before.with(computes ? inOrder() : derivations);
    }

    /**
     * Makes a column that nothing gives its value yet, of others of the row, too.
     *
     * @return false: one of the others is made from it, or it has bounds that somebody declared, so that nothing is changed
     */
    boolean compute(Computed value) {
        Set<String> read = new HashSet<>();
        value.sources().stream().filter(Source::isOwn).forEach(s -> addSources(s.column(), read));
        boolean isBound = derivations.stream()
                .anyMatch(d -> d.columns().contains(value.column()) && (d instanceof Limited || d instanceof Fitting));
        if (isBound || read.contains(value.column())) {
            return false;
        }
        // A bound would move it, and a null of its own would have to be one of what it is computed of.
        derivations.removeIf(d ->
                d.column().equals(value.column()) && (d instanceof Confined || value.learned() == Learned.NOTHING));
        derivations.add(value);
        computes = true;
        return true;
    }

    private void addSources(String column, Set<String> out) {
        if (out.add(column)) {
            derivations.stream()
                    .filter(d -> d.columns().contains(column))
                    .flatMap(d -> d.sources().stream())
                    .filter(Source::isOwn)
                    .forEach(s -> addSources(s.column(), out));
        }
    }

    /** What a column is made from is complete before; else they stay in their order. */
    private List<Derivation> inOrder() {
        Set<Derivation> out = new LinkedHashSet<>();
        Set<Derivation> begun = new HashSet<>();
        Map<String, List<Derivation>> of = new HashMap<>();
        derivations.forEach(d -> d.columns()
                .forEach(c -> of.computeIfAbsent(c, k -> new ArrayList<>()).add(d)));
        derivations.forEach(d -> place(d, of, begun, out));
        return new ArrayList<>(out);
    }

    private static void place(
            Derivation derivation, Map<String, List<Derivation>> of, Set<Derivation> begun, Set<Derivation> out) {
        if (!begun.add(derivation)) {
            return;
        }
        for (Derivation same : of.get(derivation.column())) {
            if (same.equals(derivation)) {
                break;
            }
            place(same, of, begun, out);
        }
        derivation.sources().stream()
                .filter(Source::isOwn)
                .flatMap(s -> of.getOrDefault(s.column(), List.of()).stream())
                .forEach(d -> place(d, of, begun, out));
        out.add(derivation);
    }

    /** A rule gives the column its value, or somebody has declared its bounds. */
    boolean isMade(String column) {
        return derivations.stream()
                .anyMatch(d -> d.columns().contains(column)
                        && (d.learned() != Learned.WHOLE || d instanceof Limited || d instanceof Fitting));
    }

    /** Replaces whatever gave the column its value. */
    void make(Derivation value) {
        derivations.removeIf(d -> d.column().equals(value.column()) && d.learned() != Learned.WHOLE);
        first = Math.min(first, derivations.size());
        derivations.add(first++, value);
    }

    /** The last that is done to a column, before it is confined: a step must not lead beyond its bounds. */
    void step(Stepped rule) {
        int at = -1;
        for (int i = 0; i < derivations.size(); i++) {
            Derivation derivation = derivations.get(i);
            if (derivation.columns().contains(rule.column())) {
                at = i + 1;
                if (derivation instanceof Confined) {
                    at = i;
                    break;
                }
            }
        }
        at = at < 0 ? first : at;
        first += at <= first ? 1 : 0;
        derivations.add(at, rule);
    }

    void confine(Confined bounds) {
        List<Bound> lowers = new ArrayList<>(bounds.lowers());
        List<Bound> uppers = new ArrayList<>(bounds.uppers());
        int last = -1;
        for (int i = 0; i < derivations.size(); i++) {
            Derivation derivation = derivations.get(i);
            if (!derivation.column().equals(bounds.column())) {
                continue;
            }
            last = i;
            if (derivation instanceof Confined confined) {
                lowers.addAll(confined.lowers());
                uppers.addAll(confined.uppers());
            } else if (derivation instanceof Difference difference
                    && difference.ordered()
                    && difference.source().isOwn()) {
                lowers.add(new Bound(difference.source(), 0));
            }
        }
        Confined all = new Confined(bounds.column(), lowers, uppers);
        if (last < 0) {
            derivations.add(first++, all);
        } else if (derivations.get(last) instanceof Confined) {
            derivations.set(last, all);
        } else {
            derivations.add(last + 1, all);
        }
    }
}
