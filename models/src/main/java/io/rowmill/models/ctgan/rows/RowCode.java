package io.rowmill.models.ctgan.rows;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.digits.DigitsFitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Between rows as they are given and rows as networks see them: one-hots of many categories become two {@link Digits}. */
public final class RowCode {
    private final List<Part> layout;
    private final List<Digits> digits;
    private final RowLayout row;
    private final Digits[] digitsOf;
    private final int[] inner;

    /**
     * @param layout parts as they are given
     * @param digits of those parts that have them, in the parts' order
     */
    public RowCode(List<Part> layout, List<Digits> digits) {
        this.layout = List.copyOf(layout);
        this.digits = List.copyOf(digits);
        this.digitsOf = new Digits[layout.size()];
        this.inner = new int[layout.size()];
        digits.forEach(d -> digitsOf[d.part()] = d);
        List<Part> parts = new ArrayList<>();
        List<RowLayout.Pair> pairs = new ArrayList<>();
        for (int part = 0; part < layout.size(); part++) {
            inner[part] = parts.size();
            if (digitsOf[part] == null) {
                parts.add(layout.get(part));
            } else {
                Part.OneHot whole = (Part.OneHot) layout.get(part);
                pairs.add(new RowLayout.Pair(parts.size(), digitsOf[part].logShares()));
                parts.add(new Part.OneHot(digitsOf[part].highs(), whole.conditional()));
                parts.add(new Part.OneHot(digitsOf[part].lows(), false));
            }
        }
        this.row = new RowLayout(parts, pairs);
    }

    /**
     * Gives digits to every one-hot of more categories than {@code threshold}.
     *
     * @param content what says which categories are alike, row-aligned with {@code rows}
     */
    public static RowCode fit(EncodedRows rows, EncodedRows content, int threshold, Seed seed) {
        List<Part> layout = rows.layout();
        List<Digits> digits = IntStream.range(0, layout.size())
                .filter(part -> layout.get(part) instanceof Part.OneHot oneHot && oneHot.size() > threshold)
                .mapToObj(part -> new DigitsFitter(rows, part, content, threshold, seed.derive(part)).fit())
                .toList();
        return new RowCode(layout, digits);
    }

    /**
     * With the digits of an earlier model, whose networks know categories by them, and the shares of these rows.
     *
     * @param digits of a model of rows of the same layout
     */
    public static RowCode takeOver(List<Digits> digits, EncodedRows rows) {
        return new RowCode(
                rows.layout(), digits.stream().map(d -> d.counted(rows)).toList());
    }

    /** Parts as they are given. */
    public List<Part> layout() {
        return layout;
    }

    public List<Digits> digits() {
        return digits;
    }

    /** @return null for a part that is taken as it is */
    public Digits digits(int part) {
        return digitsOf[part];
    }

    /** Where a part, or its high digit, is among the parts of {@link #row}; the low digit is the next. */
    public int inner(int part) {
        return inner[part];
    }

    /** What networks see. */
    public RowLayout row() {
        return row;
    }

    /** Rows as networks see them. */
    public EncodedRows encode(EncodedRows rows) {
        return digits.isEmpty() ? rows : new Coded(this, rows, outer());
    }

    private int[] outer() {
        int[] out = new int[row.parts().size()];
        for (int part = 0; part < inner.length; part++) {
            out[inner[part]] = part;
            if (digitsOf[part] != null) {
                out[inner[part] + 1] = part;
            }
        }
        return out;
    }

    /** @param outer per part that networks see the one it comes from */
    private record Coded(RowCode code, EncodedRows of, int[] outer) implements EncodedRows {
        @Override
        public int rows() {
            return of.rows();
        }

        @Override
        public List<Part> layout() {
            return code.row.parts();
        }

        @Override
        public int code(int part, int row) {
            int given = of.code(outer[part], row);
            Digits digits = code.digitsOf[outer[part]];
            if (digits == null || given < 0) {
                return given;
            }
            return part == code.inner[outer[part]] ? digits.high(given) : digits.low(given);
        }

        @Override
        public float scalar(int part, int row) {
            return of.scalar(outer[part], row);
        }
    }
}
