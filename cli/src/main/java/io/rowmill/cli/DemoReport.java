package io.rowmill.cli;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.cli.app.TopicCheck;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.ModelManifest.ModelTable;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the demo has to say at its end, on one screen: rows first, then figures. */
final class DemoReport {
    private static final int SHOWN_COLUMNS = 6;
    private static final int SHOWN_CHARACTERS = 16;

    private final ModelManifest model;
    private final SampleCompleted sample;
    private final TopicCheck check;

    DemoReport(ModelManifest model, SampleCompleted sample, TopicCheck check) {
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

    /** The table whose rows are worth a look: the one with the most cells that were learned. */
    static Optional<String> worthALook(ModelManifest model) {
        return model.tables().stream()
                .filter(t -> !learned(t).isEmpty())
                .max(Comparator.comparingLong(t -> learned(t).size() * t.sourceRows()))
                .map(ModelTable::table);
    }

    private static List<String> learned(ModelTable table) {
        return table.synthesizers().stream().flatMap(s -> s.columns().stream()).toList();
    }

    /**
     * A few rows as the source writes them.
     *
     * @param columns names of the cells
     */
    record Rows(String table, List<String> columns, List<String[]> real, List<String[]> synthetic) {}

    List<String> lines(Optional<Rows> rows) {
        List<String> lines = new ArrayList<>();
        rows.ifPresent(r -> {
            lines.add("");
            lines.add("Rows of " + r.table() + ": the columns that are learned (names and the like are invented)");
            lines.addAll(rows(r));
        });
        lines.add("");
        lines.add("How close the synthetic rows are: the values of one column, and of two together (1 is best).");
        lines.add("What fewer than five rows have is hidden, so small tables are less alike. -: nothing to learn.");
        lines.addAll(tables());
        lines.add("");
        lines.addAll(keys());
        lines.add("");
        lines.add("Where to look next");
        lines.add("  rowmill demo --keep                            stays up: read the topics with any Kafka client");
        lines.add("  rowmill synthesize --source DIR --out OUT      your own CSV files, or a jdbc: URL");
        lines.add(
                "  rowmill up                                     keeps models; then 'rowmill fit', 'rowmill sample'");
        return lines;
    }

    private List<String> rows(Rows rows) {
        List<String> learned = learned(model.table(rows.table()));
        int[] shown = rows.columns().stream()
                .filter(learned::contains)
                .limit(SHOWN_COLUMNS)
                .mapToInt(rows.columns()::indexOf)
                .toArray();
        TextTable table = new TextTable(line("", shown, rows.columns().toArray(String[]::new)));
        rows.real().forEach(row -> table.row(line("real", shown, row)));
        rows.synthetic().forEach(row -> table.row(line("synthetic", shown, row)));
        return table.lines();
    }

    private static String[] line(String first, int[] shown, @Nullable String[] cells) {
        String[] line = new String[shown.length + 1];
        Arrays.setAll(line, i -> i == 0 ? first : shortened(cells[shown[i - 1]]));
        return line;
    }

    private static String shortened(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }

    private List<String> tables() {
        TextTable table = new TextTable("table", "real", "synthetic", "engine", "1-way", "2-way").right(1, 2, 4, 5);
        for (SampledTable t : sample.getTables()) {
            ModelTable source = model.table(t.getTable());
            table.row(
                    t.getTable(),
                    Human.count(source.sourceRows()),
                    Human.count(t.getRows()),
                    ModelSummary.engines(source),
                    Human.share(source.accuracy1()),
                    Human.share(source.accuracy2()));
        }
        return table.lines();
    }

    private List<String> keys() {
        List<String> lines = new ArrayList<>();
        if (check.isWhole()) {
            long rows = check.integrity().stream()
                    .mapToLong(TopicCheck.Integrity::rows)
                    .sum();
            lines.add("Read back from the topics, every primary key is unique, and all "
                    + Human.count(rows, "reference") + " by "
                    + Human.count(check.integrity().size(), "foreign key") + " resolve.");
            return lines;
        }
        lines.add("Read back from the topics, not all keys are as they should be:");
        check.integrity().stream()
                .filter(i -> i.share() < 1)
                .forEach(i -> lines.add("  " + i.relationship().childTable() + "."
                        + Human.columns(i.relationship().childKey()) + ": only " + Human.share(i.share())
                        + " of its rows have a parent"));
        sample.getTables().stream()
                .filter(t -> check.uniqueness(t.getTable()) < 1)
                .forEach(t -> lines.add("  " + t.getTable() + ": only " + Human.share(check.uniqueness(t.getTable()))
                        + " of its keys are different"));
        return lines;
    }
}
