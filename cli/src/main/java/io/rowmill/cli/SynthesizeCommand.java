package io.rowmill.cli;

import io.rowmill.cli.app.EmbeddedRowmill;
import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.SampleOrder;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.settings.Connection;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleCompleted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill synthesize}. */
@Command(
        name = "synthesize",
        mixinStandardHelpOptions = true,
        description = {
            "Learns a database and writes synthetic CSV files, in one step.",
            "It runs Kafka, registry and storage on free ports in a temporary directory, and deletes them at the end.",
            "The same seed gives the same files."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill synthesize --source ./data --out ./synthetic",
            "  rowmill synthesize --source ./data --out ./synthetic --scale 0.5 --seed 7 --set epochs=100"
        })
final class SynthesizeCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private SourceOptions source;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private SampleOptions sample;

    @Mixin
    private ServiceOptions services;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where <table>.csv is written; made if it isn't there, files of the same name are replaced.")
    private Path out;

    SynthesizeCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        OutFolder.require(out, source.source());
        Map<String, String> services = this.services.configuration(context.console(), Level.WARNING);
        FitOrder fit = new FitOrder(
                source.source(),
                source.suggestedName(),
                source.schema(),
                Optional.empty(),
                training.metadata(),
                training.settings(sample.seed()));
        double scale = sample.scale();
        Console console = context.console();
        console.progress("start", "start       broker, registry, storage and services");
        return new EmbeddedRowmill(context.services(), OneShot.configuration(services, fit.source()))
                .runOnce((platform, workDir) -> synthesize(platform, workDir, fit, scale));
    }

    private int synthesize(Connection platform, Path workDir, FitOrder fit, double scale) throws Exception {
        Console console = context.console();
        Instant begin = Instant.now();
        try (RowmillClient client = RowmillClient.connect(platform, workDir)) {
            Jobs jobs = new Jobs(console, client);
            ModelReady model = jobs.fitAndFollow(client.newRunId(), fit);
            ModelManifest manifest = client.modelManifest(model.getModelId());
            ModelSummary.picks(manifest).forEach(console::say);
            ModelSummary.lines(model, manifest).forEach(console::say);
            SampleOrder order =
                    new SampleOrder(model.getModelId(), scale, Map.of(), OptionalLong.empty(), Optional.empty());
            SampleCompleted completed = jobs.sampleAndFollow(client.newSampleId(), order);
            var files = jobs.export(client.sampleManifest(completed), out);
            SampleSummary.files(files, Duration.between(begin, Instant.now())).forEach(console::result);
            return ExitCodes.DONE;
        } catch (Jobs.EndedException e) {
            return e.exitCode();
        }
    }
}
