package io.rowmill.benchmarks;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** Figures as a table in Markdown. */
final class FigureTable {
    private FigureTable() {}

    static String of(List<Figure> figures) {
        return "\n" + machine() + "\n\n| what | figure | aim | floor | bounded by |\n|---|---|---|---|---|\n"
                + figures.stream().map(FigureTable::row).collect(Collectors.joining());
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return LocalDate.now(ZoneId.systemDefault()) + ", " + runtime.availableProcessors() + " processors, "
                + (runtime.maxMemory() >> 20) + " MiB of heap, Java " + System.getProperty("java.version");
    }

    private static String row(Figure f) {
        return "| " + String.join(" | ", f.what(), f.value(), f.aim(), f.floor(), f.bound()) + " |\n";
    }
}
