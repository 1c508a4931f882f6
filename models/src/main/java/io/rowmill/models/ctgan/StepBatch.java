package io.rowmill.models.ctgan;

import io.rowmill.models.HostTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything random and everything real that one update needs, in host memory that is reused from step to step. A row of
 * {@code generatorInput} is noise, condition, context; a row of {@code real} is row, condition, context.
 */
final class StepBatch {
    private StepBatch() {}

    /** Sizes shared by all batches of a job. */
    record Shape(int rows, int pac, int noise, RowLayout row, RowLayout context, List<Integer> criticHidden) {
        Shape {
            if (rows % pac != 0) {
                throw new IllegalArgumentException("rows must be divisible by pac");
            }
            criticHidden = List.copyOf(criticHidden);
        }

        int packs() {
            return rows / pac;
        }

        /** Width of condition and context together. */
        int given() {
            return row.conditionWidth() + context.width();
        }

        int generatorInput() {
            return noise + given();
        }

        int criticInput() {
            return pac * (row.width() + given());
        }

        private List<HostTensor> masks(int packs) {
            List<HostTensor> out = new ArrayList<>();
            criticHidden.forEach(size -> out.add(new HostTensor(packs, size)));
            return out;
        }
    }

    /** For an update of the generator: {@code dropout} has a mask per hidden layer of the critic, packs × size. */
    record Fake(HostTensor generatorInput, HostTensor gumbel, List<HostTensor> dropout) {
        static Fake allocate(Shape shape) {
            return new Fake(
                    new HostTensor(shape.rows(), shape.generatorInput()),
                    new HostTensor(shape.rows(), shape.row().oneHotWidth()),
                    shape.masks(shape.packs()));
        }
    }

    /**
     * For an update of the critic.
     *
     * @param fake its dropout masks serve fake and real packs (2 × packs rows, fake first)
     * @param alpha packs × 1, share of the real pack in the interpolate
     * @param interpolateDropout masks for the interpolates
     */
    record Contrast(Fake fake, HostTensor real, HostTensor alpha, List<HostTensor> interpolateDropout) {
        static Contrast allocate(Shape shape) {
            return new Contrast(
                    new Fake(
                            new HostTensor(shape.rows(), shape.generatorInput()),
                            new HostTensor(shape.rows(), shape.row().oneHotWidth()),
                            shape.masks(2 * shape.packs())),
                    new HostTensor(shape.rows(), shape.row().width() + shape.given()),
                    new HostTensor(shape.packs(), 1),
                    shape.masks(shape.packs()));
        }
    }
}
