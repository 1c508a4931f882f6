package io.rowmill.models.ctgan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.rowmill.models.HostTensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything random and everything real that one step needs, in host memory that is reused from step to step. What is given
 * with a row is its condition, then its context.
 *
 * @param contrasts one per update of the critic; the generator is updated by the fakes of the last one
 */
record StepBatch(List<Contrast> contrasts) {
    private static final int CONDITION = 4;

    /** 500 rows in packs of ten. */
    private static final int LEAST_PENALIZED = 50;

    StepBatch {
        contrasts = List.copyOf(contrasts);
    }

    static StepBatch allocate(Shape shape) {
        List<Contrast> contrasts = Stream.generate(() -> Contrast.allocate(shape))
                .limit(shape.criticUpdates())
                .toList();
        return new StepBatch(contrasts);
    }

    Contrast last() {
        return contrasts.get(contrasts.size() - 1);
    }

    /**
     * Sizes shared by all batches of a job.
     *
     * @param masks sizes of the critic's hidden layers where dropout leaves out some of their values; else none
     */
    record Shape(
            int rows, int pac, int noise, RowLayout row, RowLayout context, List<Integer> masks, int criticUpdates) {
        Shape {
            if (rows % pac != 0) {
                throw new IllegalArgumentException("rows must be divisible by pac");
            }
            masks = List.copyOf(masks);
        }

        int packs() {
            return rows / pac;
        }

        /**
         * How many packs of a batch, its first ones, have a gradient penalty: a quarter, but not fewer than a batch of the paper
         * has. Of rows drawn at random fewer estimate the same mean.
         */
        int penalized() {
            return Math.min(packs(), Math.max(LEAST_PENALIZED, packs() / 4));
        }

        /** Width of condition and context together. */
        int given() {
            return row.conditionWidth() + context.width();
        }

        int generatorInput() {
            return noise + given();
        }

        /**
         * Width of the condition where every row has one category of it and nothing follows it; else 0. Such a condition is
         * kept as a position, and networks gather weights instead of multiplying a one-hot.
         */
        int lookedUp() {
            return context.width() == 0 ? row.conditionWidth() : 0;
        }

        /** Width of what rows carry of the given. */
        int carried() {
            return given() - lookedUp();
        }

        int criticInput() {
            return pac * (row.width() + given());
        }
    }

    /**
     * @param input noise, then what rows carry of the given
     * @param condition per row the conditioned column: position of its first category in the row, number of its categories, the
     *     category, position of its first category in the condition; 0, 1, 0, 0 without; no values where no row has one
     */
    record Fake(HostTensor input, HostTensor gumbel, HostTensor condition) {
        static Fake allocate(Shape shape) {
            return new Fake(
                    new HostTensor(shape.rows(), shape.noise() + shape.carried()),
                    new HostTensor(shape.rows(), shape.row().oneHotWidth()),
                    new HostTensor(shape.rows(), shape.row().conditionWidth() == 0 ? 0 : CONDITION));
        }

        /** What the generator takes, as it is: rows × generator input. */
        NDArray generatorInput(Shape shape, NDManager manager) {
            NDArray carried = input.view(manager);
            return shape.lookedUp() == 0 ? carried : carried.concat(conditions(shape, manager), 1);
        }

        /** Looked-up conditions as one-hots. */
        NDArray conditions(Shape shape, NDManager manager) {
            NDList columns = condition.view(manager).split(CONDITION, 1);
            return oneHots(columns.get(2).add(columns.get(3)), shape.lookedUp());
        }
    }

    /**
     * @param dropout with dropout a mask per hidden layer of the critic: fakes, real rows and interpolates, in this order, each
     *     with a row per pack
     * @param real row, then what rows carry of the given
     * @param realCondition positions of the real rows' looked-up conditions; else no values
     * @param alpha packs × 1, share of the real pack in the interpolate; only the first {@link Shape#penalized} are read
     */
    record Contrast(Fake fake, List<HostTensor> dropout, HostTensor real, HostTensor realCondition, HostTensor alpha) {
        static Contrast allocate(Shape shape) {
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
        NDArray realConditions(Shape shape, NDManager manager) {
            return oneHots(realCondition.view(manager), shape.lookedUp());
        }
    }

    private static NDArray oneHots(NDArray positions, int width) {
        return positions.toType(DataType.INT64, false).flatten().oneHot(width, DataType.FLOAT32);
    }
}
