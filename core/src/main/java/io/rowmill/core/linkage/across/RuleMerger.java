package io.rowmill.core.linkage.across;

import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.TableRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds rules with parents' columns to those between a row's own. Parents are complete before a row is, so such a rule can come
 * first; but it confines a column only after the column has its value.
 */
final class RuleMerger {
    private final TableRules before;
    private final List<Derivation> derivations;
    private int first;

    RuleMerger(TableRules before) {
        this.before = before;
        derivations = new ArrayList<>(before.derivations());
    }

    TableRules rules() {
        return before.with(derivations);
    }

    /** Replaces whatever gave the column its value. */
    void make(Derivation value) {
        derivations.removeIf(d -> d.column().equals(value.column()) && d.learned() != Learned.WHOLE);
        first = Math.min(first, derivations.size());
        derivations.add(first++, value);
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
