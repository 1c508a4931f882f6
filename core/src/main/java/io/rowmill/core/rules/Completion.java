package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.transform.TableTransform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes whole rows of what was learned of them. */
public final class Completion {
    private final TableRules rules;
    private final TableTransform transform;
    private final Seed seed;

    /**
     * @param transform of what is learned of the table
     * @param seed the same for all chunks of a sample: equal sources have equal values in all of them
     */
    public Completion(TableRules rules, TableTransform transform, Seed seed) {
        this.rules = rules;
        this.transform = transform;
        this.seed = seed;
    }

    /** What rules read of rows that these refer to, and that refer to these, and which of these come before which. */
    public record Relatives(ParentValues parents, ChildTotals children, Siblings siblings) {
        /** Of rows that are no siblings. */
        public Relatives(ParentValues parents, ChildTotals children) {
            this(parents, children, Siblings.NONE);
        }
    }

    /** Cells that are given: no rule changes them. */
    public interface Given {
        Given NOTHING = new Given() {
            @Override
            public boolean is(String column, int row) {
                return false;
            }

            @Override
            public @Nullable Object value(String column, int row) {
                throw new IllegalStateException("nothing is given");
            }
        };

        boolean is(String column, int row);

        /** The typed value of a cell that is given. */
        @Nullable
        Object value(String column, int row);
    }

    /** Of rows to which none refer. */
    public Map<String, @Nullable Object[]> complete(
            Map<String, @Nullable Object[]> learned, int rows, long firstOrdinal, ParentValues parents, Given given) {
        return complete(learned, rows, firstOrdinal, new Relatives(parents, ChildTotals.UNKNOWN), given);
    }

    /**
     * @param learned typed values by column: residuals where the rules have one
     * @param firstOrdinal of the first row within the synthetic table
     * @param relatives what the rules read of other rows
     * @param given cells that stay
     * @return all columns that aren't keys
     */
    public Map<String, @Nullable Object[]> complete(
            Map<String, @Nullable Object[]> learned, int rows, long firstOrdinal, Relatives relatives, Given given) {
        Map<String, @Nullable Object[]> columns = new LinkedHashMap<>(learned);
        Values values = source -> {
            if (!source.isOwn()) {
                return relatives.parents().of(source);
            }
            @Nullable Object[] found = columns.get(source.column());
            if (found == null) {
                throw new IllegalArgumentException("no column " + source.column() + " of table " + rules.table());
            }
            return found;
        };
        if (given != Given.NOTHING) {
            columns.replaceAll((column, learnedCells) ->
                    rules.learned(column) == Learned.WHOLE ? withGiven(column, learnedCells, given) : learnedCells);
            new Backward(rules, given, values, new Chances(seed.derive("sources"), firstOrdinal)).apply(columns, rows);
            new Raising(rules.derivations(), this::format, given).raise(columns, rows);
        }
        for (Total total : rules.totals()) {
            columns.put(
                    total.column(),
                    withGiven(total.column(), relatives.children().of(total, rows), given));
        }
        for (Derivation rule : rules.derivations()) {
            String column = rule.column();
            @Nullable Object[] own = columns.getOrDefault(column, new Object[rows]);
            if (rule instanceof Combination combination) {
                Chances chances = new Chances(seed.derive(column).derive("combination"), firstOrdinal);
                new Combining(combination)
                        .values(own, given, chances)
                        .forEach((made, cells) -> columns.put(made, withGiven(made, cells, given)));
                continue;
            }
            if (rule instanceof Stepped stepped) {
                Chances chances = new Chances(seed.derive(column).derive("step"), firstOrdinal);
                columns.put(column, stepped.values(own, relatives.siblings(), given, chances));
                continue;
            }
            if (rule instanceof Following following) {
                columns.put(
                        column,
                        following.values(
                                own,
                                values,
                                relatives.siblings(),
                                given,
                                new Chances(seed.derive(column).derive("following"), firstOrdinal)));
                continue;
            }
            columns.put(column, withGiven(column, make(rule, own, values, firstOrdinal), given));
        }
        return columns;
    }

    private static @Nullable Object[] withGiven(String column, @Nullable Object[] values, Given given) {
        if (given == Given.NOTHING) {
            return values;
        }
        @Nullable Object[] out = values.clone();
        for (int row = 0; row < out.length; row++) {
            out[row] = given.is(column, row) ? given.value(column, row) : out[row];
        }
        return out;
    }

    private ValueFormat format(String column) {
        return rules.format(column, transform);
    }

    private @Nullable Object[] make(Derivation rule, @Nullable Object[] own, Values values, long firstOrdinal) {
        Seed derived = seed.derive(rule.column());
        if (rule instanceof Copy copy) {
            return LookedUp.copied(copy, own, values.of(copy.source()));
        } else if (rule instanceof Difference difference) {
            return new Distances(difference).values(own, values.of(difference.source()));
        } else if (rule instanceof Ratio ratio) {
            return ratio.values(own, values.of(ratio.source()));
        } else if (rule instanceof Confined confined) {
            return new Confinement(confined, format(rule.column()), derived).values(own, values, firstOrdinal);
        } else if (rule instanceof Fitting fitting) {
            return fitted(fitting, own, new Chances(derived.derive("fitting"), firstOrdinal));
        } else if (rule instanceof Limited limited) {
            return new Limiting(limited, this::format).values(own, values);
        } else if (rule instanceof Computed computed) {
            return new Computing(computed).values(own, values);
        } else if (rule instanceof DatePart part) {
            return Dates.parts(part, values.of(part.source()));
        } else if (rule instanceof Lookup lookup) {
            return new LookedUp(lookup, derived).values(own, values);
        } else if (rule instanceof Member member) {
            return new Members(member)
                    .values(own, values.of(member.source()), new Chances(derived.derive("member"), firstOrdinal));
        } else if (rule instanceof NullWith with) {
            return Nulls.with(own, values.of(with.source()));
        } else if (rule instanceof NullImplies implies) {
            return Nulls.implied(
                    implies,
                    own,
                    values.of(implies.source()),
                    transform.contentColumns().contains(rule.column()),
                    new Chances(derived.derive("nulls"), firstOrdinal));
        }
        throw new IllegalStateException("a rule of unknown kind for " + rule.column());
    }

    private @Nullable Object[] fitted(Fitting rule, @Nullable Object[] own, Chances chances) {
        ValueFormat format = format(rule.column());
        @Nullable Object[] out = own.clone();
        for (int row = 0; row < out.length; row++) {
            if (!rule.fits(format.format(out[row]))) {
                out[row] = format.parse(rule.drawn(chances.of(row)));
            }
        }
        return out;
    }
}
