package io.rowmill.models.ctgan;

import ai.djl.ndarray.NDArray;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.DigitChoice;
import io.rowmill.models.ctgan.network.OutputLayer;
import io.rowmill.models.ctgan.rows.RowCode;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Encoded rows under construction, from blocks of the generator's logits. */
final class SampledRows {
    private final RowCode rowCode;
    private final RowLayout layout;
    private final int rows;
    private final List<float[]> scalars = new ArrayList<>();
    private final List<int[]> codes = new ArrayList<>();
    private final List<DigitChoice> choices;

    /** Per part of the table the inner part that it begins with. */
    private final int[] inner;

    /** Per inner part the position of its first category among the one-hots, and how many it has. */
    private final int[] starts;

    private final int[] sizes;

    /** What the categories of a block are drawn by: rows × one-hot width. */
    private double[] weights = new double[0];

    /** @param choices per part; null where it has no digits */
    SampledRows(RowCode rowCode, List<DigitChoice> choices, int rows) {
        this.rowCode = rowCode;
        this.choices = choices;
        this.layout = rowCode.row();
        this.rows = rows;
        this.inner =
                IntStream.range(0, rowCode.layout().size()).map(rowCode::inner).toArray();
        this.starts = IntStream.range(0, layout.parts().size())
                .map(part -> layout.offset(part) - layout.scalars())
                .toArray();
        this.sizes = layout.parts().stream().mapToInt(Part::width).toArray();
        for (int part = 0; part < rowCode.layout().size(); part++) {
            boolean scalar = rowCode.layout().get(part) instanceof Part.Scalar;
            scalars.add(scalar ? new float[rows] : null);
            codes.add(scalar ? null : new int[rows]);
        }
    }

    /** @param conditions per row the position of its category in the condition; the condition's width: none */
    void add(int from, int count, OutputLayer output, NDArray logits, long[] conditions, SplittableRandom random) {
        if (layout.scalars() > 0) {
            addScalars(from, count, output.scalars(logits).toFloatArray());
        }
        if (layout.oneHotWidth() > 0) {
            read(output.categoryWeights(logits));
            addCodes(from, count, conditions, random);
        }
    }

    /** Into memory that is there: most of a sampler's garbage would be weights. */
    private void read(NDArray values) {
        if (weights.length != values.size()) {
            weights = new double[Math.toIntExact(values.size())];
        }
        values.toByteBuffer(true)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer()
                .get(weights);
    }

    private void addScalars(int from, int count, float[] values) {
        for (int part = 0; part < scalars.size(); part++) {
            float[] column = scalars.get(part);
            int at = layout.offset(inner[part]);
            for (int i = 0; column != null && i < count; i++) {
                column[from + i] = values[i * layout.scalars() + at];
            }
        }
    }

    private void addCodes(int from, int count, long[] conditions, SplittableRandom random) {
        int width = layout.oneHotWidth();
        int conditionStart = width - layout.conditionWidth();
        for (int i = 0; i < count; i++) {
            long given = conditionStart + conditions[i];
            for (int part = 0; part < codes.size(); part++) {
                if (codes.get(part) != null) {
                    int first = inner[part];
                    long condition = given - starts[first];
                    codes.get(part)[from + i] = choices.get(part) == null
                            ? draw(weights, i * width + starts[first], sizes[first], condition, random)
                            : draw(weights, i * width, first, choices.get(part), condition, random);
                }
            }
        }
    }

    private static int draw(double[] weights, int start, int size, long given, SplittableRandom random) {
        int code = draw(weights, start, size, random);
        return given >= 0 && given < size ? (int) given : code;
    }

    /** A category of a part with digits: the high one, then the low one. */
    private int draw(double[] weights, int row, int high, DigitChoice choice, long given, SplittableRandom random) {
        int drawn = choice.drawHigh(weights, row + starts[high], random);
        int chosen = given >= 0 && given < sizes[high] ? (int) given : drawn;
        return choice.drawCategory(weights, row + starts[high + 1], chosen, random);
    }

    /** Inverse of the cumulative distribution at a uniform point. */
    private static int draw(double[] weights, int start, int size, SplittableRandom random) {
        double sum = 0;
        for (int c = 0; c < size; c++) {
            sum += weights[start + c];
        }
        double left = random.nextDouble() * sum;
        int code = 0;
        while (code < size - 1 && (left -= weights[start + code]) >= 0) {
            code++;
        }
        return code;
    }

    EncodedTable table() {
        List<EncodedPart> parts = new ArrayList<>();
        for (int part = 0; part < scalars.size(); part++) {
            parts.add(
                    scalars.get(part) != null
                            ? new EncodedPart.Scalars(scalars.get(part))
                            : new EncodedPart.Codes(
                                    (Part.OneHot) rowCode.layout().get(part), codes.get(part)));
        }
        return new EncodedTable(rows, parts);
    }
}
