package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgnStepTest {
    private static final int ROWS = 12;
    private static final float SHIFT = 5e-3f;

    @BeforeEach
    void prepare() {
        Torch.prepareThread();
    }

    /** The backward pass is written by hand: every gradient is held against the slope of the loss. */
    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void gradientsAreTheSlopesOfTheLoss(Layout.Source source) {
        // Given
        Layout layout = new Layout(source);
        SplittableRandom random = new SplittableRandom(5);
        HostTensor codes = codes(layout, random);
        HostTensor ranks = ranks(layout, random);
        try (ArgnStep step = step(layout, 0)) {
            // When
            step.update(codes, ranks, 1, 0, 0, random);

            // Then
            for (Parameter parameter : step.weights().values().tensors().parts()) {
                float[] gradients = gradients(step, parameter.name());
                for (int probe = 0; probe < 3; probe++) {
                    int at = random.nextInt(gradients.length);
                    assertThat(slope(step, parameter.name(), at, codes, ranks))
                            .as("%s[%d]", parameter.name(), at)
                            .isCloseTo(gradients[at], within(2e-3 + 0.02 * Math.abs(gradients[at])));
                }
                if (parameter.name().endsWith("bias")) {
                    assertThat(gradients).as(parameter.name()).isNotEqualTo(new float[gradients.length]);
                }
            }
        }
    }

    /** The first update's gradients, by the optimizer's first moments; their own memory it has used up. */
    private static float[] gradients(ArgnStep step, String name) {
        float[] out = state(step, name + ".first").copy().values();
        for (int i = 0; i < out.length; i++) {
            out[i] *= 10;
        }
        return out;
    }

    private static Parameter state(ArgnStep step, String name) {
        return step.weights().state().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ArgnStep step(Layout layout, double dropout) {
        int[][] frequencies =
                layout.learned().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
        return new ArgnStep(layout, frequencies, ROWS, dropout, new Seed(3), Device.cpu());
    }

    static HostTensor codes(Layout layout, SplittableRandom random) {
        List<SubColumn> all = layout.all();
        HostTensor out = new HostTensor(ROWS, all.size());
        for (int i = 0; i < ROWS; i++) {
            for (int t = 0; t < all.size(); t++) {
                out.values().put(i * all.size() + t, random.nextInt(all.get(t).size()));
            }
        }
        return out;
    }

    static HostTensor ranks(Layout layout, SplittableRandom random) {
        HostTensor out = new HostTensor(2, layout.all().size());
        Orders orders = new Orders(layout);
        orders.natural(out, 0);
        orders.any(out, 1, random);
        return out;
    }

    /** Difference quotient of the summed loss by one value of the averaged weights. */
    private static double slope(ArgnStep step, String name, int at, HostTensor codes, HostTensor ranks) {
        Parameter parameter = state(step, name + ".average");
        TensorFile.Tensor before = parameter.copy();
        double up = loss(step, parameter, before, at, SHIFT, codes, ranks);
        double down = loss(step, parameter, before, at, -SHIFT, codes, ranks);
        parameter.restore(Map.of(parameter.name(), before));
        return (up - down) / (2 * SHIFT);
    }

    private static double loss(
            ArgnStep step,
            Parameter parameter,
            TensorFile.Tensor before,
            int at,
            float shift,
            HostTensor codes,
            HostTensor ranks) {
        float[] shifted = before.values().clone();
        shifted[at] += shift;
        parameter.restore(Map.of(parameter.name(), new TensorFile.Tensor(before.shape(), shifted)));
        return step.loss(codes, ranks);
    }

    @Test
    void everyWeightMoves() {
        // Given
        Layout layout = new Layout(Layouts.source(
                List.of(new Part.OneHot(3, true), new Part.OneHot(4, true)), List.of(1, 1), List.of(), false));
        SplittableRandom random = new SplittableRandom(5);
        try (ArgnStep step = step(layout, 0.2)) {
            Map<String, TensorFile.Tensor> before = new LinkedHashMap<>();
            step.weights().state().forEach(p -> before.put(p.name(), p.copy()));

            // When
            for (int update = 1; update <= 5; update++) {
                step.update(codes(layout, random), ranks(layout, random), update, 0.01, 0.01, random);
            }
            step.weights().keepAsBest();

            // Then
            step.weights().state().forEach(p -> assertThat(p.copy().values())
                    .as(p.name())
                    .isNotEqualTo(before.get(p.name()).values()));
        }
    }

    @Test
    void aColumnDoesNotSeeItselfNorLaterOnes() {
        // Given
        Layout layout = new Layout(
                Layouts.source(Collections.nCopies(3, new Part.OneHot(5, true)), List.of(1, 1, 1), List.of(), false));
        SplittableRandom random = new SplittableRandom(5);
        HostTensor codes = codes(layout, random);
        HostTensor ranks = new HostTensor(1, 3);
        new Orders(layout).natural(ranks, 0);
        try (ArgnStep step = step(layout, 0)) {
            // When
            step.update(codes, ranks, 1, 0, 0, random);

            // Then
            assertThat(gradients(step, "embedding2")).containsOnly(0f);
            assertThat(gradients(step, "embedding1")).isNotEqualTo(new float[gradients(step, "embedding1").length]);
            assertThat(gradients(step, "embedding0")).isNotEqualTo(new float[gradients(step, "embedding0").length]);
        }
    }
}
