package io.rowmill.local.cli;

import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.ModelTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A model's tables with their accuracies. */
final class ModelSummary {
    private ModelSummary() {}

    static List<String> lines(ModelReady model) {
        TextTable table = new TextTable("table", "source rows", "accuracy 1-way", "2-way").right(1, 2, 3);
        for (ModelTable t : model.getTables()) {
            table.row(
                    t.getTable(),
                    Human.count(t.getSourceRows()),
                    Human.share(t.getAccuracy1()),
                    Human.share(t.getAccuracy2()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("model " + model.getModelId() + " ('" + model.getName() + "') learned in "
                + Human.seconds(Duration.between(model.getRequestedAt(), model.getReadyAt())));
        return lines;
    }
}
