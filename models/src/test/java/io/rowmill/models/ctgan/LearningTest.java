package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.Noise;
import io.rowmill.models.ctgan.network.Generator;
import io.rowmill.models.ctgan.network.OutputLayer;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small networks learn what they must: conditions on every column, the influence of the context, frequencies. */
class LearningTest {
    private static final String[] QUICK = {
        "epochs",
        "60",
        "batchSize",
        "100",
        "generatorLr",
        "2e-3",
        "discriminatorLr",
        "2e-3",
        "generatorDim",
        "32,32",
        "discriminatorDim",
        "32,32"
    };

    private final CtganEngine engine = new CtganEngine();

    private byte[] train(TrainingInput input) throws IOException {
        return engine.train(input, Fixtures.settings(QUICK), Optional.empty(), TrainingListener.SILENT)
                .weights();
    }

    @Test
    void aConditionOnAnyColumnGivesItsCategory() throws IOException {
        // Given
        EncodedTable content =
                Fixtures.random(500, 1, new Part.OneHot(4, true), new Part.OneHot(2, true), new Part.OneHot(3, true));
        TensorFile<WeightsHeader> file = TensorFile.read(
                WeightsHeader.KIND, WeightsHeader.class, new ByteArrayInputStream(train(Fixtures.root(content))));
        RowLayout layout = new RowLayout(content.layout());

        try (NDManager manager = Torch.newManager(Device.cpu())) {
            Generator generator = new Generator(
                    manager, 8 + layout.conditionWidth(), List.of(32, 32), layout.width(), new SplittableRandom(0));
            generator.all().forEach(p -> p.restore(file.tensors()));

            // When: rows on a condition at every position in turn
            for (int position = 0; position < layout.conditionWidth(); position++) {
                HostTensor input = new HostTensor(50, 8 + layout.conditionWidth());
                input.clear();
                Noise.normal(input, 8, new SplittableRandom(position));
                for (int i = 0; i < 50; i++) {
                    input.values().put(i * input.columns() + 8 + position, 1f);
                }
                NDArray logits =
                        generator.forward(input.view(manager), Parameter::value, Generator.Normalization.RUNNING);
                double[] weights =
                        new OutputLayer(layout).categoryWeights(logits).toDoubleArray();

                // Then
                assertThat(meanProbability(layout, weights, position))
                        .as("probability of position %d", position)
                        .isGreaterThan(0.7);
            }
        }
    }

