package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.schemas.ModelReady;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rowmill model}. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Shows one model: tables, accuracies (0 to 1), settings and the location of its manifest.")
final class ModelCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(paramLabel = "MODEL", description = "Id of a model, or its name: the latest model of that name.")
    private String idOrName;

    @Mixin
    private ConnectionOptions connection;

    ModelCommand(CliContext context) {
        this.context = context;
    }

    static FailureException unknown(String idOrName) {
        return FailureException.rejected(
                "unknown-model", "There is no model with the id or name '" + idOrName + "'; see 'rowmill models'.");
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        LogSetup.quiet(console);
        try (RowmillClient client = connection.connect(context)) {
            ModelReady model = client.model(idOrName).orElseThrow(() -> unknown(idOrName));
            ModelManifest manifest = client.modelManifest(model.getModelId());
            console.result("model     " + model.getModelId());
            console.result("name      " + model.getName());
            console.result("run       " + model.getRunId());
            console.result("ready     " + Human.time(model.getReadyAt()));
            console.result("seed      " + manifest.seed());
            console.result("sealed    " + (client.isSealed(model.getModelId()) ? "yes" : "no"));
            if (manifest.baseModel().isPresent()) {
                console.result("base      " + manifest.base().modelId() + ", trained again: "
                        + manifest.base().only().stream().map(Object::toString).collect(Collectors.joining(", ")));
            }
            console.result("manifest  " + model.getManifest() + " (" + model.getManifestDigest() + ")");
            console.result("settings  "
                    + new TreeMap<>(manifest.provenance().settings())
                            .entrySet().stream()
                                    .map(e -> e.getKey() + "=" + e.getValue())
                                    .collect(Collectors.joining(" ")));
            manifest.provenance().warnings().forEach(w -> console.result("warning   " + w));
            ModelSummary.picks(manifest).forEach(console::result);
            ModelSummary.orders(manifest).forEach(console::result);
            console.result("");
            ModelSummary.lines(model).forEach(console::result);
            ModelSummary.hidden(manifest).forEach(console::result);
            ModelSummary.batches(manifest).forEach(console::result);
            return ExitCodes.DONE;
        }
    }
}
