package io.rowmill.core.rules;

import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills the cells that a column was made from, where the made cell leaves no choice. */
final class Backtrack {
    private final TableRules rules;
    private final TableTransform transform;
    private final Sheet sheet;
    private final Map<Derivation, Map<String, Optional<String>>> sources = new HashMap<>();

    Backtrack(TableRules rules, TableTransform transform, Sheet sheet) {
        this.rules = rules;
        this.transform = transform;
        this.sheet = sheet;
    }

    /** @return whether a cell was filled */
    boolean apply(List<Derivation> derivations) {
        boolean more = false;
        for (int i = derivations.size() - 1; i >= 0; i--) {
            Derivation rule = derivations.get(i);
            more |= rule instanceof Computed computed ? solve(computed) : fill(rule);
        }
        return more;
    }

    private boolean fill(Derivation rule) {
        boolean isOne = rule instanceof Member
                || (rule instanceof Copy copy && !copy.exceptions())
                || (rule instanceof Lookup lookup
                        && !lookup.exceptions()
                        && lookup.keys().size() == 1);
        if (!isOne) {
            return false;
        }
        String source = rule.sources().get(0).column();
        boolean more = false;
        for (int row = 0; row < sheet.size(); row++) {
            String cell = sheet.cell(row, rule.column());
            if (cell != null && sheet.cell(row, source) == null) {
                Optional<String> found = sources.computeIfAbsent(rule, r -> new HashMap<>())
                        .computeIfAbsent(cell, c -> source(rule, source, c));
                if (found.isPresent()) {
                    sheet.set(row, source, found.get());
                    more = true;
                }
            }
        }
        return more;
    }

    private Optional<String> source(Derivation rule, String source, String cell) {
        if (rule instanceof Member member) {
            return member.groupOf(Residuals.canonical(cell, member.format())).map(Group::of);
        } else if (rule instanceof Copy) {
            return Optional.of(cell).filter(c -> Residuals.parsed(c, rules.format(source, transform)) != null);
        }
        List<@Nullable String> standing = standing((Lookup) rule, cell);
        return standing.size() == 1 ? Optional.ofNullable(standing.get(0)) : Optional.empty();
    }

    /** The cells of a source that stand for a cell. */
    static List<@Nullable String> standing(Lookup rule, String cell) {
        String written = Residuals.canonical(cell, rule.format());
        return rule.table().stream()
                .filter(e -> Objects.equals(e.cell(), written))
                .map(Entry::of)
                .map(of -> of.get(0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean solve(Computed rule) {
        if (rule.remainder() != null) {
            return false;
        }
        Map<String, @Nullable Object[]> columns = new HashMap<>();
        for (Source source : rule.sources()) {
            columns.put(source.column(), new Object[sheet.size()]);
        }
        new Solving(rules, new KnownCells(), source -> columns.get(source.column())).apply(rule, columns, sheet.size());
        boolean more = false;
        for (Map.Entry<String, @Nullable Object[]> solved : columns.entrySet()) {
            for (int row = 0; row < sheet.size(); row++) {
                Object value = solved.getValue()[row];
                if (value != null && sheet.cell(row, solved.getKey()) == null) {
                    sheet.set(
                            row,
                            solved.getKey(),
                            rules.format(solved.getKey(), transform).format(value));
                    more = true;
                }
            }
        }
        return more;
    }

    private final class KnownCells implements Given {
        @Override
        public boolean is(String column, int row) {
            return sheet.cell(row, column) != null;
        }

        @Override
        public @Nullable Object value(String column, int row) {
            return rules.format(column, transform).parse(sheet.cell(row, column));
        }
    }
}
