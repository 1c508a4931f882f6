package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Weighted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that sources stand for. */
final class LookedUp {
    /** Doubles in [0, 1) have so many bits. */
    private static final int BITS = 53;

    private final Lookup rule;
    private final Seed seed;
    private final Map<List<@Nullable String>, Optional<Object>> known = new HashMap<>();
    private final long total;

    LookedUp(Lookup rule, Seed seed) {
        this.rule = rule;
        this.seed = seed;
        rule.table().forEach(e -> known.put(e.of(), typed(e.cell())));
        this.total = rule.others().stream().mapToLong(Weighted::rows).sum();
    }

    private Optional<Object> typed(@Nullable String cell) {
        return Optional.ofNullable(rule.format().parse(cell));
    }

    @Nullable
    Object[] values(@Nullable Object[] own, Values values) {
        List<@Nullable Object[]> sources = new ArrayList<>();
        rule.keys().forEach(s -> sources.add(values.of(s)));
        @Nullable Object[] out = new Object[own.length];
        for (int row = 0; row < out.length; row++) {
            List<@Nullable String> key = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                key.add(rule.keyFormats().get(i).format(sources.get(i)[row]));
            }
            out[row] = isException(own[row], key)
                    ? exception(own[row], rule.format())
                    : known.computeIfAbsent(key, this::drawn).orElse(null);
        }
        return out;
    }

    private boolean isException(@Nullable Object own, List<@Nullable String> key) {
        return rule.exceptions()
                && !Derivation.AS_USUAL.equals(own)
                && (own == null || !rule.always() || key.contains(null));
    }

    /** By the key alone, so that it is the same wherever the key comes again. */
    private Optional<Object> drawn(List<@Nullable String> key) {
        Seed of = seed;
        for (String cell : key) {
            of = cell == null ? of.derive(-1) : of.derive(cell);
        }
        double share = (of.value() >>> (Long.SIZE - BITS)) * Math.pow(2, -BITS);
        long at = (long) (share * total);
        for (Weighted other : rule.others()) {
            at -= other.rows();
            if (at < 0) {
                return typed(other.cell());
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object exception(@Nullable Object cell, ValueFormat format) {
        return cell == null ? null : format.parse(cell.toString());
    }

    /** Values of their sources, but for exceptions. */
    static @Nullable Object[] copied(Copy rule, @Nullable Object[] own, @Nullable Object[] source) {
        @Nullable Object[] out = source.clone();
        for (int row = 0; row < out.length && rule.exceptions(); row++) {
            boolean asUsual = rule.always() && own[row] != null && source[row] != null;
            if (!asUsual && !Derivation.AS_USUAL.equals(own[row])) {
                out[row] = exception(own[row], rule.format());
            }
        }
        return out;
    }
}
