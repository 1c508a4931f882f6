package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeDrawerTest {
    private static final int ROWS = 2000;

    @BeforeEach
    void prepare() {
        Torch.prepareThread();
    }

    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void lookedUpAndComputedHiddenUnitsGiveTheSameCodes(Layout.Source source) {
        // Given
        Layout layout = new Layout(source);
        for (double temperature : new double[] {1, 0.5}) {
            try (NDManager manager = Torch.newManager(Torch.device("CPU"))) {
                Network network = network(manager, layout);
                CodeDrawer.Wish wish = new CodeDrawer.Wish(
                        IntStream.range(0, layout.learned().size())
                                .asDoubleStream()
                                .toArray(),
                        new float[0],
                        temperature,
                        1);
                try (CodeDrawer drawer = new CodeDrawer(manager, network)) {
                    // When
                    float[] computed = drawer.drawAsAsked(codes(layout), uniform(layout), wish);
                    float[] lookedUp = drawer.drawInOrder(
                            codes(layout), uniform(layout), temperature, HiddenTables.of(manager, network));

                    // Then
                    long different = IntStream.range(0, computed.length)
                            .filter(i -> computed[i] != lookedUp[i])
                            .count();
                    // Where a point lies on the border of two codes rounding decides, and the row's later codes follow.
                    assertThat(different).isLessThanOrEqualTo(computed.length / 500);
                    assertThat(computed).contains(0f, 1f);
                }
            }
        }
    }

    /** Larger weights than a new network has, so that what comes before matters. */
    private static Network network(NDManager manager, Layout layout) {
        int[][] frequencies = layout.learned().stream()
                .map(c -> IntStream.range(0, c.size()).map(i -> 1 + i % 3).toArray())
                .toArray(int[][]::new);
        Network network = Network.create(manager, layout, frequencies, new Seed(3));
        for (Parameter parameter : network.tensors().parts()) {
            parameter.value().muli(parameter.name().endsWith("bias") ? 1 : 4);
        }
        return network;
    }

    private static HostTensor codes(Layout layout) {
        HostTensor codes = new HostTensor(ROWS, layout.all().size());
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < ROWS; row++) {
            for (int t = 0; t < layout.given().size(); t++) {
                codes.values()
                        .put(
                                row * codes.columns() + t,
                                random.nextInt(layout.given().get(t).size()));
            }
        }
        return codes;
    }

    private static HostTensor uniform(Layout layout) {
        HostTensor uniform = new HostTensor(ROWS, layout.learned().size());
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < uniform.values().capacity(); i++) {
            uniform.values().put(i, (float) (random.nextInt() >>> 8) * 0x1p-24f);
        }
        return uniform;
    }
}
