package io.rowmill.benchmarks.size;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Runs side by side as a table in Markdown: a line per stage and figure, a column per size, and the last over the first. */
final class SizeTable {
    private static final double MIB = 1 << 20;

    private SizeTable() {}

    static String of(SortedMap<Long, SizedRun> runs) {
        List<SizedRun> sizes = List.copyOf(runs.values());
        StringBuilder out = new StringBuilder("\n%s, %d processors, Java %s\n\n"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version")));
        out.append(line(
                "stage",
                "figure",
                runs.keySet().stream().map("%,d line items"::formatted).toList(),
                "ratio"));
        out.append("|---|---|").append("---|".repeat(sizes.size() + 1)).append('\n');
        row(out, sizes, "source", "rows of all tables", "%,.0f", SizedRun::rows);
        row(out, sizes, "source", "CSV, MB", "%,.0f", r -> r.csvBytes() / 1e6);
        for (String stage : Services.STAGES) {
            row(out, sizes, stage, "time, s", "%.1f", r -> at(r, stage).wallSeconds());
            row(out, sizes, stage, "CPU time, s", "%.1f", r -> at(r, stage).cpuSeconds());
            row(out, sizes, stage, "time per row, µs", "%.2f", r -> at(r, stage).wallSeconds() * 1e6 / r.rows());
            row(
                    out,
                    sizes,
                    stage,
                    "CPU time per row, µs",
                    "%.2f",
                    r -> at(r, stage).cpuSeconds() * 1e6 / r.rows());
            row(
                    out,
                    sizes,
                    stage,
                    "peak heap alive, MiB",
                    "%.1f",
                    r -> at(r, stage).liveBytes() / MIB);
            row(
                    out,
                    sizes,
                    stage,
                    "peak resident, MiB",
                    "%.0f",
                    r -> at(r, stage).residentBytes() / MIB);
        }
        return out.toString();
    }

    private static StageFigures at(SizedRun run, String stage) {
        return run.stages().get(stage);
    }

    private static void row(
            StringBuilder out,
            List<SizedRun> runs,
            String stage,
            String figure,
            String format,
            ToDoubleFunction<SizedRun> value) {
        List<String> cells = new ArrayList<>();
        runs.forEach(r -> cells.add(format.formatted(value.applyAsDouble(r))));
        double ratio = value.applyAsDouble(runs.get(runs.size() - 1)) / value.applyAsDouble(runs.get(0));
        out.append(line(stage, figure, cells, "%.2f".formatted(ratio)));
    }

    private static String line(String stage, String figure, List<String> cells, String ratio) {
        return "| " + stage + " | " + figure + " | " + cells.stream().collect(Collectors.joining(" | ")) + " | " + ratio
                + " |\n";
    }
}
