package io.rowmill.cli;

import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.schemas.ModelReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Learns a database. Prints the run id.",
            "With --follow it waits, shows progress, and prints the model id when the model is ready.",
            "Rows of a folder are uploaded to object storage; they are deleted when the run ends, unless keepData=true."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill fit --source ./data --name shop --follow",
            "  rowmill fit --source jdbc:postgresql://db/shop --schema public --set epochs=100 --set orders.batchSize=1000",
            "  rowmill fit --source ./data --name shop --base shop --only orders --set epochs=200 --follow"
        })
final class FitCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private SourceOptions source;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the model. Default: that of the folder or database.")
    private @Nullable String name;

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            description = "Name under which the ingest service finds the database's user and password.")
    private @Nullable String secret;

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = {
                "Id or name of a model of the same source: a new model is made that takes over everything but --only.",
                "A sealed model is refused."
            })
    private @Nullable String base;

    @Option(
            names = "--only",
            paramLabel = "TABLE[/BATCH]",
            description = "With --base: a table, or one batch of its columns, to be trained again; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--follow", description = "Wait for the model and show progress.")
    private boolean follow;

    FitCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        String modelName = name == null ? source.suggestedName() : name;
        RunNames.requireValid("model's name", modelName);
        FitOrder order = new FitOrder(
                source.source(),
                modelName,
                source.schema(),
                Optional.ofNullable(secret),
                training.metadata(),
                training.settings(),
                Optional.ofNullable(base),
                only);
        try (RowmillClient client = connection.connect(context)) {
            Jobs jobs = new Jobs(context.console(), client);
            String runId = client.newRunId();
            context.console().result(runId);
            if (follow) {
                ModelReady model = jobs.fitAndFollow(runId, order);
                ModelSummary.lines(model, client.modelManifest(model.getModelId()))
                        .forEach(context.console()::say);
                context.console().result(model.getModelId());
            } else {
                jobs.fit(runId, order);
            }
            return ExitCodes.DONE;
        } catch (Jobs.EndedException e) {
            return e.exitCode();
        }
    }
}
