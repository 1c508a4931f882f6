package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a row that come out of columns of the rows it refers to, alone or with its own: candidates of a sample, which all rows
 * then confirm.
 */
public final class Calculations {
    private final List<OfCalculated> evidence = new ArrayList<>();

    /**
     * A column of the sampled rows, or of what they refer to.
     *
     * @param typed a number or a time per sampled row
     */
    public record Operand(Source source, ColumnMetadata metadata, ValueFormat format, @Nullable Object[] typed) {}

    private Calculations() {}

    /**
     * @param rows that were sampled
     * @param operands the row's own columns first
     */
    public static Calculations of(int rows, List<Operand> operands, Protection protection) {
        Calculations out = new Calculations();
        for (Calculated candidate : Triples.across(Sample.of(rows, operands))) {
            out.evidence.add(new OfCalculated(candidate, protection));
        }
        return out;
    }

    /** Places of the operands that candidates are computed of, or compared with. */
    public Set<Integer> places() {
        Set<Integer> out = new TreeSet<>();
        evidence.forEach(e -> Stream.of(
                        e.candidate().y(), e.candidate().left(), e.candidate().right())
                .forEach(column -> out.add(column.index())));
        return out;
    }

    /** @param typed values of one row, and of what it refers to, by the place of the operand */
    public void accept(IntFunction<@Nullable Object> typed) {
        Row row = new Row() {
            @Override
            public @Nullable String cell(int column) {
                throw new IllegalStateException("nobody asks for cells");
            }

            @Override
            public @Nullable Object typed(int column) {
                return typed.apply(column);
            }
        };
        evidence.forEach(e -> e.accept(row));
    }

    /** What holds in all rows, or nearly all; what says all of a column first, and of columns that come out of each other the best. */
    public List<Computed> found() {
        return evidence.stream()
                .filter(Evidence::holds)
                .sorted(OfCalculated.BEST)
                .flatMap(e -> e.derivation().stream())
                .toList();
    }
}
