package io.rowmill.benchmarks;

import io.rowmill.benchmarks.size.Usage;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.models.ctgan.CtganEngine;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What many rows and many categories cost in training. To see what the rows alone take, run it by itself. */
final class ScaleBenchmark implements Benchmark {
    private static final int FEW = 20_000;
    private static final int MANY = 2_000_000;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20;
    private static final int STEPS = 120;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        EncodedRows few = table(workplace, FEW).rows();
        EncodedRows many = table(workplace, MANY).rows();
        double[] rows = millis(new Case(few, Map.of()), new Case(many, Map.of()));
        double resident = Usage.peakResidentBytes() / 1e9;
        EncodedRows wide = table(workplace, FEW).withColumn(5_000).rows();
        EncodedRows wider = table(workplace, FEW).withColumn(20_000).rows();
        double[] columns = millis(new Case(few, Map.of()), new Case(wide, Map.of()), new Case(wider, Map.of()));
        double plain = millis(new Case(wide, Map.of("embeddingThreshold", "5000")));
        return List.of(
                new Figure(
                        "Training on 2,000,000 rows × 15 columns",
                        "%.2f GB of physical memory at most".formatted(resident),
                        "≤ 1.5 GB",
                        "4 bytes per number and row, 1 or 2 per category",
                        "The JVM and the tensor library; mapped files, which the system may take back, count too."),
                new Figure(
                        "Its step beside that of 20,000 rows",
                        "%.1f ms, %.1f ms: %.2f times".formatted(rows[1], rows[0], rows[1] / rows[0]),
                        "1 ± 0.1",
                        "",
                        "The same products; a batch's rows come from memory instead of the cache."),
                new Figure(
                        "A step with one more column of 5,000; 20,000 categories",
                        "%.2f; %.2f times as long as without"
                                .formatted(columns[1] / columns[0], columns[2] / columns[0]),
                        "≤ 1.6; below 3.2",
                        "2 √n digits",
                        "Matrix products of the digits."),
                new Figure(
                        "The 5,000 as one wide column instead",
                        "%.1f times".formatted(plain / columns[0]),
                        "",
                        "n categories",
                        "Matrix products and softmax of all of them."));
    }

    private static MadeTable table(Workplace workplace, int rows) throws Exception {
        return new MadeTable(workplace.folder("made"), rows).withFifteenColumns();
    }

    private record Case(EncodedRows rows, Map<String, String> settings) {}

    /** CPU milliseconds of a step: per case the median of rounds that take turns. */
    private static double[] millis(Case... cases) throws Exception {
        double[][] rounds = new double[cases.length][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < cases.length; i++) {
                rounds[i][round] = millis(cases[i]);
            }
        }
        return Arrays.stream(rounds)
                .mapToDouble(of -> Arrays.stream(of).sorted().toArray()[ROUNDS / 2])
                .toArray();
    }

    /** Of a training that is cancelled after some steps, by this thread's CPU time. */
    private static double millis(Case of) throws Exception {
        CtganEngine engine = new CtganEngine();
        TrainingInput input = new TrainingInput(
                "made", of.rows(), EncodedTable.empty(of.rows().rows()), null, new Seed(1));
        StepClock clock = new StepClock();
        try {
            engine.train(input, Settings.of(engine.settings(), of.settings()), Optional.empty(), clock);
        } catch (TrainingCancelledException expected) {
            return 1e-6 * clock.nanos / (STEPS - WARM_UP);
        }
        throw new IllegalStateException("the training ended before it was cancelled");
    }

    /** Asked before every step. */
    private static final class StepClock implements TrainingListener {
        private int steps;
        private long nanos;

        @Override
        public void onProgress(Progress progress) {}

        @Override
        public boolean cancelled() {
            if (steps == WARM_UP) {
                nanos = -ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }
            if (steps == STEPS) {
                nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }
            return steps++ >= STEPS;
        }
    }
}
