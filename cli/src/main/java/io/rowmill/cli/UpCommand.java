package io.rowmill.cli;

import io.rowmill.cli.app.EmbeddedRowmill;
import io.rowmill.cli.app.Ports;
import io.rowmill.cli.app.RunningPlatforms;
import io.rowmill.platform.settings.Connection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs broker, registry, storage and the five services in the foreground.",
            "Kafka listens on 9092, the schema registry on 8081, S3 on 9000, HTTP on 8080, all on the loopback address only.",
            "Ctrl-C stops them; topics, models and rows stay in the data directory.",
            "To run a service elsewhere, leave it out here: ROWMILL_TRAINER_ENABLED=false rowmill up."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill up",
            "  rowmill up --data-dir ./rowmill-data --port-offset 100   Kafka at 9192, registry at 8181, S3 at 9100, HTTP at 8180"
        })
final class UpCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where everything is kept. Default: ~/.rowmill.")
    private @Nullable Path dataDir;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Added to every port. Default: ${DEFAULT-VALUE}.")
    private int portOffset;

    @Mixin
    private ServiceOptions services;

    UpCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        var configuration = services.configuration(console, Level.INFO);
        Ports ports = Ports.fixed(portOffset);
        console.say("rowmill starts ...");
        Path dir = dataDir == null ? context.home() : dataDir;
        return new EmbeddedRowmill(context.services(), configuration).run(dir, ports, (platform, workDir) -> {
            try (AutoCloseable note = new RunningPlatforms(context.home()).announce(platform)) {
                announce(platform, ports, dir);
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                console.say("rowmill stops ...");
            }
            return ExitCodes.DONE;
        });
    }

    private void announce(Connection platform, Ports ports, Path dir) {
        Console console = context.console();
        console.result("rowmill is up");
        console.result("  kafka     " + platform.bootstrapServers());
        console.result("  registry  " + platform.registryUrl());
        console.result("  s3        " + platform.s3Endpoint() + " (bucket " + platform.bucket() + ")");
        console.result("  health    http://127.0.0.1:" + ports.http() + "/q/health");
        console.result("  metrics   http://127.0.0.1:" + ports.http() + "/q/metrics");
        console.result("  data      " + dir.toAbsolutePath().normalize());
    }
}
