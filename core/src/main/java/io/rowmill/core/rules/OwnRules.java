package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that read nothing but their own row. */
final class OwnRules {
    private final TableRules rules;
    private final TableRules certain;
    private final Set<String> learned = new LinkedHashSet<>();
    private final Map<Lookup, Set<List<@Nullable String>>> tables = new HashMap<>();

    OwnRules(TableRules whole) {
        List<Derivation> own = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        whole.totals().forEach(t -> elsewhere.add(t.column()));
        for (Derivation rule : whole.derivations()) {
            boolean isOwn = rule.sources().stream().allMatch(s -> s.isOwn() && !elsewhere.contains(s.column()));
            if (isOwn && rule.columns().stream().noneMatch(elsewhere::contains)) {
                own.add(rule);
            } else {
                elsewhere.addAll(rule.columns());
            }
        }
        rules = new TableRules(whole.table(), own);
        certain = rules.with(own.stream().filter(OwnRules::isCertain).toList());
        for (Derivation rule : own) {
            Stream.concat(rule.columns().stream(), rule.sources().stream().map(Source::column))
                    .filter(c -> whole.learned(c) != Learned.NOTHING)
                    .forEach(learned::add);
            if (rule instanceof Lookup lookup) {
                Set<List<@Nullable String>> keys = new HashSet<>();
                lookup.table().stream().map(Entry::of).forEach(keys::add);
                tables.put(lookup, keys);
            }
        }
    }

    /** Chance has no say in it. */
    private static boolean isCertain(Derivation rule) {
        return !(rule instanceof NullWith || rule instanceof NullImplies)
                && (!(rule instanceof Confined confined)
                        || Stream.concat(confined.lowers().stream(), confined.uppers().stream())
                                .mapToDouble(Bound::exceptions)
                                .allMatch(share -> share == 0));
    }

    TableRules rules() {
        return rules;
    }

    /** Without those that chance has a say in. */
    TableRules certain() {
        return certain;
    }

    /** Columns that the rules are about and of which something is learned. */
    Set<String> learned() {
        return learned;
    }

    /** Whether the rule itself says what these cells stand for: others than those in its table stand for something by chance. */
    boolean says(Derivation rule, Function<Source, @Nullable String> cells) {
        return !(rule instanceof Lookup lookup) || tables.get(lookup).contains(Residuals.key(lookup, cells));
    }
}
