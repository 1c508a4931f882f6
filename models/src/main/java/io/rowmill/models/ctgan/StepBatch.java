package io.rowmill.models.ctgan;

import io.rowmill.models.HostTensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything random and everything real that one step needs, in host memory that is reused from step to step. A row of
 * {@code generatorInput} is noise, condition, context; a row of {@code real} is row, condition, context.
 *
 * @param contrasts one per update of the critic
 * @param fake for the update of the generator
 */
record StepBatch(List<Contrast> contrasts, Fake fake) {
    StepBatch {
        contrasts = List.copyOf(contrasts);
    }

    static StepBatch allocate(Shape shape) {
        List<Contrast> contrasts = Stream.generate(() -> Contrast.allocate(shape))
                .limit(shape.criticUpdates())
                .toList();
        return new StepBatch(contrasts, Fake.allocate(shape, shape.packs()));
    }

    /** Sizes shared by all batches of a job. */
    record Shape(
            int rows,
            int pac,
            int noise,
            RowLayout row,
            RowLayout context,
            List<Integer> criticHidden,
            int criticUpdates) {
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
    }

    /**
     * @param condition per row the position of the conditioned column's first category, its number of categories, the
     *     category; 0, 1, 0 without a condition; no values where no row has one
     * @param dropout a mask per hidden layer of the critic
     */
    record Fake(HostTensor generatorInput, HostTensor gumbel, HostTensor condition, List<HostTensor> dropout) {
        static Fake allocate(Shape shape, int packs) {
            return new Fake(
                    new HostTensor(shape.rows(), shape.generatorInput()),
                    new HostTensor(shape.rows(), shape.row().oneHotWidth()),
                    new HostTensor(shape.rows(), shape.row().conditionWidth() == 0 ? 0 : 3),
                    shape.criticHidden().stream()
                            .map(size -> new HostTensor(packs, size))
                            .toList());
        }
    }

    /**
     * @param fake its dropout masks serve fakes, real rows and interpolates, in this order
     * @param alpha packs × 1, share of the real pack in the interpolate
     */
    record Contrast(Fake fake, HostTensor real, HostTensor alpha) {
        static Contrast allocate(Shape shape) {
            return new Contrast(
                    Fake.allocate(shape, 3 * shape.packs()),
                    new HostTensor(shape.rows(), shape.row().width() + shape.given()),
                    new HostTensor(shape.packs(), 1));
        }
    }
}
