package io.rowmill.models.ctgan.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What {@link ScriptStep}'s script writes and looks up while it computes on so many packs of rows at once; described in the
 * script's head. It takes most of a step's memory.
 */
record Workspace(NDManager manager, List<NDArray> segments, List<NDArray> packing, List<NDArray> work)
        implements AutoCloseable {
    /**
     * @param parent the workspace's own memory is below it
     * @param generatorHidden sum of the sizes of the generator's hidden layers
     * @param part what is computed at once
     * @param updates counts the critic's updates
     */
    static Workspace allocate(
            NDManager parent, BatchShape shape, int generatorHidden, BatchPart part, NDArray updates) {
        NDManager manager = parent.newSubManager();
        try {
            return new Workspace(
                    manager,
                    segments(manager, shape.row(), part.packs() * shape.pac()),
                    packing(manager, shape, part.packs(), updates),
                    work(manager, shape, generatorHidden, part));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Per one-hot value the ordinal of its column; per row the bounds of the columns; positions in the widest conditional one. */
    private static List<NDArray> segments(NDManager manager, RowLayout row, int rows) {
        List<Integer> sizes = row.oneHotSegments().stream()
                .flatMap(run -> Stream.generate(run::size).limit(run.count()))
                .toList();
        long[] ordinals = new long[row.oneHotWidth()];
        long[] bounds = new long[sizes.size() + 1];
        for (int s = 0, at = 0; s < sizes.size(); s++) {
            for (int i = 0; i < sizes.get(s); i++) {
                ordinals[at++] = s;
            }
            bounds[s + 1] = at;
        }
        int widest = row.conditionalSegments().stream()
                .mapToInt(RowLayout.Segments::size)
                .max()
                .orElse(0);
        return List.of(
                manager.create(ordinals),
                manager.create(bounds).reshape(1, bounds.length).repeat(0, rows),
                manager.create(LongStream.range(0, widest).toArray()).reshape(1, widest));
    }

    /** Per row of a pack where its condition starts in the pack; per pack of real and fake rows its first row; updates. */
    private static List<NDArray> packing(NDManager manager, BatchShape shape, int packs, NDArray updates) {
        long[] starts =
                LongStream.range(0, shape.pac()).map(i -> i * shape.lookedUp()).toArray();
        long[] firstRows =
                LongStream.range(0, 2L * packs).map(i -> i * shape.pac()).toArray();
        return List.of(manager.create(starts).reshape(1, shape.pac()), manager.create(firstRows), updates);
    }

    private static List<NDArray> work(NDManager manager, BatchShape shape, int generatorHidden, BatchPart part) {
        int packs = part.packs();
        int penalized = part.penalized(shape);
        int seen = 2 * packs + penalized;
        float[] signs = new float[seen];
        Arrays.fill(signs, 0, packs, 1f / packs);
        Arrays.fill(signs, packs, 2 * packs, -1f / packs);
        Arrays.fill(signs, 2 * packs, seen, 1);
        int rows = packs * shape.pac();
        return List.of(
                manager.zeros(new Shape(rows, (long) generatorHidden + shape.noise() + shape.carried())),
                manager.zeros(new Shape(seen, (long) shape.pac() * (shape.row().width() + shape.carried()))),
                manager.zeros(new Shape(penalized, (long) shape.pac() * shape.lookedUp())),
                manager.create(signs, new Shape(seen, 1)));
    }

    @Override
    public void close() {
        manager.close();
    }
}
