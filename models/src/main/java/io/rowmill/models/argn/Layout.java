package io.rowmill.models.argn;

import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import io.rowmill.models.argn.ArgnSettings.ModelSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sub-columns of a network. Given ones come first: of the context, of the row before in the group, of the place in the group;
 * then those that are learned. A part of more than {@link #SPLIT_ABOVE} categories becomes two sub-columns, its code's quotient and
 * remainder: codes are ordered by frequency, so a quotient tells how frequent a category is.
 */
final class Layout {
    private static final int SPLIT_ABOVE = 1000;

    /** Codes of a number between -1 and 1 where it is given. */
    private static final int SCALAR_CODES = 64;

    /** What a layout is made from; kept with the weights. */
    record Source(
            List<Part> content, List<Integer> partsPerColumn, List<Part> context, boolean sequential, ModelSize size) {
        Source {
            content = List.copyOf(content);
            partsPerColumn = List.copyOf(partsPerColumn);
            context = List.copyOf(context);
            if (content.stream().anyMatch(Part.Scalar.class::isInstance)) {
                throw new IllegalArgumentException("content must be encoded as categories");
            }
            if (partsPerColumn.stream().mapToInt(i -> i).sum() != content.size()) {
                throw new IllegalArgumentException("parts per column don't sum up to the parts");
            }
        }
    }

    private final Source source;
    private final List<SubColumn> given = new ArrayList<>();
    private final List<SubColumn> learned = new ArrayList<>();
    /** Per part of the content the divisor of its codes; 0: not split. */
    private final int[] divisors;

    Layout(Source source) {
        this.source = source;
        this.divisors = new int[source.content().size()];
        addLearned();
        int column = -1;
        for (Part part : source.context()) {
            given.add(given(column--, part instanceof Part.OneHot oneHot ? oneHot.size() : SCALAR_CODES));
        }
        if (source.sequential()) {
            for (SubColumn own : learned) {
                given.add(given(column--, own.size()));
            }
            for (int i = 0; i < Sequence.POSITIONS; i++) {
                given.add(given(column--, Sequence.codes()));
            }
        }
    }

    private void addLearned() {
        int part = 0;
        for (int column = 0; column < source.partsPerColumn().size(); column++) {
            for (int k = 0; k < source.partsPerColumn().get(column); k++, part++) {
                int size = source.content().get(part).width();
                if (size > SPLIT_ABOVE) {
                    divisors[part] = (int) Math.ceil(Math.sqrt(size));
                    learned.add(learned(column, (size + divisors[part] - 1) / divisors[part]));
                    learned.add(learned(column, divisors[part]));
                } else {
                    learned.add(learned(column, size));
                }
            }
        }
    }

    private SubColumn learned(int column, int codes) {
        return new SubColumn(
                column, codes, source.size().embedding(codes), source.size().hidden(codes));
    }

    /** One code more: absent. */
    private SubColumn given(int column, int codes) {
        return new SubColumn(column, codes + 1, source.size().embedding(codes + 1), 0);
    }

    Source source() {
        return source;
    }

    List<SubColumn> given() {
        return given;
    }

    List<SubColumn> learned() {
        return learned;
    }

    /** All, the given ones first. */
    List<SubColumn> all() {
        List<SubColumn> out = new ArrayList<>(given);
        out.addAll(learned);
        return out;
    }

    /** Index of the first given sub-column that is of the sequence. */
    int sequenceStart() {
        return source.context().size();
    }

    /**
     * Codes of one row's learned sub-columns.
     *
     * @param row of {@code content}; complete
     */
    void split(EncodedRows content, int row, int[] out) {
        int at = 0;
        for (int part = 0; part < divisors.length; part++) {
            int code = content.code(part, row);
            if (divisors[part] > 0) {
                out[at++] = code / divisors[part];
                out[at++] = code % divisors[part];
            } else {
                out[at++] = code;
            }
        }
    }

    /**
     * Codes of one part of the content.
     *
     * @param out codes of all learned sub-columns, from {@code from}
     */
    void splitOne(int part, int code, int[] out, int from) {
        int at = from + firstSubColumn(part);
        if (divisors[part] > 0) {
            out[at++] = code / divisors[part];
            out[at] = code % divisors[part];
        } else {
            out[at] = code;
        }
    }

    /** A part of two sub-columns. */
    boolean isSplit(int part) {
        return divisors[part] > 0;
    }

    /** Index of a part's first learned sub-column. */
    int firstSubColumn(int part) {
        return part
                + (int) java.util.Arrays.stream(divisors, 0, part)
                        .filter(d -> d > 0)
                        .count();
    }

    /**
     * The code of one part.
     *
     * @param codes of all learned sub-columns, from {@code from}
     */
    int joinOne(int part, int[] codes, int from) {
        int at = from + firstSubColumn(part);
        return divisors[part] == 0
                ? codes[at]
                : Math.min(
                        codes[at] * divisors[part] + codes[at + 1],
                        source.content().get(part).width() - 1);
    }

    /**
     * The way back.
     *
     * @param out per part of the content its codes; set at {@code row}
     */
    void join(int[] codes, int from, int[][] out, int row) {
        int at = from;
        for (int part = 0; part < divisors.length; part++) {
            int code = codes[at++];
            if (divisors[part] > 0) {
                code = Math.min(
                        code * divisors[part] + codes[at++],
                        source.content().get(part).width() - 1);
            }
            out[part][row] = code;
        }
    }

    /**
     * Codes of a row's context.
     *
     * @param row of {@code context}
     */
    void context(EncodedRows context, int row, int[] out) {
        for (int part = 0; part < source.context().size(); part++) {
            out[part] = given(context, part, row);
        }
    }

    /** The code of a part of the context that tells nothing. */
    int absent(int part) {
        return given.get(part).size() - 1;
    }

    private int given(EncodedRows context, int part, int row) {
        if (source.context().get(part) instanceof Part.OneHot oneHot) {
            int code = context.code(part, row);
            return code < 0 ? oneHot.size() : code;
        }
        float value = context.scalar(part, row);
        return (int) Math.max(0, Math.min(SCALAR_CODES - 1, (value + 1) / 2 * SCALAR_CODES));
    }

    /**
     * Codes of a row's place in its group.
     *
     * @param before codes of the learned sub-columns of the row before, negative where one is absent; null: it is the first
     */
    void sequence(int @Nullable [] before, int place, int length, int[] out) {
        int at = sequenceStart();
        for (int s = 0; s < learned.size(); s++) {
            out[at++] = before == null || before[s] < 0 ? learned.get(s).size() : before[s];
        }
        for (int which = 0; which < Sequence.POSITIONS; which++) {
            out[at++] = Sequence.code(which, place, length);
        }
    }

    static int width(List<SubColumn> columns) {
        return columns.stream().mapToInt(SubColumn::embedding).sum();
    }

    static int units(List<SubColumn> columns) {
        return columns.stream().mapToInt(SubColumn::hidden).sum();
    }
}
