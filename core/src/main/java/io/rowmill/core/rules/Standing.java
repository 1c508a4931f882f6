package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.Within;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the given cells that can't stand with what else is known of their row, and what open cells have to be so that others can. */
final class Standing {
    private final OwnRules own;
    private final TableTransform transform;
    private final Sheet sheet;
    private final Map<String, @Nullable Object[]> made;
    private final List<List<Narrowed>> narrowed = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<List<Object>> found = new HashSet<>();

    /** @param made what the columns come out as, where their sources are known */
    Standing(OwnRules own, TableTransform transform, Sheet sheet, Map<String, @Nullable Object[]> made) {
        this.own = own;
        this.transform = transform;
        this.sheet = sheet;
        this.made = made;
        for (int row = 0; row < sheet.size(); row++) {
            narrowed.add(new ArrayList<>());
        }
    }

    List<List<Narrowed>> narrowed() {
        return narrowed;
    }

    List<Pending> pending() {
        return pending;
    }

    List<Finding> findings() {
        return findings;
    }

    void check() {
        Set<Derivation> certain = new HashSet<>(own.certain().derivations());
        for (Derivation rule : own.rules().derivations()) {
            for (int row = 0; row < sheet.size(); row++) {
                for (String column : rule.columns()) {
                    String cell = sheet.cell(row, column);
                    if (cell != null) {
                        check(rule, column, cell, row, certain.contains(rule));
                    }
                }
            }
        }
    }

    private void check(Derivation rule, String column, String cell, int row, boolean isCertain) {
        List<String> open = open(rule, row);
        if (open.isEmpty() && isCertain) {
            compare(rule, column, cell, row);
        } else if (rule instanceof Member member) {
            narrowToNull(member, cell, row);
        } else if (rule instanceof NullWith || (rule instanceof NullImplies implies && implies.where() >= 1)) {
            narrow(open, Narrowed.notNull(rule.sources().get(0).column()), column, row);
        } else if (rule instanceof Lookup lookup
                && !lookup.exceptions()
                && lookup.keys().size() == 1) {
            narrow(lookup, cell, row);
        } else if (Pending.isOne(rule) && !open.isEmpty() && isPending(new Pending(row, rule))) {
            pending.add(new Pending(row, rule));
            narrow(open, Narrowed.notNull(column), column, row);
        } else if (rule.learned() != Learned.WHOLE && !open.isEmpty()) {
            find(row, column, Finding.Kind.OPEN, open);
        }
    }

    private List<String> open(Derivation rule, int row) {
        return rule instanceof Combination combination
                ? sheet.open(
                        row, combination.columns().stream().map(Source::own).toList())
                : sheet.open(row, rule.sources());
    }

    private void narrowToNull(Member rule, String cell, int row) {
        if (rule.groupOf(Residuals.canonical(cell, rule.format())).isEmpty()) {
            find(row, rule.column(), Finding.Kind.UNKNOWN, List.of());
        } else {
            String source = rule.source().column();
            narrow(List.of(source), Narrowed.toNull(source), rule.column(), row);
        }
    }

    private void narrow(Lookup rule, String cell, int row) {
        String source = rule.keys().get(0).column();
        List<@Nullable String> standing = Backtrack.standing(rule, cell);
        if (standing.isEmpty()) {
            find(row, rule.column(), Finding.Kind.UNKNOWN, List.of());
        } else if (standing.contains(null)) {
            find(row, rule.column(), Finding.Kind.OPEN, List.of(source));
        } else {
            narrow(List.of(source), Narrowed.among(source, standing), rule.column(), row);
        }
    }

    /** Two cells at distances from one that is open would need both distances at once. */
    private boolean isPending(Pending cell) {
        return own.rules().learned(cell.source()) == Learned.WHOLE
                && transform.contentColumns().contains(cell.source())
                && transform.contentColumns().contains(cell.column())
                && !transform.parts(cell.column()).isEmpty()
                && pending.stream()
                        .noneMatch(p -> p.row() == cell.row() && p.source().equals(cell.source()));
    }

    /** Where the column can't be narrowed, it has to be given. */
    private void narrow(List<String> open, Narrowed to, String column, int row) {
        if (open.isEmpty()) {
            return;
        }
        if (isPossible(to)) {
            narrowed.get(row).add(to);
        } else {
            find(row, column, Finding.Kind.OPEN, open);
        }
    }

    private boolean isPossible(Narrowed to) {
        Learned learned = own.rules().learned(to.column());
        boolean isNullLearned = learned == Learned.WHOLE || learned == Learned.DISTANCE;
        if (!transform.contentColumns().contains(to.column())
                || transform.parts(to.column()).isEmpty()) {
            return false;
        }
        if (to.isNull()) {
            return isNullLearned && transform.nullCode(to.column()) >= 0;
        } else if (to.cells().isEmpty()) {
            return isNullLearned;
        }
        Map<Integer, double[]> shares = transform.shares(to.column(), new Within(null, null, null, null, to.cells()));
        return learned == Learned.WHOLE
                && !shares.isEmpty()
                && shares.values().stream()
                        .allMatch(codes -> Arrays.stream(codes).sum() > 0);
    }

    private void compare(Derivation rule, String column, String cell, int row) {
        if (rule instanceof Difference difference) {
            compare(difference, cell, row);
            return;
        }
        boolean isFree = rule instanceof Ratio
                || (rule instanceof Computed computed && computed.remainder() != null)
                || !own.says(rule, sheet.cells(row));
        if (isFree) {
            return;
        }
        if (rule instanceof Member member
                && member.groupOf(Residuals.canonical(cell, member.format())).isEmpty()) {
            find(row, column, Finding.Kind.UNKNOWN, List.of());
            return;
        }
        ValueFormat format = own.rules().format(column, transform);
        Object value = Objects.requireNonNull(made.get(column), "made")[row];
        if (!Objects.equals(format.format(value), Residuals.canonical(cell, format))) {
            Finding.Kind kind = rule instanceof Combination ? Finding.Kind.UNKNOWN : Finding.Kind.CONTRADICTED;
            find(row, column, kind, rule.sources().stream().map(Source::named).toList());
        }
    }

    /** Its distance is as it is, but for its sign. */
    private void compare(Difference rule, String cell, int row) {
        BigDecimal to = Scalars.of(Residuals.parsed(cell, rule.format()));
        BigDecimal from =
                Scalars.of(Residuals.parsed(sheet.cell(row, rule.source().column()), rule.sourceFormat()));
        boolean isBefore = to != null && from != null && to.compareTo(from) < 0;
        if (rule.ordered() && isBefore) {
            find(
                    row,
                    rule.column(),
                    Finding.Kind.CONTRADICTED,
                    List.of(rule.source().named()));
        }
    }

    private void find(int row, String column, Finding.Kind kind, List<String> by) {
        if (found.add(List.of(row, column))) {
            findings.add(new Finding(row, column, kind, by));
        }
    }
}
