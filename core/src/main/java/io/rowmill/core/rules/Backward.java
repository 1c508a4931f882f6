package io.rowmill.core.rules;

import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sources of what is given of the columns that are made from them. */
final class Backward {
    private final TableRules rules;
    private final Given given;
    private final Chances chances;
    private final Solving solving;

    /** @param values learned, or of parents' rows */
    Backward(TableRules rules, Given given, Values values, Chances chances) {
        this.solving = new Solving(rules, given, values);
        this.rules = rules;
        this.given = given;
        this.chances = chances;
    }

    /** @param columns learned values; where a source is made, its column is replaced */
    void apply(Map<String, @Nullable Object[]> columns, int rows) {
        for (Derivation rule : rules.derivations()) {
            List<Source> sources = rule.sources();
            if (rule instanceof Computed computed) {
                solving.apply(computed, columns, rows);
            }
            if (sources.size() != 1 || !isKnown(rule)) {
                continue;
            }
            String source = sources.get(0).column();
            boolean isLearned = sources.get(0).isOwn() && rules.learned(source) == Learned.WHOLE;
            @Nullable Object[] before = columns.get(source);
            if (isLearned && before != null) {
                @Nullable Object[] after = before.clone();
                @Nullable Object[] own = columns.get(rule.column());
                for (int row = 0; row < rows; row++) {
                    if (given.is(rule.column(), row) && !given.is(source, row)) {
                        Object value = given.value(rule.column(), row);
                        Object learned = own == null ? null : own[row];
                        after[row] = source(rule, value, learned, before[row], row);
                    }
                }
                columns.put(source, after);
            }
        }
    }

    private static boolean isKnown(Derivation rule) {
        return rule instanceof Difference || rule instanceof Ratio || rule instanceof Lookup || rule instanceof Member;
    }

    private @Nullable Object source(
            Derivation rule, @Nullable Object value, @Nullable Object learned, @Nullable Object drawn, int row) {
        if (rule instanceof Difference difference) {
            return source(difference, value, learned, drawn);
        } else if (rule instanceof Ratio ratio) {
            return ratio.source(value, learned).orElse(drawn);
        } else if (rule instanceof Member member) {
            Optional<Group> group = member.groupOf(member.format().format(value));
            return group.isPresent() ? member.sourceFormat().parse(group.get().of()) : drawn;
        }
        return source((Lookup) rule, value, drawn, row);
    }

    private static @Nullable Object source(
            Difference rule, @Nullable Object value, @Nullable Object distance, @Nullable Object otherwise) {
        return otherwise == null ? null : source(rule, value, distance).orElse(otherwise);
    }

    /** What is at a distance from a value; empty: there is no value, or no distance. */
    static Optional<Object> source(Difference rule, @Nullable Object value, @Nullable Object distance) {
        BigDecimal to = Scalars.of(value);
        BigDecimal way = Scalars.of(distance);
        if (to == null || way == null) {
            return Optional.empty();
        }
        BigDecimal from = to.subtract(rule.unit() == 0 ? way : way.multiply(BigDecimal.valueOf(rule.unit())));
        return Optional.of(Scalars.typed(from, rule.sourceFormat(), RoundingMode.FLOOR));
    }

    /** Any of the sources that stand for the value, unless the one that was drawn does. */
    private @Nullable Object source(Lookup rule, @Nullable Object value, @Nullable Object drawn, int row) {
        String cell = rule.format().format(value);
        String key = rule.keyFormats().get(0).format(drawn);
        List<String> fitting = rule.table().stream()
                .filter(e -> Objects.equals(e.cell(), cell))
                .flatMap(e -> e.of().stream())
                .filter(Objects::nonNull)
                .toList();
        if (drawn == null || fitting.isEmpty() || fitting.contains(key)) {
            return drawn;
        }
        int any = (int) Math.min(fitting.size() - 1.0, chances.of(row) * fitting.size());
        return rule.keyFormats().get(0).parse(fitting.get(any));
    }
}
