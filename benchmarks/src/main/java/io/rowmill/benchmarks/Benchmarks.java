package io.rowmill.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the benchmarks that the command line names ({@code all}, or names separated by commas) and prints their table. */
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new IngestBenchmark(),
            new TransformBenchmark(),
            new TrainingBenchmark(),
            new LikelihoodBenchmark(),
            new ScaleBenchmark(),
            new SamplingBenchmark(),
            new SharingBenchmark(),
            new LatencyBenchmark());

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        List<Benchmark> chosen = chosen(args.length == 0 ? "all" : args[0]);
        List<Figure> figures = new ArrayList<>();
        try (Workplace workplace = Workplace.create()) {
            for (Benchmark benchmark : chosen) {
                System.err.println("measuring: " + benchmark.name());
                figures.addAll(benchmark.measure(workplace));
            }
        }
        System.out.print(FigureTable.of(figures));
    }

    private static List<Benchmark> chosen(String names) {
        if (names.equals("all")) {
            return ALL;
        }
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        List<String> asked = Arrays.asList(names.split(","));
        if (!known.containsAll(asked)) {
            throw new IllegalArgumentException("benchmarks are: all, " + String.join(", ", known));
        }
        return ALL.stream().filter(b -> asked.contains(b.name())).toList();
    }
}
