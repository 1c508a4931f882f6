package io.rowmill.benchmarks;

import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.models.argn.ArgnEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A step of the engine {@code argn}, and what is gained by as many jobs as there are cores instead of one after the other. */
final class LikelihoodBenchmark implements Benchmark {
    private static final int FEW = 1;
    private static final int MANY = 4;
    private static final int JOBS = Runtime.getRuntime().availableProcessors();

    private final SynthesizerEngine engine = new ArgnEngine();

    @Override
    public String name() {
        return "likelihood";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        LearnedTable table = LearnedTable.categorical(LearnedTable.read(workplace.table()));
        table.train(engine, FEW, Map.of());
        double few = Cost.of(() -> table.train(engine, FEW, Map.of())).cpuSeconds();
        Trained[] last = new Trained[1];
        Cost alone = Cost.of(() -> last[0] = table.train(engine, MANY, Map.of()));
        double steps = last[0].metrics().get("steps");
        double batch = last[0].metrics().get("batchSize");
        double millis = 1e3 * (alone.cpuSeconds() - few) / (steps * (MANY - FEW) / MANY);
        Cost together = Cost.of(() -> sideBySide(table));
        double gain = JOBS * alone.wallSeconds() / together.wallSeconds();
        double more = together.cpuSeconds() / (JOBS * alone.cpuSeconds());
        return List.of(
                new Figure(
                        "Training step of argn, %s, %.0f rows"
                                .formatted(workplace.table().name(), batch),
                        "%.1f ms of CPU, validation included".formatted(millis),
                        "",
                        "",
                        "Masked matrix products, then a softmax per column."),
                new Figure(
                        "%d jobs of argn side by side".formatted(JOBS),
                        "%.2f times one after the other; %.2f times the CPU time".formatted(gain, more),
                        "",
                        "%d".formatted(JOBS),
                        "What else the machine does; shared memory bandwidth."));
    }

    private void sideBySide(LearnedTable table) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(JOBS);
        try {
            List<Callable<Trained>> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(() -> table.train(engine, MANY, Map.of()));
            }
            for (Future<Trained> job : threads.invokeAll(jobs)) {
                job.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
