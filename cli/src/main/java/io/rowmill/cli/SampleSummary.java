package io.rowmill.cli;

import io.rowmill.client.SampleExporter.ExportedTable;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a sample left where, in lines for people. */
final class SampleSummary {
    private SampleSummary() {}

    static List<String> topics(SampleCompleted sample) {
        TextTable table = new TextTable("table", "rows", "topic").right(1);
        sample.getTables().forEach(t -> table.row(t.getTable(), Human.count(t.getRows()), t.getTopic()));
        return withTotal(
                table,
                sample.getTables().stream().mapToLong(SampledTable::getRows).sum(),
                Duration.between(sample.getRequestedAt(), sample.getCompletedAt()));
    }

    static List<String> files(List<ExportedTable> files, Duration took) {
        TextTable table = new TextTable("table", "rows", "file").right(1);
        files.forEach(f -> table.row(f.table(), Human.count(f.rows()), f.file().toString()));
        return withTotal(table, files.stream().mapToLong(ExportedTable::rows).sum(), took);
    }

    private static List<String> withTotal(TextTable table, long rows, Duration took) {
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(Human.count(rows, "row") + " in " + Human.seconds(took));
        return lines;
    }
}
