package io.rowmill.models.ctgan.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.List;
import java.util.function.UnaryOperator;

/** From the generator's logits to rows (tanh, Gumbel-softmax), to what samples are drawn by, and to the loss of the conditioned categories. */
public final class OutputLayer {
    private static final float TAU = 0.2f;

    private final RowLayout layout;
    private final List<RowLayout.Segments> oneHots;
    private final List<RowLayout.Segments> conditional;

    public OutputLayer(RowLayout layout) {
        this.layout = layout;
        this.oneHots = layout.oneHotSegments();
        this.conditional = layout.conditionalSegments();
    }

    /** Differentiable rows: tanh for scalars, softmax((logits + gumbel) / tau) for one-hots. */
    public NDArray activate(NDArray logits, NDArray gumbel) {
        if (layout.oneHotWidth() == 0) {
            return Activation.tanh(logits);
        }
        NDList blocks = logits.split(new long[] {layout.scalars()}, 1);
        NDArray scores = afterHighDigits(blocks.get(1).add(gumbel));
        NDArray softmax = perSegment(scores.mul(1 / TAU), oneHots, x -> x.softmax(2));
        return layout.scalars() == 0 ? softmax : Activation.tanh(blocks.get(0)).concat(softmax, 1);
    }

    /** Adds to the scores of low digits the logarithm of their share among the rows of the high digit that scores best. */
    private NDArray afterHighDigits(NDArray scores) {
        NDArray out = scores;
        for (RowLayout.Pair pair : layout.pairs()) {
            out = out.add(shares(pair, scores.stopGradient()));
        }
        return out;
    }

    /** Rows × one-hot width, zero outside the low digit. */
    private NDArray shares(RowLayout.Pair pair, NDArray scores) {
        int highs = layout.parts().get(pair.high()).width();
        int lows = layout.parts().get(pair.low()).width();
        int start = layout.offset(pair.low()) - layout.scalars();
        NDManager manager = scores.getManager();
        NDArray best = block(scores, layout.offset(pair.high()) - layout.scalars(), highs)
                .argMax(1);
        NDArray chosen = Embedding.embedding(
                        best, manager.create(pair.logShares(), new Shape(highs, lows)), SparseFormat.DENSE)
                .singletonOrThrow();
        long rows = scores.getShape().get(0);
        NDArray before = manager.zeros(new Shape(rows, start));
        NDArray after = manager.zeros(new Shape(rows, layout.oneHotWidth() - start - lows));
        return NDArrays.concat(new NDList(before, chosen, after), 1);
    }

    private static NDArray block(NDArray x, int start, int width) {
        return x.get(new NDIndex(":, {}:{}", start, start + width));
    }

    /** Values of the scalars: rows × scalars. */
    public NDArray scalars(NDArray logits) {
        return Activation.tanh(logits.split(new long[] {layout.scalars()}, 1).get(0));
    }

    /**
     * What categories are drawn by: their probabilities, up to a factor for each row. One exponential for all parts of a row, in
     * doubles, so that no part of it is lost to another's larger logits.
     *
     * @return rows × one-hot width, float64
     */
    public NDArray categoryWeights(NDArray logits) {
        NDArray block = logits.split(new long[] {layout.scalars()}, 1).get(1);
        NDArray largest = block.max(new int[] {1}, true);
        return block.sub(largest).toType(DataType.FLOAT64, false).exp();
    }

    /**
     * Cross-entropy of the conditioned part's logits against the conditioned category, summed over rows, by the number of rows.
     *
     * @param condition rows × condition width, one 1 per row (or none)
     */
    public NDArray conditionLoss(NDArray logits, NDArray condition) {
        long start = (long) layout.width() - layout.conditionWidth();
        NDArray block =
                start == 0 ? logits : logits.split(new long[] {start}, 1).get(1);
        NDArray logProbabilities = perSegment(block, conditional, x -> x.logSoftmax(2));
        return logProbabilities.mul(condition).sum().mul(-1f / logits.getShape().get(0));
    }

    /** Applies {@code f} to (rows × count × size) for every run of equal segments. */
    private static NDArray perSegment(NDArray x, List<RowLayout.Segments> segments, UnaryOperator<NDArray> f) {
        long rows = x.getShape().get(0);
        long[] cuts = new long[segments.size() - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (i == 0 ? 0 : cuts[i - 1]) + segments.get(i).width();
        }
        NDList blocks = cuts.length == 0 ? new NDList(x) : x.split(cuts, 1);
        NDList out = new NDList();
        for (int i = 0; i < segments.size(); i++) {
            RowLayout.Segments segment = segments.get(i);
            NDArray block = blocks.get(i).reshape(new Shape(rows, segment.count(), segment.size()));
            out.add(f.apply(block).reshape(new Shape(rows, segment.width())));
        }
        return out.size() == 1 ? out.get(0) : NDArrays.concat(out, 1);
    }
}
