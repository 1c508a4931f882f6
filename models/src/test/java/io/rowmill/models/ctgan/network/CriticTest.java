package io.rowmill.models.ctgan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CriticTest {
    private static final int PACKS = 3;
    private static final int INPUT = 7;
    private static final List<Integer> HIDDEN = List.of(5, 4, 6);

    private final SplittableRandom random = new SplittableRandom(11);
    private final NDManager manager = Torch.newManager(Device.cpu());
    private final Critic critic = new Critic(manager, INPUT, HIDDEN, random);
    private final List<NDArray> dropout =
            HIDDEN.stream().map(size -> mask(size)).toList();
    private final float[] input = random.doubles(PACKS * INPUT, -2, 2)
            .collect(() -> new float[PACKS * INPUT], new FloatFiller()::put, (a, b) -> {});

    /** Collects doubles into floats, in order. */
    private static final class FloatFiller {
        private int at;

        void put(float[] out, double value) {
            out[at++] = (float) value;
        }
    }

    private NDArray mask(int size) {
        HostTensor mask = new HostTensor(PACKS, size);
        for (int i = 0; i < mask.values().capacity(); i++) {
            mask.values().put(i, random.nextBoolean() ? 2 : 0);
        }
        return mask.view(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray firstLayer(float[] values) {
        return critic.firstLayer(manager.create(values, new Shape(PACKS, INPUT)), Parameter::value);
    }

    private double score(float[] values, int pack) {
        return critic.scores(firstLayer(values), dropout, Parameter::value).toFloatArray()[pack];
    }

    private NDArray inputGradient(Function<Parameter, NDArray> parameters) {
        return critic.inputGradient(critic.slopes(firstLayer(input), dropout), parameters);
    }

    @Test
    void inputGradientAgreesWithFiniteDifferences() {
        // Given
        float[] gradient = inputGradient(Parameter::value).toFloatArray();
        float h = 1e-3f;

        // When / Then
        for (int i = 0; i < input.length; i++) {
            float[] up = input.clone();
            float[] down = input.clone();
            up[i] += h;
            down[i] -= h;
            double difference = (score(up, i / INPUT) - score(down, i / INPUT)) / (up[i] - down[i]);
            assertThat((double) gradient[i]).isCloseTo(difference, within(2e-4));
        }
    }

    @Test
    void penaltyGradientAgreesWithFiniteDifferencesInEveryWeightMatrix() {
        // Given
        try (Torch.AutogradLease lease = Torch.leaseAutograd();
                NDManager step = manager.newSubManager()) {
            Leaves leaves = new Leaves(critic.trainable(), step);
            try (GradientCollector gradients = Torch.collectGradients()) {
                gradients.backward(Critic.gradientPenalty(inputGradient(leaves)));
            }

            // When / Then
            for (Parameter parameter : critic.trainable()) {
                if (parameter.name().endsWith("weight")) {
                    checkAgainstFiniteDifferences(
                            parameter, leaves.apply(parameter).getGradient().toFloatArray());
                }
            }
        }
    }

    private void checkAgainstFiniteDifferences(Parameter parameter, float[] gradient) {
        float[] values = parameter.value().toFloatArray();
        for (int i = 0; i < values.length; i++) {
            float h = 2e-3f;
            double difference =
                    (penaltyWith(parameter, values, i, h) - penaltyWith(parameter, values, i, -h)) / (2 * h);
            assertThat((double) gradient[i]).isCloseTo(difference, within(2e-3));
        }
        parameter.value().set(values);
    }

    /** Slopes stay those of the unchanged weights: they are constant almost everywhere. */
    private double penaltyWith(Parameter parameter, float[] values, int i, float change) {
        parameter.value().set(values);
        List<NDArray> slopes = critic.slopes(firstLayer(input), dropout);
        float[] changed = values.clone();
        changed[i] += change;
        parameter.value().set(changed);
        return Critic.gradientPenalty(critic.inputGradient(slopes, Parameter::value))
                .getFloat();
    }
}
