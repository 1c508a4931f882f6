package io.rowmill.benchmarks;

import io.rowmill.benchmarks.Pipeline.SecondSampler;
import io.rowmill.schemas.ModelReady;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One table made by one sampler, and by two that share its chunks: what the second one adds in rows, and costs in CPU time per row. */
final class SharingBenchmark implements Benchmark {
    private static final long ROWS = 500_000;
    private static final int ROUNDS = 3;
    /** Of the rows: that the second one makes no less shows that it has joined. */
    private static final double LEAST_SHARE = 0.2;

    @Override
    public String name() {
        return "sharing";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        SourceTable table = workplace.table();
        List<Round> rounds = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.start(workplace.folder("sharing"), 1)) {
            ModelReady model = SamplingBenchmark.fit(pipeline, table, "argn");
            Cost.Work sampled = () -> SamplingBenchmark.sample(pipeline, model, table, ROWS);
            sampled.run();
            for (int i = 0; i < ROUNDS; i++) {
                Cost alone = Cost.of(sampled);
                rounds.add(new Round(alone, together(pipeline, workplace, sampled)));
                System.err.println(rounds.get(i));
            }
        }
        return figures(table, rounds);
    }

    /** The second one is there for one round, so that either way is measured in every part of the run. */
    private static Cost together(Pipeline pipeline, Workplace workplace, Cost.Work sampled) throws Exception {
        try (SecondSampler second = pipeline.startSecondSampler(workplace.folder("second"))) {
            // Not measured: it joins the others and loads the model.
            sampled.run();
            double before = second.rows();
            Cost cost = Cost.of(sampled);
            double share = (second.rows() - before) / ROWS;
            if (share < LEAST_SHARE) {
                throw new IllegalStateException("the second sampler made %.0f %% of the rows".formatted(100 * share));
            }
            return cost;
        }
    }

    private record Round(Cost alone, Cost together) {
        /** Rows per second of CPU time, beside those of one sampler. */
        double cpuGain() {
            return alone.cpuSeconds() / together.cpuSeconds();
        }

        double gain() {
            return alone.wallSeconds() / together.wallSeconds();
        }
    }

    private static List<Figure> figures(SourceTable table, List<Round> rounds) {
        Round median = rounds.stream()
                .sorted(Comparator.comparingDouble(Round::cpuGain))
                .toList()
                .get(ROUNDS / 2);
        return List.of(new Figure(
                "Two samplers share " + table.name() + ", engine argn",
                "%.2f times the rows per second of one; %.2f times by CPU time (%.1f and %.1f µs per row)"
                        .formatted(
                                median.gain(),
                                median.cpuGain(),
                                1e6 * median.alone().cpuSeconds() / ROWS,
                                1e6 * median.together().cpuSeconds() / ROWS),
                "≥ 0.9 by CPU time",
                "1",
                "Cores, broker and transactions are shared."));
    }
}
