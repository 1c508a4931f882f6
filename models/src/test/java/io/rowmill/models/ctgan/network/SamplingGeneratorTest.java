package io.rowmill.models.ctgan.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplingGeneratorTest {
    private static final int ROWS = 40;
    private static final int NOISE = 6;
    private static final int CONDITION = 5;
    private static final int CONTEXT = 3;
    private static final int OUTPUT = 7;

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final SplittableRandom random = new SplittableRandom(1);
    private final Generator trained =
            new Generator(manager, NOISE + CONDITION + CONTEXT, List.of(16, 8), OUTPUT, random);

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }

    private NDArray random(int columns) {
        return manager.create(values(ROWS * columns), new Shape(ROWS, columns));
    }

    /** Every category and no condition in turn. */
    private static int condition(int row) {
        return row % (CONDITION + 1);
    }

    private NDArray oneHots() {
        float[] values = new float[ROWS * CONDITION];
        for (int row = 0; row < ROWS; row++) {
            if (condition(row) < CONDITION) {
                values[row * CONDITION + condition(row)] = 1;
            }
        }
        return manager.create(values, new Shape(ROWS, CONDITION));
    }

    @Test
    void givesTheLogitsOfTheGeneratorItIsMadeOf() {
        // Given: normalization that has seen other rows
        trained.forward(
                random(NOISE + CONDITION + CONTEXT).mul(3), Parameter::value, Generator.Normalization.BATCH_TRACKED);
        NDArray noise = random(NOISE);
        NDArray context = random(CONTEXT);
        NDArray expected = trained.forward(
                noise.concat(oneHots(), 1).concat(context, 1), Parameter::value, Generator.Normalization.RUNNING);
        long[] conditions = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            conditions[row] = condition(row);
        }

        // When
        NDArray logits = new SamplingGenerator(manager, trained, CONDITION, CONTEXT)
                .forward(noise.concat(context, 1), manager.create(conditions));

        // Then
        assertThat(logits.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
    }
}
