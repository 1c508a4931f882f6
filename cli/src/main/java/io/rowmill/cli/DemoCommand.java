package io.rowmill.cli;

import io.rowmill.cli.app.DemoDatabase;
import io.rowmill.cli.app.EmbeddedRowmill;
import io.rowmill.cli.app.RunningPlatforms;
import io.rowmill.cli.app.TopicCheck;
import io.rowmill.client.FitOrder;
import io.rowmill.client.RowText;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.SampleOrder;
import io.rowmill.client.SourceRef;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.settings.Connection;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.sources.PositionedCursor;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows everything on a real database that is included, then stops.",
            "Reads it over JDBC, learns it, streams synthetic rows to Kafka topics, reads them back and says how good they are."
        })
final class DemoCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(
            names = "--database",
            paramLabel = "chinook|foodmart",
            defaultValue = "chinook",
            description =
                    "chinook: a music shop, 11 tables, about 15,600 rows. foodmart: a grocery chain, 15 tables, 138,000 rows."
                            + " Default: ${DEFAULT-VALUE}.")
    private String database;

    @Option(names = "--keep", description = "Stay up when done, for a look at the topics, until Ctrl-C.")
    private boolean keep;

    @Mixin
    private ServiceOptions services;

    DemoCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        DemoDatabase demo = DemoReport.database(database);
        Map<String, String> configuration = OneShot.configuration(
                services.configuration(console, Level.WARNING), new SourceRef.Database(demo.url()));
        console.progress("start", "start       broker, registry, storage and services");
        return new EmbeddedRowmill(context.services(), configuration)
                .runOnce((platform, workDir) -> show(demo, platform, workDir));
    }

    private int show(DemoDatabase demo, Connection platform, Path workDir) throws Exception {
        Console console = context.console();
        console.say(
                "Kafka is at " + platform.bootstrapServers() + ", the schema registry at " + platform.registryUrl());
        try (RowmillClient client = RowmillClient.connect(platform, workDir)) {
            Jobs jobs = new Jobs(console, client);
            FitOrder fit = new FitOrder(
                    new SourceRef.Database(demo.url()),
                    demo.schema(),
                    Optional.of(demo.schema()),
                    Optional.empty(),
                    demo.metadata(),
                    demo.settings());
            ModelReady model = jobs.fitAndFollow(client.newRunId(), fit);
            SampleCompleted completed = jobs.sampleAndFollow(
                    client.newSampleId(),
                    new SampleOrder(model.getModelId(), 1, Map.of(), OptionalLong.empty(), Optional.empty()));
            boolean whole = report(client, demo, model, completed);
            if (keep) {
                stay(platform);
            }
            return whole ? ExitCodes.DONE : ExitCodes.FAILED;
        } catch (Jobs.EndedException e) {
            return e.exitCode();
        }
    }

    /** @return every foreign key resolves and every primary key is unique */
    private boolean report(RowmillClient client, DemoDatabase demo, ModelReady ready, SampleCompleted completed)
            throws Exception {
        Console console = context.console();
        console.progress("check", "check       reading the topics back");
        ModelManifest model = client.modelManifest(ready.getModelId());
        DatabaseMetadata metadata = MetadataJson.read(model.metadata().toString(), "the model's metadata")
                .metadata();
        TopicCheck check = TopicCheck.read(client.sampleManifest(completed), metadata, client.rowTopics());
        Optional<DemoReport.Rows> rows = Optional.empty();
        Optional<String> table = DemoReport.worthALook(model);
        if (table.isPresent()) {
            rows = Optional.of(rows(client, demo, ready, metadata.table(table.get()), check));
        }
        console.endProgress();
        new DemoReport(model, completed, check).lines(rows).forEach(console::result);
        return check.isWhole();
    }

    /** The source is included, so its rows may be shown beside the synthetic ones. */
    private static DemoReport.Rows rows(
            RowmillClient client, DemoDatabase demo, ModelReady ready, TableMetadata table, TopicCheck check)
            throws Exception {
        List<String[]> synthetic = new ArrayList<>();
        try (LoadedModel model = client.load(ready.getModelId())) {
            RowText text = new RowText(model.schema(table.name()));
            check.examples(table.name()).forEach(row -> synthetic.add(text.cells(row)));
        }
        List<String[]> real = new ArrayList<>();
        try (Source source = demo.source();
                SourceSession session = source.read();
                PositionedCursor cursor = session.open(table)) {
            while (real.size() < synthetic.size() && cursor.advance()) {
                real.add(IntStream.range(0, table.columns().size())
                        .mapToObj(cursor::value)
                        .toArray(String[]::new));
            }
        }
        List<String> columns =
                table.columns().stream().map(ColumnMetadata::name).toList();
        return new DemoReport.Rows(table.name(), columns, real, synthetic);
    }

    private void stay(Connection platform) throws Exception {
        Console console = context.console();
        console.result("");
        console.result("Still up: Kafka " + platform.bootstrapServers() + ", registry " + platform.registryUrl()
                + ", S3 " + platform.s3Endpoint() + ". Ctrl-C ends it.");
        try (AutoCloseable note = new RunningPlatforms(context.home()).announce(platform)) {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            console.say("rowmill stops ...");
        }
    }
}
