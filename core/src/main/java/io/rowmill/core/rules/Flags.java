package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Exclusive;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for flags, truths or numbers that are 0 or 1, of which no row has more than one. */
final class Flags {
    /** Of two flags, another kind of rule says more. */
    private static final int LEAST_FLAGS = 3;

    private final Sample sample;
    private final Chance chance;
    private final List<Flag> left = new ArrayList<>();

    /** @param set rows that have it */
    private record Flag(Column column, BitSet set) {
        boolean excludes(BitSet others) {
            return !set.intersects(others);
        }
    }

    private Flags(Sample sample) {
        this.sample = sample;
        for (Column column : sample.columns()) {
            flag(column).ifPresent(left::add);
        }
        this.chance = new Chance((double) left.size() * left.size());
    }

    static List<Exclusive> of(Sample sample) {
        List<Exclusive> out = new ArrayList<>();
        if (sample.rows() >= Chance.MIN_ROWS) {
            Flags flags = new Flags(sample);
            // Flags that many rows have can't seem exclusive by chance, so that groups begin with them.
            flags.left.sort(Comparator.comparingInt((Flag f) -> -f.set().cardinality()));
            while (flags.left.size() >= LEAST_FLAGS) {
                flags.group().ifPresent(out::add);
            }
        }
        return out;
    }

    static boolean isSet(@Nullable Object typed) {
        return Boolean.TRUE.equals(typed) || (typed instanceof Long number && number == 1);
    }

    private Optional<Flag> flag(Column column) {
        if (column.distinct() != 2 || column.nulls() > 0 || !column.metadata().isContent()) {
            return Optional.empty();
        }
        BitSet set = new BitSet();
        for (int row = 0; row < sample.rows(); row++) {
            Object typed = column.typed()[row];
            if (!(typed instanceof Boolean) && !(typed instanceof Long number && (number == 0 || number == 1))) {
                return Optional.empty();
            }
            set.set(row, isSet(typed));
        }
        return Optional.of(new Flag(column, set));
    }

    /** Takes the first flag and what it excludes. */
    private Optional<Exclusive> group() {
        BitSet union = new BitSet();
        List<Flag> group = new ArrayList<>();
        for (Flag flag : left) {
            if (flag.excludes(union)) {
                group.add(flag);
                union.or(flag.set());
            }
        }
        Flag first = group.get(0);
        group.removeIf(flag -> !isNoCoincidence(flag, union));
        left.removeAll(group);
        left.remove(first);
        if (group.size() < LEAST_FLAGS) {
            return Optional.empty();
        }
        List<Column> columns = group.stream()
                .map(Flag::column)
                .sorted(Comparator.comparingInt(Column::index))
                .toList();
        return Optional.of(new Exclusive(columns));
    }

    /** None of the rows with the flag has another of the group, as hardly ever happens if flags are independent. */
    private boolean isNoCoincidence(Flag flag, BitSet union) {
        int set = flag.set().cardinality();
        double others = (double) (union.cardinality() - set) / sample.rows();
        return chance.excludes(set, set, 1 - others);
    }
}
