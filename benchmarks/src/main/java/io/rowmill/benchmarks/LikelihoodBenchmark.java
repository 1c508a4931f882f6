package io.rowmill.benchmarks;

import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.models.argn.ArgnEngine;
import java.util.List;
import java.util.Map;

/** A step of the engine {@code argn}, and what is gained by as many jobs as there are cores instead of one after the other. */
final class LikelihoodBenchmark implements Benchmark {
    private static final int FEW = 1;
    private static final int MANY = 4;

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
        SideBySide jobs = SideBySide.of(() -> last[0] = table.train(engine, MANY, Map.of()));
        double steps = last[0].metrics().get("steps");
        double batch = last[0].metrics().get("batchSize");
        double millis = 1e3 * (jobs.alone().cpuSeconds() - few) / (steps * (MANY - FEW) / MANY);
        return List.of(
                new Figure(
                        "Training step of argn, %s, %.0f rows"
                                .formatted(workplace.table().name(), batch),
                        "%.1f ms of CPU, validation included".formatted(millis),
                        "",
                        "",
                        "Masked matrix products, then a softmax per column."),
                new Figure(
                        "%d jobs of argn side by side".formatted(SideBySide.JOBS),
                        "%.2f times one after the other; %.2f times the CPU time"
                                .formatted(jobs.gain(), jobs.cpuRatio()),
                        "",
                        "%d".formatted(SideBySide.JOBS),
                        "What else the machine does; shared memory bandwidth."));
    }
}
