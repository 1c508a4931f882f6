package io.rowmill.benchmarks;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.client.FitOrder;
import io.rowmill.client.SourceRef;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.schemas.ModelReady;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From FitRequested to ModelReady on a database of many small tables, less the seconds in which steps of training run. What is
 * left is everything else: ingest, transforms, linkage, set-up of networks, validation, storage, and the way of the events.
 */
final class LatencyBenchmark implements Benchmark {
    private static final DemoDatabase DATABASE = DemoDatabase.CHINOOK;
    private static final int WARM_RUNS = 3;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        try (Pipeline pipeline = Pipeline.start(workplace.folder("latency"), 1);
                Timeline timeline = new Timeline(pipeline.platform())) {
            double cold = beyondTraining(pipeline);
            double[] warm = new double[WARM_RUNS];
            for (int i = 0; i < WARM_RUNS; i++) {
                timeline.begin();
                warm[i] = beyondTraining(pipeline);
            }
            timeline.print();
            Arrays.sort(warm);
            return List.of(
                    new Figure(
                            "FitRequested to ModelReady beyond training, chinook",
                            "%.1f s, first run of a JVM %.1f s".formatted(warm[WARM_RUNS / 2], cold),
                            "≤ 5 s",
                            "11 tables, 15,607 rows, 8 networks",
                            "Small things in sequence: per table a snapshot, a transform, a network to set up, to store and to validate."));
        }
    }

    private static double beyondTraining(Pipeline pipeline) throws Exception {
        ModelReady[] ready = new ModelReady[1];
        Cost cost = Cost.of(() -> ready[0] = pipeline.fit(new FitOrder(
                new SourceRef.Database(DATABASE.url()),
                DATABASE.name().toLowerCase(Locale.ROOT),
                Optional.of(DATABASE.schema()),
                Optional.empty(),
                Optional.empty(),
                Map.of("epochs", "5"))));
        ModelManifest model = pipeline.client().modelManifest(ready[0].getModelId());
        double training = model.tables().stream()
                .flatMap(t -> t.synthesizers().stream())
                .mapToDouble(s -> s.metrics().get("seconds"))
                .sum();
        System.err.printf("%.2f s, training %.2f s%n", cost.wallSeconds(), training);
        return cost.wallSeconds() - training;
    }
}
