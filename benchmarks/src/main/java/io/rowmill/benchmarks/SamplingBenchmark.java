package io.rowmill.benchmarks;

import io.rowmill.client.FitOrder;
import io.rowmill.client.SampleOrder;
import io.rowmill.client.SourceRef;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleCompleted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of one table from request to topic, beside Kafka's own load generator with records of the same size. */
final class SamplingBenchmark implements Benchmark {
    private static final long WARM_UP_ROWS = 2_000_000;
    private static final long ROWS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final List<String> ENGINES = List.of("ctgan", "argn");
    private static final int SAMPLERS = Runtime.getRuntime().availableProcessors() + 1;

    @Override
    public String name() {
        return "sampling";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        SourceTable table = workplace.table();
        try (Pipeline pipeline = Pipeline.start(workplace.folder("sampling"), SAMPLERS)) {
            List<Figure> figures = new ArrayList<>();
            for (String engine : ENGINES) {
                figures.addAll(measure(pipeline, table, engine));
            }
            return figures;
        }
    }

    private static List<Figure> measure(Pipeline pipeline, SourceTable table, String engine) throws Exception {
        ModelReady model = fit(pipeline, table, engine);
        ProducerYardstick kafka = new ProducerYardstick(pipeline);
        int recordBytes = kafka.meanRecordBytes(pipeline.client()
                .sampleManifest(sample(pipeline, model, table, WARM_UP_ROWS))
                .tables()
                .get(0));
        produce(kafka, recordBytes, WARM_UP_ROWS);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Cost produced = produce(kafka, recordBytes, ROWS);
            rounds.add(new Round(produced, Cost.of(() -> sample(pipeline, model, table, ROWS))));
            System.err.println(engine + ": " + rounds.get(i));
        }
        return figures(table, engine, recordBytes, rounds);
    }

    /** A model of the table that has seen it once: how good its rows are makes no difference here. */
    static ModelReady fit(Pipeline pipeline, SourceTable table, String engine) throws Exception {
        return pipeline.fit(new FitOrder(
                new SourceRef.Folder(table.folder()),
                table.name() + "-" + engine,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("engine", engine, "epochs", "1", "validate", "false")));
    }

    /** Side by side, so that whatever else the machine does meets both. */
    private record Round(Cost produced, Cost sampled) {
        double share() {
            return produced.wallSeconds() / sampled.wallSeconds();
        }

        /** What the share is where nobody waits: on a machine that does other things, the steadier figure. */
        double cpuShare() {
            return produced.cpuSeconds() / sampled.cpuSeconds();
        }
    }

    private static List<Figure> figures(SourceTable table, String engine, int recordBytes, List<Round> rounds) {
        Round median = rounds.stream()
                .sorted(Comparator.comparingDouble(Round::share))
                .toList()
                .get(ROUNDS / 2);
        return List.of(
                new Figure(
                        "Kafka's ProducerPerformance, %d-byte records, lz4, transactions".formatted(recordBytes),
                        rate(median.produced()),
                        "",
                        "%d bytes per record".formatted(recordBytes),
                        "Client and broker share the cores."),
                new Figure(
                        "Sampling %s to its topic, engine %s".formatted(table.name(), engine),
                        rate(median.sampled())
                                + ", %.0f %% of ProducerPerformance; %.0f %% by CPU time"
                                        .formatted(100 * median.share(), 100 * median.cpuShare()),
                        "≥ 28 %, aim 35 %",
                        "%d bytes per record".formatted(recordBytes),
                        ""));
    }

    private static String rate(Cost cost) {
        return "%,.0f records/s (%.1f µs of CPU per record)"
                .formatted(ROWS / cost.wallSeconds(), 1e6 * cost.cpuSeconds() / ROWS);
    }

    private static Cost produce(ProducerYardstick kafka, int recordBytes, long records) throws Exception {
        return Cost.of(() -> kafka.produce(recordBytes, records));
    }

    static SampleCompleted sample(Pipeline pipeline, ModelReady model, SourceTable table, long rows) throws Exception {
        return pipeline.sample(new SampleOrder(
                model.getModelId(), 1, Map.of(table.name(), rows), OptionalLong.empty(), Optional.empty()));
    }
}
