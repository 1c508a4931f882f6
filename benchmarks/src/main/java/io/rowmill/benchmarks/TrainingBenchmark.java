package io.rowmill.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.Torch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A step of training (one update of the critic, one of the generator) at default settings, beside a matrix product. Medians of
 * several rounds, ratios of what one round measured: the machine's speed changes from minute to minute.
 */
final class TrainingBenchmark implements Benchmark {
    private static final int ROUNDS = 5;

    private static final int FEW = 1;
    private static final int MANY = 4;

    private static final int PRODUCTS = 30;
    private static final int PRODUCTS_SIDE_BY_SIDE = 200;

    private static final int NOISE = 128;
    private static final int HIDDEN = 256;
    private static final int PAC = 1;

    /** Packs of a batch that have a gradient penalty: a quarter, but at least so many. */
    private static final int LEAST_PENALIZED = 50;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        LearnedTable table = LearnedTable.of(LearnedTable.read(workplace.table()));
        table.train(FEW, Map.of());
        double batchSize = run(table, FEW, Map.of()).batchSize;
        double work = gigaflop(table.encoded(), batchSize);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(round(table));
        }
        double peak = median(rounds, Round::peak);
        double millis = median(rounds, Round::script);
        double reached = median(rounds, r -> work / r.script * 1e3 / r.peak);
        return List.of(
                new Figure(
                        "Matrix product 1024 × 1024 × 1024, one thread",
                        "%.0f GFLOP/s".formatted(peak),
                        "",
                        "2.1 GFLOP",
                        "The core's vector units."),
                new Figure(
                        "Training step, %s, %.0f rows"
                                .formatted(workplace.table().name(), batchSize),
                        "%.1f ms of CPU, %.0f GFLOP/s, %.0f %% of the matrix product"
                                .formatted(millis, work / millis * 1e3, 100 * reached),
                        "",
                        "%.2f GFLOP in matrix products".formatted(work),
                        "Matrix products; the rest is Adam, softmax and normalization, which read memory once per operation."),
                new Figure(
                        "The same with precision=BFLOAT16; with backend=AUTOGRAD",
                        "%.1f ms; %.1f ms, %.2f times as long"
                                .formatted(
                                        median(rounds, Round::half),
                                        median(rounds, Round::autograd),
                                        median(rounds, r -> r.autograd / r.script)),
                        "2.2 times",
                        "",
                        "Roundings between precisions; passes over memory, and memory allocated anew."),
                new Figure(
                        "%d jobs side by side; %d loops of matrix products".formatted(SideBySide.JOBS, SideBySide.JOBS),
                        "%.2f; %.2f times one after the other: %.2f of their gain"
                                .formatted(
                                        median(rounds, Round::jobsGain),
                                        median(rounds, Round::productsGain),
                                        median(rounds, r -> r.jobsGain / r.productsGain)),
                        "0.9",
                        "%d".formatted(SideBySide.JOBS),
                        "What else the machine does; shared memory bandwidth."));
    }

    /** What is compared, measured one after the other; milliseconds per step. */
    private record Round(
            double peak, double autograd, double half, double script, double jobsGain, double productsGain) {}

    private static Round round(LearnedTable table) throws Exception {
        return new Round(
                gemmGigaflops(PRODUCTS),
                millis(table, Map.of("backend", "AUTOGRAD")),
                millis(table, Map.of("precision", "BFLOAT16")),
                millis(table, Map.of()),
                SideBySide.of(() -> table.train(MANY, Map.of())).gain(),
                SideBySide.of(() -> gemmGigaflops(PRODUCTS_SIDE_BY_SIDE)).gain());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    private record Run(double cpuSeconds, double steps, double batchSize) {}

    /** CPU time of a step, batch included; what a training takes before and after its steps is subtracted. */
    private static double millis(LearnedTable table, Map<String, String> settings) throws Exception {
        Run few = run(table, FEW, settings);
        Run many = run(table, MANY, settings);
        return 1e3 * (many.cpuSeconds - few.cpuSeconds) / (many.steps - few.steps);
    }

    /** CPU time of this thread: training computes on the thread that asks for it. */
    private static Run run(LearnedTable table, int epochs, Map<String, String> settings) throws Exception {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Trained trained = table.train(epochs, settings);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return new Run(
                cpu * 1e-9, trained.metrics().get("steps"), trained.metrics().get("batchSize"));
    }

    /** The best of many, by this thread's CPU time. */
    private static double gemmGigaflops(int times) {
        int n = 1024;
        Torch.prepareThread();
        long best = Long.MAX_VALUE;
        try (NDManager manager = Torch.newManager(Torch.device("CPU"))) {
            NDArray a = manager.ones(new Shape(n, n));
            NDArray b = manager.ones(new Shape(n, n));
            for (int i = 0; i < times; i++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Linear.linear(a, b).singletonOrThrow().close();
                best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
            }
        }
        return 2.0 * n * n * n / best;
    }

    /**
     * Multiplications and additions of one step's matrix products at default settings, for a table without parents, whose
     * conditions are looked up: the generator forward, its weights' gradients, its hidden values' gradients; the critic
     * forward on fake and real packs, the penalty's input gradient and its way up, the weights' gradients of all three, forward and
     * down to the rows for the generator.
     */
    private static double gigaflop(EncodedTable table, double rows) {
        double width = table.width();
        double condition = table.layout().stream()
                .filter(p -> p instanceof Part.OneHot oneHot && oneHot.conditional() && oneHot.size() > 1)
                .mapToInt(Part::width)
                .sum();
        double generator = 2 * (NOISE * HIDDEN + (NOISE + HIDDEN) * HIDDEN + (NOISE + 2 * HIDDEN) * width);
        double hidden = 2 * (HIDDEN * HIDDEN + 2 * HIDDEN * width);
        double packs = rows / PAC;
        double penalized = Math.min(packs, Math.max(LEAST_PENALIZED, packs / 4));
        double firstLayer = 2 * PAC * HIDDEN * (6 * packs * width + 3 * penalized * (width + condition));
        double upperLayers = 2 * HIDDEN * (HIDDEN + 1) * (8 * packs + 4 * penalized);
        return 1e-9 * (rows * (2 * generator + hidden) + firstLayer + upperLayers);
    }
}
