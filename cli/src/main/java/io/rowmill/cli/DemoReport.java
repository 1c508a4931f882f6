package io.rowmill.cli;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.cli.app.TopicCheck;
import io.rowmill.core.failure.FailureException;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.ModelTable;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** What the demo has to say at its end. */
final class DemoReport {
    private static final int SHOWN_TABLES = 2;
    private static final int SHOWN_COLUMNS = 6;
    private static final int SHOWN_CHARACTERS = 24;

    private final ModelReady model;
    private final SampleCompleted sample;
    private final TopicCheck check;

    DemoReport(ModelReady model, SampleCompleted sample, TopicCheck check) {
        this.model = model;
        this.sample = sample;
        this.check = check;
    }

    /** @throws FailureException (Rejected) if there is no such database */
    static DemoDatabase database(String name) {
        return Arrays.stream(DemoDatabase.values())
                .filter(d -> d.schema().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> FailureException.rejected(
                        "unknown-database", "--database must be chinook or foodmart, not '" + name + "'."));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Synthetic rows on Kafka, and how close they are to the real ones (1 is best)");
        lines.addAll(tables());
        lines.add("");
        lines.add("Foreign keys, read back from the topics");
        lines.addAll(foreignKeys());
        sample.getTables().stream()
                .sorted(Comparator.comparing(SampledTable::getRows).reversed())
                .limit(SHOWN_TABLES)
                .forEach(t -> {
                    lines.add("");
                    lines.add("Some rows of " + t.getTable());
                    lines.addAll(rows(check.examples(t.getTable())));
                });
        lines.add("");
        lines.add("Where to look next");
        lines.add(
                "  rowmill demo --keep                            the same, and stays up: read the topics with any Kafka client");
        lines.add("  rowmill synthesize --source DIR --out OUT      your own CSV files, or a jdbc: URL");
        lines.add(
                "  rowmill up                                     keeps models; then 'rowmill fit' and 'rowmill sample'");
        return lines;
    }

    private List<String> tables() {
        Map<String, ModelTable> learned =
                model.getTables().stream().collect(Collectors.toMap(ModelTable::getTable, Function.identity()));
        TextTable table = new TextTable("table", "real", "synthetic", "unique keys", "1-way", "2-way", "topic")
                .right(1, 2, 3, 4, 5);
        for (SampledTable t : sample.getTables()) {
            ModelTable source = learned.get(t.getTable());
            table.row(
                    t.getTable(),
                    Human.count(source.getSourceRows()),
                    Human.count(t.getRows()),
                    Human.share(check.uniqueness(t.getTable())),
                    Human.share(source.getAccuracy1()),
                    Human.share(source.getAccuracy2()),
                    t.getTopic());
        }
        return table.lines();
    }

    private List<String> foreignKeys() {
        TextTable table = new TextTable("foreign key", "parent", "rows", "resolved").right(2, 3);
        check.integrity()
                .forEach(i -> table.row(
                        i.relationship().childTable() + "."
                                + Human.columns(i.relationship().childKey()),
                        i.relationship().parentTable(),
                        Human.count(i.rows()),
                        Human.share(i.share())));
        return table.lines();
    }

    private static List<String> rows(List<IndexedRecord> rows) {
        if (rows.isEmpty()) {
            return List.of("  none");
        }
        List<Schema.Field> fields = rows.get(0).getSchema().getFields();
        int shown = Math.min(SHOWN_COLUMNS, fields.size());
        TextTable table = new TextTable(fields.stream()
                .limit(shown)
                .map(f -> Objects.requireNonNullElse(f.doc(), f.name()))
                .toArray(String[]::new));
        for (IndexedRecord row : rows) {
            String[] cells = new String[shown];
            Arrays.setAll(cells, i -> shortened(String.valueOf(row.get(i))));
            table.row(cells);
        }
        return table.lines();
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }
}
