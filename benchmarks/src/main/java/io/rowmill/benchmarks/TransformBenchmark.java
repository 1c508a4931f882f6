package io.rowmill.benchmarks;

import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import java.util.List;

/** Fitting a table's transforms and encoding its rows, on one thread; the first time in this JVM and once it is warm. */
final class TransformBenchmark implements Benchmark {
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        InMemoryRows rows = LearnedTable.read(workplace.table());
        Cost cold = Cost.of(() -> LearnedTable.of(rows));
        Cost warm = Cost.median(TIMES, () -> LearnedTable.of(rows));
        Cost fit = Cost.median(TIMES, () -> LearnedTable.fit(rows));
        TableTransform transform = LearnedTable.fit(rows);
        Cost encode = Cost.median(TIMES, () -> LearnedTable.encode(transform, rows));
        String table = workplace.table().name();
        String cells = "%,d rows of %d columns"
                .formatted(rows.rows().size(), rows.metadata().columns().size());
        return List.of(
                new Figure(
                        "Transforms of " + table + ": fit and encode",
                        "%.2f s of CPU cold, %.2f s warm".formatted(cold.cpuSeconds(), warm.cpuSeconds()),
                        "< 2 s of CPU",
                        cells,
                        "Cold: the compiler; warm: the mixtures of the continuous columns."),
                new Figure(
                        "Transform fit, " + table,
                        perSecond(rows, fit),
                        "",
                        cells + ", twice",
                        "Variational mixture of a bounded number of grouped values per continuous column."),
                new Figure(
                        "Transform encode, " + table,
                        perSecond(rows, encode),
                        "",
                        cells,
                        "An exponential per mode and continuous cell, a hash look-up per discrete cell."));
    }

    private static String perSecond(InMemoryRows rows, Cost cost) {
        return "%,.0f rows/s".formatted(rows.rows().size() / cost.cpuSeconds());
    }
}
