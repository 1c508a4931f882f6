package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.index.NDIndex;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateStepTest {
    private static final int ROWS = 12;
    private static final double NO_CLIP = 1e9;
    private static final double TOLERANCE = 2e-5;

    private final SplittableRandom random = new SplittableRandom(5);

    @BeforeEach
    void prepare() {
        Torch.prepareThread();
    }

    /** Beside gradients of one row at a time. */
    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void eachRowSaysAtMostTheClip(Layout.Source source) {
        // Given
        Layout layout = new Layout(source);
        HostTensor codes = ArgnStepTest.codes(layout, random);
        HostTensor ranks = ArgnStepTest.ranks(layout, random);
        try (PrivateStep step = step(layout)) {
            float[][] each = new float[ROWS][];
            double[] norms = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                step.add(codes, ranks, counted(row), NO_CLIP);
                each[row] = take(step);
                norms[row] = norm(each[row]);
            }
            double clip =
                    Arrays.stream(norms).sorted().skip(ROWS / 2).findFirst().orElseThrow();

            // When
            float[] reported = step.add(codes, ranks, counted(-1), clip);
            float[] sum = take(step);

            // Then
            double[] wanted = new double[sum.length];
            for (int row = 0; row < ROWS; row++) {
                assertThat((double) reported[row]).isCloseTo(norms[row], within(TOLERANCE * norms[row]));
                double share = Math.min(1, clip / norms[row]);
                for (int i = 0; i < sum.length; i++) {
                    wanted[i] += share * each[row][i];
                }
            }
            for (int i = 0; i < sum.length; i++) {
                assertThat((double) sum[i]).isCloseTo(wanted[i], within(TOLERANCE * clip));
            }
        }
    }

    /** Two tables that differ in one row: their sums differ by the clip at most, whatever the clip. */
    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void aRowMoreChangesTheSumByTheClipAtMost(Layout.Source source) {
        Layout layout = new Layout(source);
        HostTensor codes = ArgnStepTest.codes(layout, random);
        HostTensor ranks = ArgnStepTest.ranks(layout, random);
        HostTensor without = counted(-1);
        without.values().put(3, 0);
        try (PrivateStep step = step(layout)) {
            for (double clip : new double[] {0.01, 1, 100}) {
                step.add(codes, ranks, counted(-1), clip);
                float[] whole = take(step);
                step.add(codes, ranks, without, clip);
                float[] less = take(step);
                for (int i = 0; i < whole.length; i++) {
                    whole[i] -= less[i];
                }
                assertThat(norm(whole)).isGreaterThan(0).isLessThanOrEqualTo(clip * (1 + 1e-4));
            }
        }
    }

    /** Beside the sums of one unit at a time: rows 0 to 2, 3 and 4, 5; then 6, 7 to 10, 11, learned in another order. */
    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void eachUnitSaysAtMostTheClip(Layout.Source source) {
        // Given
        int[] unitOf = {0, 0, 0, 1, 1, 2, 3, 4, 4, 4, 4, 5};
        Layout layout = new Layout(source);
        HostTensor codes = ArgnStepTest.codes(layout, random);
        HostTensor ranks = ArgnStepTest.ranks(layout, random);
        HostTensor units = new HostTensor(ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            units.values().put(row, unitOf[row]);
        }
        try (PrivateStep step = step(layout)) {
            float[][] each = new float[6][];
            for (int unit = 0; unit < each.length; unit++) {
                HostTensor own = new HostTensor(ROWS, 1);
                for (int row = 0; row < ROWS; row++) {
                    own.values().put(row, unitOf[row] == unit ? 1 : 0);
                }
                step.add(codes, ranks, own, NO_CLIP);
                each[unit] = take(step);
            }
            double clip = Arrays.stream(each)
                    .mapToDouble(PrivateStepTest::norm)
                    .sorted()
                    .skip(3)
                    .findFirst()
                    .orElseThrow();

            // When
            float[] reported = step.addUnits(codes, ranks, counted(-1), units, clip);
            float[] sum = take(step);

            // Then
            for (int row = 0; row < ROWS; row++) {
                double norm = norm(each[unitOf[row]]);
                // Where rows cancel one another out, what rounding may have taken away is in it.
                assertThat((double) reported[row]).isBetween(norm * (1 - 1e-4), norm * (1 + 1e-4) + 0.02);
            }
            for (int i = 0; i < sum.length; i++) {
                double wanted = 0;
                for (float[] unit : each) {
                    wanted += Math.min(1, clip / norm(unit)) * unit[i];
                }
                assertThat((double) sum[i]).isCloseTo(wanted, within(1e-4 * clip));
            }
        }
    }

    /** Whatever its weights have become: the other rows say what they would without it. */
    @ParameterizedTest
    @MethodSource("io.rowmill.models.argn.Layouts#all")
    void aRowWithoutAFiniteGradientSaysNothing(Layout.Source source) {
        Layout layout = new Layout(source);
        HostTensor codes = ArgnStepTest.codes(layout, random);
        HostTensor ranks = ArgnStepTest.ranks(layout, random);
        HostTensor others = counted(-1);
        for (int row = 0; row < ROWS; row++) {
            boolean bad = codes.values().get(row * codes.columns()) == 0;
            others.values().put(row, bad ? 0 : 1);
        }
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            try (PrivateStep step = step(layout)) {
                step.add(codes, ranks, others, 1);
                float[] wanted = take(step);
                // The first sub-column's first code: an input of every column that is drawn after it.
                step.weights().values().embeddings().get(0).set(new NDIndex("0, 0"), broken);

                step.add(codes, ranks, counted(-1), 1);

                assertThat(take(step)).containsExactly(wanted, offset(1e-6f));
            }
        }
    }

    @Test
    void aPartSaysAtMostTheClip() {
        Layout layout = new Layout(Layouts.all().findFirst().orElseThrow());
        HostTensor codes = ArgnStepTest.codes(layout, random);
        HostTensor ranks = ArgnStepTest.ranks(layout, random);
        try (PrivateStep step = step(layout)) {
            step.add(codes, ranks, counted(-1), NO_CLIP);
            float[] all = take(step);

            for (double clip : new double[] {1e-3, 1e3}) {
                step.add(codes, ranks, counted(-1), NO_CLIP);
                step.endPart(4, clip);
                step.add(codes, ranks, counted(-1), NO_CLIP);
                step.endPart(4, clip);
                step.joinParts();
                assertThat(norm(take(step))).isCloseTo(2 * Math.min(clip, norm(all) / 4), within(2e-3 * clip));
            }
            assertThat(norm(take(step))).isZero();
        }
    }

    /** The learning rate is too small for the weights to move: what Adam remembers of the gradient is the noise. */
    @Test
    void noiseIsAddedOnce() {
        Layout layout = new Layout(Layouts.all().findFirst().orElseThrow());
        try (PrivateStep step = step(layout)) {
            float[] noise = new float[step.parameters()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }

            step.update(noise, 3, 6, 1, 0, 0);

            Parameter moment = step.weights().state().stream()
                    .filter(p -> p.name().equals("hidden.bias.first"))
                    .findFirst()
                    .orElseThrow();
            double square = 0;
            for (float value : moment.copy().values()) {
                square += Math.pow(value * 10 / (3 / 6.0), 2);
            }
            int size = moment.copy().values().length;
            assertThat(square / size).isCloseTo(1, within(5.5 * Math.sqrt(2.0 / size)));
            assertThat(take(step)).containsOnly(0f);
        }
    }

    private static PrivateStep step(Layout layout) {
        int[][] frequencies =
                layout.learned().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
        return new PrivateStep(layout, frequencies, ROWS, new Seed(3), Device.cpu());
    }

    /** @param only the row that counts; negative: all */
    private static HostTensor counted(int only) {
        HostTensor out = new HostTensor(ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            out.values().put(row, only < 0 || row == only ? 1 : 0);
        }
        return out;
    }

    /** The sum, which begins anew. */
    private static float[] take(PrivateStep step) {
        int size = 0;
        for (Parameter part : step.sum()) {
            size += (int) part.value().size();
        }
        float[] out = new float[size];
        int at = 0;
        for (Parameter part : step.sum()) {
            float[] values = part.value().toFloatArray();
            System.arraycopy(values, 0, out, at, values.length);
            at += values.length;
        }
        step.update(new float[step.parameters()], 0, 1, 1, 0, 0);
        return out;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
