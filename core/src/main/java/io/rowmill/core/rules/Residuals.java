package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is left to learn of one column: cells of its residual, made of the cells of a row. */
final class Residuals {
    private final Derivation rule;
    private final Map<Optional<String>, String> places = new HashMap<>();
    private final Map<List<@Nullable String>, Entry> entries = new HashMap<>();
    private final @Nullable Computing computing;
    private @Nullable String lastCell;
    private @Nullable Object lastTyped;
    private final @Nullable Combining combining;

    Residuals(Derivation rule) {
        this.rule = rule;
        this.computing = rule instanceof Computed computed ? new Computing(computed) : null;
        this.combining = rule instanceof Combination combination ? new Combining(combination) : null;
        if (rule instanceof Lookup lookup) {
            lookup.table().forEach(e -> entries.put(e.of(), e));
        }
    }

    /** @param cells of the row's and of its parents' columns */
    @Nullable
    String cell(@Nullable String own, Function<Source, @Nullable String> cells) {
        if (computing != null) {
            return computing.residual(own, cells);
        } else if (combining != null) {
            return combining.residual(cells);
        } else if (rule instanceof Ratio ratio) {
            return ratio.residual(own, cells.apply(ratio.source()));
        } else if (rule instanceof Following following) {
            return following.residual(own, cells);
        } else if (rule instanceof Difference difference) {
            String source = cells.apply(difference.source());
            return own == null ? null : distanceFrom(source(source, difference.sourceFormat()), own, difference);
        } else if (rule instanceof Copy copy) {
            return Objects.equals(own, canonical(cells.apply(copy.source()), copy.format()))
                    ? Derivation.AS_USUAL
                    : own;
        } else if (rule instanceof Member member) {
            return places.computeIfAbsent(
                    Optional.ofNullable(canonical(own, member.format())), cell -> member.placeOf(cell.orElse(null)));
        } else if (rule instanceof Lookup lookup) {
            List<@Nullable String> key = key(lookup, cells);
            Entry entry = entries.get(key);
            if (own == null || (entry == null && key.contains(null))) {
                return own;
            }
            return entry == null || Objects.equals(entry.cell(), own) ? Derivation.AS_USUAL : own;
        }
        return own;
    }

    static List<@Nullable String> key(Lookup lookup, Function<Source, @Nullable String> cells) {
        List<@Nullable String> key = new ArrayList<>();
        for (int i = 0; i < lookup.keys().size(); i++) {
            key.add(canonical(
                    cells.apply(lookup.keys().get(i)), lookup.keyFormats().get(i)));
        }
        return key;
    }

    /** A cell as its column writes it; one that isn't of the format stays as it is. */
    static @Nullable String canonical(@Nullable String cell, ValueFormat format) {
        try {
            return format.format(format.parse(cell));
        } catch (ValueFormatException e) {
            return cell;
        }
    }

    /** Rows that refer to the same one follow one another in many tables, and get the very same cell of it. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Object source(@Nullable String cell, ValueFormat format) {
        if (cell != lastCell) {
            lastTyped = parsed(cell, format);
            lastCell = cell;
        }
        return lastTyped;
    }

    private static @Nullable String distanceFrom(@Nullable Object from, String own, Difference rule) {
        Object to = parsed(own, rule.format());
        if (rule.unit() > 0 && from != null && to != null && Scalars.isMoment(from) && Scalars.isMoment(to)) {
            long distance = Scalars.micros(to) - Scalars.micros(from);
            if (distance % rule.unit() == 0) {
                return Long.toString(distance / rule.unit());
            }
        }
        return distance(rule, Scalars.of(to), Scalars.of(from));
    }

    static @Nullable String distance(Difference rule, String own, @Nullable BigDecimal from) {
        return distance(rule, Scalars.of(parsed(own, rule.format())), from);
    }

    private static @Nullable String distance(Difference rule, @Nullable BigDecimal to, @Nullable BigDecimal from) {
        if (to == null) {
            return null;
        }
        BigDecimal distance = to.subtract(from == null ? rule.origin() : from);
        BigDecimal units = rule.unit() == 0
                ? distance
                : distance.divide(BigDecimal.valueOf(rule.unit()), 0, RoundingMode.HALF_EVEN);
        return units.signum() == 0 ? "0" : units.stripTrailingZeros().toPlainString();
    }

    static @Nullable Object parsed(@Nullable String cell, ValueFormat format) {
        try {
            return format.parse(cell);
        } catch (ValueFormatException e) {
            return null;
        }
    }
}
