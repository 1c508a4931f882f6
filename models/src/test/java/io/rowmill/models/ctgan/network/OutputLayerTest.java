package io.rowmill.models.ctgan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.table.Part;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputLayerTest {
    private final RowLayout layout = new RowLayout(
            List.of(new Part.OneHot(3, true), new Part.Scalar(), new Part.OneHot(2, false), new Part.OneHot(3, true)));
    private final OutputLayer output = new OutputLayer(layout);
    private final NDManager manager = Torch.newManager(Device.cpu());
    // scalar | one-hot of 2 | two one-hots of 3
    private final float[] logits = {0.5f, 1, 2, 0.1f, 0.2f, 0.3f, 1, -1, 0};

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray matrix(float... values) {
        return manager.create(values, new Shape(1, values.length));
    }

    @Test
    void activatesScalarsByTanhAndEveryOneHotByItsOwnGumbelSoftmax() {
        // Given
        float[] gumbel = {0, 0.5f, 0, 0, 0.3f, 1, 2, 0};

        // When
        float[] row = output.activate(matrix(logits), matrix(gumbel)).toFloatArray();

        // Then
        assertThat((double) row[0]).isCloseTo(Math.tanh(0.5), within(1e-6));
        double[] expected = softmax(5, 0.1, 0.2, 0.6);
        for (int i = 0; i < 3; i++) {
            assertThat((double) row[3 + i]).isCloseTo(expected[i], within(1e-5));
        }
        assertThat((double) row[6] + row[7] + row[8]).isCloseTo(1, within(1e-6));
        assertThat((double) row[1] + row[2]).isCloseTo(1, within(1e-6));
    }

    @Test
    void categoriesAreDrawnByTheirProbabilitiesHoweverFarApartTheLogitsOfTwoColumnsAre() {
        // Given
        float[] apart = logits.clone();
        apart[1] += 300;
        apart[2] += 300;

        // When
        double[] weights = output.categoryWeights(matrix(apart)).toDoubleArray();

        // Then
        assertThat(share(weights, 0, 2)).isCloseTo(softmax(1, 1, 2)[0], within(1e-4));
        assertThat(share(weights, 2, 5)).isCloseTo(softmax(1, 0.1, 0.2, 0.3)[0], within(1e-4));
        assertThat(share(weights, 5, 8)).isCloseTo(softmax(1, 1, -1, 0)[0], within(1e-4));
    }

    /** Of the first among its neighbours. */
    private static double share(double[] weights, int from, int to) {
        return weights[from] / Arrays.stream(weights, from, to).sum();
    }

    @Test
    void conditionLossIsTheCrossEntropyOfTheConditionedColumnAlone() {
        // Given: the condition asks for the second category of the second conditional column
        NDArray condition = matrix(0, 0, 0, 0, 1, 0);

        // When
        double loss = output.conditionLoss(matrix(logits), condition).getFloat();

        // Then
        assertThat(loss).isCloseTo(-Math.log(softmax(1, 1, -1, 0)[1]), within(1e-5));
    }

    private static double[] softmax(double factor, double... x) {
        double sum = 0;
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = Math.exp(factor * x[i]);
            sum += out[i];
        }
        for (int i = 0; i < x.length; i++) {
            out[i] /= sum;
        }
        return out;
    }
}
