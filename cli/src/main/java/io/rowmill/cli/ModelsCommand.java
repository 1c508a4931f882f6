package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.ModelTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rowmill models}. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists all models, newest first.")
final class ModelsCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private ConnectionOptions connection;

    ModelsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (RowmillClient client = connection.connect(context)) {
            TextTable table =
                    new TextTable("MODEL", "NAME", "TABLES", "SOURCE ROWS", "READY", "RUN", "SEALED").right(2, 3);
            for (ModelReady model : client.models()) {
                table.row(
                        model.getModelId(),
                        model.getName(),
                        Integer.toString(model.getTables().size()),
                        Human.count(model.getTables().stream()
                                .mapToLong(ModelTable::getSourceRows)
                                .sum()),
                        Human.time(model.getReadyAt()),
                        model.getRunId(),
                        client.isSealed(model.getModelId()) ? "sealed" : "-");
            }
            table.lines().forEach(context.console()::result);
            return ExitCodes.DONE;
        }
    }
}
