package io.rowmill.models.ctgan.batch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.rowmill.models.HostTensor;
import io.rowmill.models.ctgan.network.BatchShape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything random and everything real that one step needs, in host memory that is reused from step to step. What is given
 * with a row is its condition, then its context.
 *
 * @param contrasts one per update of the critic; the generator is updated by the fakes of the last one
 */
public record StepBatch(List<Contrast> contrasts) {
    private static final int CONDITION = 4;

    public StepBatch {
        contrasts = List.copyOf(contrasts);
    }

    public static StepBatch allocate(BatchShape shape) {
        List<Contrast> contrasts = Stream.generate(() -> Contrast.allocate(shape))
                .limit(shape.criticUpdates())
                .toList();
        return new StepBatch(contrasts);
    }

    public Contrast last() {
        return contrasts.get(contrasts.size() - 1);
    }

    /**
     * @param input noise, then what rows carry of the given
     * @param condition per row the conditioned column: position of its first category in the row, number of its categories, the
     *     category, position of its first category in the condition; 0, 1, 0, 0 without; no values where no row has one
     */
    public record Fake(HostTensor input, HostTensor gumbel, HostTensor condition) {
        public static Fake allocate(BatchShape shape) {
            return new Fake(
                    new HostTensor(shape.rows(), shape.noise() + shape.carried()),
                    new HostTensor(shape.rows(), shape.row().oneHotWidth()),
                    new HostTensor(shape.rows(), shape.row().conditionWidth() == 0 ? 0 : CONDITION));
        }

        /** What the generator takes, as it is: rows × generator input. */
        public NDArray generatorInput(BatchShape shape, NDManager manager) {
            NDArray carried = input.view(manager);
            return shape.lookedUp() == 0 ? carried : carried.concat(conditions(shape, manager), 1);
        }

        /** Looked-up conditions as one-hots. */
        public NDArray conditions(BatchShape shape, NDManager manager) {
            NDList columns = condition.view(manager).split(CONDITION, 1);
            return oneHots(columns.get(2).add(columns.get(3)), shape.lookedUp());
        }
    }

    /**
     * @param dropout with dropout a mask per hidden layer of the critic: fakes, real rows and interpolates, in this order, each
     *     with a row per pack
     * @param real row, then what rows carry of the given
     * @param realCondition positions of the real rows' looked-up conditions; else no values
     * @param alpha packs × 1, share of the real pack in the interpolate; only the first {@link BatchShape#penalized} are read
     */
    public record Contrast(
            Fake fake, List<HostTensor> dropout, HostTensor real, HostTensor realCondition, HostTensor alpha) {
        public static Contrast allocate(BatchShape shape) {
            return new Contrast(
                    Fake.allocate(shape),
                    shape.masks().stream()
                            .map(size -> new HostTensor(3 * shape.packs(), size))
                            .toList(),
                    new HostTensor(shape.rows(), shape.row().width() + shape.carried()),
                    new HostTensor(shape.rows(), shape.lookedUp() == 0 ? 0 : 1),
                    new HostTensor(shape.packs(), 1));
        }

        /** Looked-up conditions of the real rows as one-hots. */
        public NDArray realConditions(BatchShape shape, NDManager manager) {
            return oneHots(realCondition.view(manager), shape.lookedUp());
        }
    }

    private static NDArray oneHots(NDArray positions, int width) {
        return positions.toType(DataType.INT64, false).flatten().oneHot(width, DataType.FLOAT32);
    }
}
