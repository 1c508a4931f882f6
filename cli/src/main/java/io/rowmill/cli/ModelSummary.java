package io.rowmill.cli;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.ModelTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A model's tables with their accuracies. */
final class ModelSummary {
    private ModelSummary() {}

    /** What each batch of a table's columns has learned; nothing for tables that were learned whole. */
    static List<String> batches(ModelManifest manifest) {
        TextTable table = new TextTable("batch", "columns", "bridges", "engine", "accuracy 1-way", "2-way").right(4, 5);
        List<SynthesizerManifest> parts = manifest.tables().stream()
                .flatMap(t -> t.synthesizers().stream())
                .filter(s -> !s.batch().equals(ColumnBatch.WHOLE_TABLE))
                .toList();
        for (SynthesizerManifest part : parts) {
            table.row(
                    ColumnBatch.jobName(part.table(), part.batch()),
                    String.join(" ", part.columns()),
                    part.bridges().isEmpty() ? "-" : String.join(" ", part.bridges()),
                    part.engine(),
                    Human.share(part.accuracy1()),
                    Human.share(part.accuracy2()));
        }
        return parts.isEmpty() ? List.of() : table.lines();
    }

    /** Which engine was picked for what, and why; nothing where there was nothing to decide. */
    static List<String> picks(ModelManifest manifest) {
        return manifest.tables().stream()
                .flatMap(t -> t.synthesizers().stream())
                .filter(s -> s.pick() != null)
                .map(s -> "engine    " + ColumnBatch.jobName(s.table(), s.batch()) + " by " + s.pick())
                .toList();
    }

    /** The columns along which rows of one parent follow one another. */
    static List<String> orders(ModelManifest manifest) {
        return manifest.tables().stream()
                .filter(t -> t.orderedBy() != null)
                .map(t -> "order     rows of " + t.table() + " follow one another by " + t.orderedBy())
                .toList();
    }

    /** What of each column is hidden for being rare or extreme; nothing where nothing is. */
    static List<String> hidden(ModelManifest manifest) {
        TextTable table =
                new TextTable("table", "column", "rare values", "in rows", "extreme rows", "hidden by").right(2, 3, 4);
        boolean any = false;
        for (ModelManifest.ModelTable of : manifest.tables()) {
            for (HiddenValues hidden : of.hidden()) {
                any = true;
                table.row(
                        of.table(),
                        hidden.column(),
                        Human.count(hidden.rareValues()),
                        Human.count(hidden.rareRows()),
                        Human.count(hidden.extremeRows()),
                        hidden.faked() ? "made-up values" : "common values");
            }
        }
        return any ? table.lines() : List.of();
    }

    /** The engines that have learned a table: several if its batches have different ones; "copied" if none had to. */
    static String engines(ModelManifest.ModelTable table) {
        if (table.copied() != null) {
            return "copied";
        }
        String engines = table.synthesizers().stream()
                .map(SynthesizerManifest::engine)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return engines.isEmpty() ? "-" : engines;
    }

    static List<String> lines(ModelReady model, ModelManifest manifest) {
        TextTable table = new TextTable("table", "source rows", "engine", "accuracy 1-way", "2-way").right(1, 3, 4);
        for (ModelTable t : model.getTables()) {
            table.row(
                    t.getTable(),
                    Human.count(t.getSourceRows()),
                    engines(manifest.table(t.getTable())),
                    Human.share(t.getAccuracy1()),
                    Human.share(t.getAccuracy2()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("model " + model.getModelId() + " ('" + model.getName() + "') learned in "
                + Human.seconds(Duration.between(model.getRequestedAt(), model.getReadyAt())));
        if (manifest.privacy() != null) {
            lines.add("privacy " + PrivacyFacts.sentence(manifest.privacy()));
        }
        return lines;
    }
}
