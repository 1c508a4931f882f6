package io.rowmill.core.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts what is declared into the place of what was found, and in an order in which it can be computed. */
public final class DeclaredMerger {
    private final Map<String, List<Derivation>> byColumn = new LinkedHashMap<>();
    /** By column those that come before it. */
    private final Map<String, Set<String>> reads = new LinkedHashMap<>();

    private DeclaredMerger() {}

    /**
     * @param found rules of the table; what is declared of it may be among them already
     * @return whatever was found, unless the declared rules say it
     */
    public static TableRules merge(TableRules found, DeclaredRules declared) {
        DeclaredMerger merger = new DeclaredMerger();
        Set<String> made = declared.made();
        for (Derivation derivation : found.derivations()) {
            boolean isDeclared = derivation instanceof Limited
                    || derivation instanceof Fitting
                    || derivation.columns().stream().anyMatch(made::contains);
            if (!isDeclared) {
                merger.add(derivation);
            }
        }
        declared.derivations().values().forEach(all -> all.forEach(merger::add));
        return found.with(merger.inOrder());
    }

    private void add(Derivation derivation) {
        String column = derivation.column();
        byColumn.computeIfAbsent(column, c -> new ArrayList<>()).add(derivation);
        Set<String> before = reads.computeIfAbsent(column, c -> new LinkedHashSet<>());
        derivation.sources().stream().filter(Source::isOwn).forEach(s -> before.add(s.column()));
        derivation.columns().stream().skip(1).forEach(c -> reads.computeIfAbsent(c, k -> new LinkedHashSet<>())
                .add(column));
    }

    private List<Derivation> inOrder() {
        Set<String> order = new LinkedHashSet<>();
        Set<String> open = new LinkedHashSet<>();
        byColumn.keySet().forEach(c -> place(c, order, open));
        List<Derivation> out = new ArrayList<>();
        order.forEach(c -> out.addAll(byColumn.getOrDefault(c, List.of())));
        return out;
    }

    private void place(String column, Set<String> order, Set<String> open) {
        if (!order.contains(column) && open.add(column)) {
            reads.getOrDefault(column, Set.of()).forEach(c -> place(c, order, open));
            order.add(column);
        }
    }
}
