package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.NullAfter;
import io.rowmill.core.rules.Candidate.NullTogether;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.rules.Evidence.OfNulls;
import io.rowmill.core.rules.Sample.Column;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Chooses which column says where another is null. */
final class NullChoice {
    private final List<OfNulls> evidence;
    private final Reading reading;
    private final Predicate<String> isMade;
    private final Map<String, Derivation> chosen = new HashMap<>();

    /** @param isMade whether a column is made from another, nulls included */
    NullChoice(List<Evidence> evidence, Reading reading, Predicate<String> isMade) {
        this.evidence = evidence.stream()
                .filter(e -> e instanceof OfNulls && (e.isExact() || isMostlyTogether(e)))
                .map(OfNulls.class::cast)
                .toList();
        this.reading = reading;
        this.isMade = isMade;
    }

    Map<String, Derivation> choose() {
        for (OfNulls of : evidence) {
            if (of.isExact() && of.candidate() instanceof NullTogether both) {
                together(both.x(), both.y());
            }
        }
        evidence.stream()
                .filter(e -> e.candidate() instanceof NullAfter)
                .sorted(Comparator.comparingLong(e -> -e.ofX()))
                .forEach(e -> after((NullAfter) e.candidate(), e.share()));
        for (OfNulls of : evidence) {
            if (!of.isExact() && of.candidate() instanceof NullTogether both) {
                mostlyTogether(both, of);
            }
        }
        return chosen;
    }

    /** A column that is made up has no nulls of its own to learn, so that even most of them are worth a rule. */
    private static boolean isMostlyTogether(Evidence of) {
        return of.holds()
                && of.candidate() instanceof NullTogether both
                && !(both.x().metadata().isContent() && both.y().metadata().isContent());
    }

    private void mostlyTogether(NullTogether both, OfNulls of) {
        if (both.y().metadata().isContent()) {
            add(
                    new NullImplies(both.x().name(), Source.own(both.y().name()), of.shareOfX(), of.shareOfXWhere()),
                    both.y().name());
        } else {
            add(
                    new NullImplies(both.y().name(), Source.own(both.x().name()), of.share(), of.shareWhere()),
                    both.x().name());
        }
    }

    /** Learned nulls say where made-up ones are, not the other way round. */
    private void together(Column x, Column y) {
        if (!x.metadata().isContent() && y.metadata().isContent()) {
            add(new NullWith(x.name(), Source.own(y.name())), y.name());
        } else {
            add(new NullWith(y.name(), Source.own(x.name())), x.name());
        }
    }

    private void after(NullAfter pair, double share) {
        add(
                new NullImplies(pair.y().name(), Source.own(pair.x().name()), share),
                pair.x().name());
    }

    private void add(Derivation rule, String source) {
        if (!chosen.containsKey(rule.column())
                && !isMade.test(rule.column())
                && reading.add(rule.column(), List.of(source))) {
            chosen.put(rule.column(), rule);
        }
    }
}