    /** Mean over rows of the share that a position has of the weights of its one-hot; rows are one-hots alone. */
    private static double meanProbability(RowLayout layout, double[] weights, int position) {
        int part = IntStream.range(0, layout.parts().size())
                .filter(p -> position >= layout.offset(p)
                        && position < layout.offset(p) + layout.parts().get(p).width())
                .findFirst()
                .orElseThrow();
        int rows = weights.length / layout.width();
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * layout.width() + layout.offset(part);
            int end = start + layout.parts().get(part).width();
            sum += weights[row * layout.width() + position]
                    / Arrays.stream(weights, start, end).sum();
        }
        return sum / rows;
    }

    @Test
    void rowsFollowTheirContext() throws IOException {
        // Given: a child's category is its parent's
        int[] codes = new SplittableRandom(1).ints(600, 0, 4).toArray();
        EncodedTable context = Fixtures.codes(4, codes);
        EncodedTable content = Fixtures.codes(4, codes);
        byte[] weights = train(new TrainingInput("children", content, context, null, new Seed(1)));
        EncodedTable parents = Fixtures.codes(4, 0, 1, 2, 3);

        // When
        int[] sampled;
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            sampled = Fixtures.codesOf(
                    synthesizer.sample(new Groups(parents, new int[] {100, 100, 0, 100}), new Seed(1)), 0);
        }

        // Then
        int[] expected = new int[300];
        Arrays.fill(expected, 100, 200, 1);
        Arrays.fill(expected, 200, 300, 3);
        int hits = 0;
        for (int i = 0; i < 300; i++) {
            hits += sampled[i] == expected[i] ? 1 : 0;
        }
        assertThat(hits).as("of 300; 75 by chance").isGreaterThan(180);
    }

    @Test
    void categoriesComeAsOftenAsInTheTable() throws IOException {
        // Given: 90 % zeros, 9 % ones, 1 % twos; a scalar that tells them apart
        int[] codes = new int[1000];
        float[] values = new float[1000];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i < 900 ? 0 : i < 990 ? 1 : 2;
            values[i] = codes[i] * 0.8f - 0.8f;
        }
        EncodedTable content = new EncodedTable(
                1000, List.of(new EncodedPart.Codes(new Part.OneHot(3, true), codes), new EncodedPart.Scalars(values)));

        // When
        int[] sampled;
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(train(Fixtures.root(content))))) {
            sampled = Fixtures.codesOf(synthesizer.sample(Groups.root(10_000), new Seed(1)), 0);
        }

        // Then
        assertThat(Arrays.stream(sampled).filter(c -> c == 0).count()).isBetween(8_800L, 9_200L);
        assertThat(Arrays.stream(sampled).filter(c -> c == 2).count()).isBetween(60L, 140L);
    }

    @Test
    void rareValuesOfAWideColumnSurvive() throws IOException {
        // Given: 300 categories by Zipf's law, told apart by a scalar as far as their parity goes
        SplittableRandom random = new SplittableRandom(1);
        int[] codes =
                random.doubles(3_000).mapToInt(u -> (int) Math.pow(300, u) - 1).toArray();
        float[] values = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i] % 2 == 0 ? -0.5f : 0.5f;
        }
        EncodedTable content = new EncodedTable(
                codes.length,
                List.of(new EncodedPart.Codes(new Part.OneHot(310, true), codes), new EncodedPart.Scalars(values)));

        // When
        EncodedTable sampled;
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(train(Fixtures.root(content))))) {
            sampled = synthesizer.sample(Groups.root(30_000), new Seed(1));
        }

        // Then: the frequent ones and the rest as often as in the table, no category that no row had, most of those
        // that few had
        int[] drawn = Fixtures.codesOf(sampled, 0);
        for (int below : new int[] {1, 3, 10, 30, 100}) {
            assertThat(share(drawn, below)).isCloseTo(share(codes, below), within(0.07));
        }
        Set<Integer> real = Arrays.stream(codes).boxed().collect(Collectors.toSet());
        Set<Integer> synthetic = Arrays.stream(drawn).boxed().collect(Collectors.toSet());
        assertThat(real).containsAll(synthetic);
        assertThat(synthetic).hasSizeGreaterThan(real.size() * 9 / 10);
        int fitting = 0;
        for (int i = 0; i < drawn.length; i++) {
            fitting += drawn[i] % 2 == 0 == Fixtures.scalarsOf(sampled, 1)[i] < 0 ? 1 : 0;
        }
        assertThat(fitting).as("of 30,000 that fit their scalar").isGreaterThan(24_000);
    }

    private static double share(int[] codes, int below) {
        return Arrays.stream(codes).filter(c -> c < below).count() / (double) codes.length;
    }

    @Test
    void rowsFollowAWideContext() throws IOException {
        // Given: a child's category is its parent's modulo 4
        int[] parents = new SplittableRandom(1).ints(3_000, 0, 60).toArray();
        int[] children = Arrays.stream(parents).map(c -> c % 4).toArray();
        byte[] weights = train(new TrainingInput(
                "children", Fixtures.codes(4, children), Fixtures.codes(60, parents), null, new Seed(1)));

        // When
        int[] each = IntStream.range(0, 60).toArray();
        int[] counts = new int[60];
        Arrays.fill(counts, 20);
        int[] sampled;
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            sampled =
                    Fixtures.codesOf(synthesizer.sample(new Groups(Fixtures.codes(60, each), counts), new Seed(1)), 0);
        }

        // Then
        int hits = 0;
        for (int i = 0; i < sampled.length; i++) {
            hits += sampled[i] == i / 20 % 4 ? 1 : 0;
        }
        assertThat(hits).as("of 1,200; 300 by chance").isGreaterThan(700);
    }
}
