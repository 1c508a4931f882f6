package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.schemas.ModelReady;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rowmill model}. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Shows one model: tables, accuracies (0 to 1), settings and the location of its manifest.")
final class ModelCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private ModelArgument argument;

    @Mixin
    private ConnectionOptions connection;

    ModelCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        try (RowmillClient client = connection.connect(context)) {
            ModelReady model = argument.find(client);
            ModelManifest manifest = client.modelManifest(model.getModelId());
            Facts facts = new Facts(console, 10);
            facts.show("model", model.getModelId());
            facts.show("name", model.getName());
            facts.show("run", model.getRunId());
            facts.show("ready", Human.time(model.getReadyAt()));
            facts.show("seed", manifest.seed());
            facts.show("sealed", client.isSealed(model.getModelId()) ? "yes" : "no");
            manifest.baseModel()
                    .ifPresent(base -> facts.show(
                            "base",
                            base.modelId() + ", trained again: "
                                    + base.only().stream().map(Object::toString).collect(Collectors.joining(", "))));
            facts.show("manifest", model.getManifest() + " (" + model.getManifestDigest() + ")");
            facts.show(
                    "settings",
                    new TreeMap<>(manifest.provenance().settings())
                            .entrySet().stream()
                                    .map(e -> e.getKey() + "=" + e.getValue())
                                    .collect(Collectors.joining(" ")));
            manifest.provenance().warnings().forEach(w -> facts.show("warning", w));
            if (manifest.privacy() != null) {
                PrivacyFacts.show(facts, manifest.privacy());
            }
            ModelSummary.picks(manifest).forEach(console::result);
            ModelSummary.orders(manifest).forEach(console::result);
            console.result("");
            ModelSummary.lines(model, manifest).forEach(console::result);
            ModelSummary.hidden(manifest).forEach(console::result);
            ModelSummary.batches(manifest).forEach(console::result);
            return ExitCodes.DONE;
        }
    }
}
