package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three columns of four codes: the second follows the first in nine of ten rows, the third is the second's complement. */
class ConditionsTest {
    private static final int CODES = 4;
    private static final int ROWS = 3000;
    private static final Part.OneHot LAYOUT = new Part.OneHot(CODES, true);

    private static Synthesizer any;
    private static Synthesizer fixed;

    @BeforeAll
    static void train() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int[][] columns = new int[3][ROWS];
        for (int i = 0; i < ROWS; i++) {
            columns[0][i] = Math.min(random.nextInt(CODES), random.nextInt(CODES));
            columns[1][i] = random.nextInt(10) == 0 ? random.nextInt(CODES) : columns[0][i];
            columns[2][i] = CODES - 1 - columns[1][i];
        }
        EncodedTable content = table(columns);
        TrainingInput input = new TrainingInput("t", content, EncodedTable.empty(ROWS), null, new Seed(7));
        any = synthesizer(input, Map.of("epochs", "40"));
        fixed = synthesizer(input, Map.of("epochs", "2", "columnOrder", "FIXED"));
    }

    private static Synthesizer synthesizer(TrainingInput input, Map<String, String> settings) throws IOException {
        ArgnEngine engine = new ArgnEngine();
        Map<String, String> given = new HashMap<>(settings);
        given.put("device", "CPU");
        byte[] weights = engine.train(
                        input, Settings.of(engine.settings(), given), Optional.empty(), TrainingListener.SILENT)
                .weights();
        return engine.load(new ByteArrayInputStream(weights));
    }

    @AfterAll
    static void close() {
        any.close();
        fixed.close();
    }

    private static EncodedTable table(int[]... columns) {
        List<EncodedPart> parts = Arrays.stream(columns)
                .map(codes -> (EncodedPart) new EncodedPart.Codes(LAYOUT, codes))
                .toList();
        return new EncodedTable(columns[0].length, parts);
    }

    private static int[] all(int code) {
        int[] out = new int[ROWS];
        Arrays.fill(out, code);
        return out;
    }

    private static Conditions known(int[]... columns) {
        return new Conditions(Optional.of(table(columns)), Map.of(), Map.of(), 1, 1);
    }

    private static int[][] sample(Conditions conditions) {
        return any.sample(Groups.root(ROWS), conditions, new Seed(3)).parts().stream()
                .map(p -> ((EncodedPart.Codes) p).codes())
                .toArray(int[][]::new);
    }

    private static double share(IntPredicate holds) {
        return IntStream.range(0, ROWS).filter(holds).count() / (double) ROWS;
    }

    @Test
    void whatIsGivenIsKeptAndTheOthersFollowIt() {
        // When
        int[][] rows = sample(known(all(-1), all(-1), all(1)));

        // Then
        assertThat(rows[2]).containsOnly(1);
        assertThat(share(i -> rows[1][i] == 2)).isGreaterThan(0.93);
        assertThat(share(i -> rows[0][i] == 2)).isGreaterThan(0.6);
    }

    @Test
    void everyRowMayBeGivenSomethingElse() {
        // Given
        int[] first = all(-1);
        int[] third = all(-1);
        for (int i = 0; i < ROWS; i++) {
            first[i] = i % 2 == 0 ? i % CODES : -1;
            third[i] = i % 3 == 0 ? i % CODES : -1;
        }

        // When
        int[][] rows = sample(known(first, all(-1), third));

        // Then
        assertThat(share(i -> first[i] >= 0 && rows[0][i] != first[i])).isZero();
        assertThat(share(i -> third[i] >= 0 && rows[2][i] != third[i])).isZero();
        assertThat(share(i -> rows[2][i] == CODES - 1 - rows[1][i])).isGreaterThan(0.95);
    }

    @Test
    void rowsThatAreGivenWholeComeBack() {
        int[][] rows = sample(known(all(0), all(3), all(2)));

        assertThat(rows[0]).containsOnly(0);
        assertThat(rows[1]).containsOnly(3);
        assertThat(rows[2]).containsOnly(2);
    }

    @Test
    void sharesTakeThePlaceOfWhatWasLearned() {
        // When
        int[][] rows =
                sample(new Conditions(Optional.empty(), Map.of(0, new double[] {0, 0, 0.3, 0.7}), Map.of(), 1, 1));

        // Then
        assertThat(share(i -> rows[0][i] == 3)).isCloseTo(0.7, within(0.03));
        assertThat(share(i -> rows[0][i] < 2)).isZero();
        assertThat(share(i -> rows[1][i] == rows[0][i])).isGreaterThan(0.8);
    }

    @Test
    void aPartWithOddsIsDrawnFirstAndTheOthersFollowIt() {
        // When
        int[][] rows = sample(
                new Conditions(Optional.empty(), Map.of(), Map.of(), Map.of(2, new double[] {0, 0.5, 1, 0}), 1, 1));

        // Then
        assertThat(share(i -> rows[2][i] == 0 || rows[2][i] == 3)).isZero();
        // Of the source's 3 : 5 rows, half of the former: drawn in its own place, the third would follow the first,
        // which knows nothing.
        assertThat(share(i -> rows[2][i] == 1)).isCloseTo(1.5 / 6.5, within(0.05));
        assertThat(share(i -> rows[0][i] == 1 || rows[0][i] == 2)).isGreaterThan(0.87);
    }

    @Test
    void whatIsExcludedNeverComes() {
        int[][] rows = sample(new Conditions(Optional.empty(), Map.of(), Map.of(0, new int[] {0, 3}), 1, 1));

        assertThat(share(i -> rows[0][i] == 0 || rows[0][i] == 3)).isZero();
    }

    @Test
    void aLowTemperatureAndASmallTopPGiveTheLikely() {
        // When
        int[][] learned = sample(Conditions.NONE);
        int[][] cold = sample(new Conditions(Optional.empty(), Map.of(), Map.of(), 0.2, 1));
        int[][] top = sample(new Conditions(Optional.empty(), Map.of(), Map.of(), 1, 0.5));

        // Then
        double likely = share(i -> learned[0][i] == 0);
        assertThat(share(i -> cold[0][i] == 0)).isGreaterThan(likely + 0.2);
        assertThat(share(i -> top[0][i] <= 1)).isEqualTo(1);
    }

    /** Every possible row. */
    private static EncodedTable everything() {
        int[][] columns = new int[3][CODES * CODES * CODES];
        for (int i = 0; i < columns[0].length; i++) {
            columns[0][i] = i % CODES;
            columns[1][i] = i / CODES % CODES;
            columns[2][i] = i / CODES / CODES;
        }
        return table(columns);
    }

    @Test
    void theLikelihoodOfARowIsHowOftenItIsSampled() {
        for (Synthesizer synthesizer : List.of(any, fixed)) {
            // Given
            int rows = 40_000;
            EncodedTable all = everything();

            // When
            double[] likely = Arrays.stream(synthesizer.logLikelihood(Groups.root(all.rows()), all))
                    .map(Math::exp)
                    .toArray();
            EncodedTable sampled = synthesizer.sample(Groups.root(rows), new Seed(11));

            // Then
            double[] often = new double[likely.length];
            for (int i = 0; i < rows; i++) {
                often[sampled.code(0, i) + CODES * (sampled.code(1, i) + CODES * sampled.code(2, i))] += 1.0 / rows;
            }
            assertThat(Arrays.stream(likely).sum()).isCloseTo(1, within(1e-4));
            for (int i = 0; i < likely.length; i++) {
                double deviation = Math.sqrt(likely[i] / rows);
                assertThat(often[i]).isCloseTo(likely[i], within(5 * deviation + 5.0 / rows));
            }
        }
    }

    @Test
    void aRowWithAnAbsentCodeHasNoLikelihood() {
        // Given
        EncodedTable rows = table(new int[] {0, 1}, new int[] {0, -1}, new int[] {3, 2});

        // When
        double[] likely = any.logLikelihood(Groups.root(2), rows);

        // Then
        assertThat(likely[0]).isNegative();
        assertThat(likely[1]).isNaN();
    }

    @Test
    void aRowBehindOneWithAnAbsentCodeHasALikelihood() throws IOException {
        // Given
        int[] first = IntStream.range(0, 600).map(i -> i % 3).toArray();
        int[] second = IntStream.range(0, 600).map(i -> i / 3 % CODES).toArray();
        TrainingInput input = new TrainingInput(
                "children", table(first, second), EncodedTable.empty(600), row -> row / 3, new Seed(7));
        Groups groups = new Groups(EncodedTable.empty(2), new int[] {3, 3});
        EncodedTable whole = table(new int[] {0, 1, 2, 0, 1, 2}, new int[] {1, 1, 1, 2, 2, 2});
        EncodedTable holed = table(new int[] {0, -1, 2, 0, 1, 2}, new int[] {1, -1, 1, 2, 2, 2});

        // When
        try (Synthesizer sequential = synthesizer(input, Map.of("epochs", "20"))) {
            double[] known = sequential.logLikelihood(groups, whole);
            double[] likely = sequential.logLikelihood(groups, holed);

            // Then
            assertThat(likely[1]).isNaN();
            assertThat(likely[2]).isNegative().isFinite();
            assertThat(likely[2]).as("it isn't known what it follows").isNotEqualTo(known[2]);
            for (int row : new int[] {0, 3, 4, 5}) {
                assertThat(likely[row]).isCloseTo(known[row], within(1e-5));
            }
        }
    }

    @Test
    void anExcludedCodeOfAWideColumnNeverComes() throws IOException {
        // Given
        int[] codes = new SplittableRandom(2)
                .ints(ROWS, 0, 1100)
                .map(c -> c % 3 == 0 ? 1099 : c % 4)
                .toArray();
        EncodedTable content =
                new EncodedTable(ROWS, List.of(new EncodedPart.Codes(new Part.OneHot(1100, true), codes)));
        TrainingInput input = new TrainingInput("t", content, EncodedTable.empty(ROWS), null, new Seed(7));
        Conditions without = new Conditions(Optional.empty(), Map.of(), Map.of(0, new int[] {1099, 2}), 1, 1);

        // When
        try (Synthesizer wide = synthesizer(input, Map.of("epochs", "5"))) {
            int[] drawn = ((EncodedPart.Codes) wide.sample(Groups.root(ROWS), without, new Seed(3))
                            .parts()
                            .get(0))
                    .codes();

            // Then
            assertThat(drawn).doesNotContain(1099, 2).contains(0, 1, 3);
        }
    }

    @Test
    void aTableLearnedInOneOrderRejectsWhatIsGiven() {
        assertThatThrownBy(() -> fixed.sample(Groups.root(ROWS), known(all(-1), all(-1), all(1)), new Seed(3)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("columnOrder=FIXED");
    }
}
