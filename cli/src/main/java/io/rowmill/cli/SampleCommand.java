package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.client.SampleOrder;
import io.rowmill.core.failure.FailureException;
import io.rowmill.schemas.SampleCompleted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Streams synthetic rows of a model to Kafka topics, one per table. Prints the sample id.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill sample shop --scale 10 --follow             ten times the source's root rows",
            "  rowmill sample shop --rows customers=5000 --seed 7  exactly 5,000 customers, and their child rows",
            "  rowmill sample shop --out ./synthetic               as CSV files, too",
            "  rowmill sample shop --where customers.country=NO    customers of one country, and their child rows",
            "  rowmill sample people --rebalance income:high=0.5,low=0.5",
            "  rowmill sample shop --given customers.csv           a customer for each line, and its child rows"
        })
final class SampleCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private ModelArgument model;

    @Mixin
    private SampleOptions sample;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--rows",
            paramLabel = "table=N",
            split = ",",
            description = "Exact number of rows for the tables it names: customers=5000,products=200.")
    private Map<String, Long> rows = new LinkedHashMap<>();

    @Option(
            names = "--children",
            paramLabel = "table=MEAN",
            split = ",",
            description = "Mean number of rows of these tables for each row of their parent, instead of the source's:"
                    + " orders=3.5. Parents that have more than others keep to have more.")
    private Map<String, Double> children = new LinkedHashMap<>();

    @Mixin
    private LikenessOptions likeness;

    @Option(
            names = "--given",
            paramLabel = "FILE.csv",
            description =
                    "Rows with some columns filled: for each of them, in order, one synthetic row that has these cells, and its"
                            + " child rows. Empty cells are drawn. The file has a header; cells are written as in the source. It is"
                            + " deleted when the sample ends. Needs an engine that can sample under conditions, as the default"
                            + " does.")
    private @Nullable Path given;

    @Option(
            names = "--given-table",
            paramLabel = "T",
            description =
                    "Table of the given rows, one without parents. Default: the one that the file is named after, or else the"
                            + " only one without parents.")
    private @Nullable String givenTable;

    @Option(
            names = "--topic-prefix",
            paramLabel = "P",
            description = "Rows go to <P>.<table>. Default: rowmill.rows.<name>.<sample id>.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--compression",
            paramLabel = "C",
            description = "Compression of the row topics: gzip (which every client reads), zstd, lz4, snappy or none."
                    + " Default: as they are sent, lz4.")
    private @Nullable String compression;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write <table>.csv there when all rows are on topics; implies --follow.")
    private @Nullable Path out;

    @Option(names = "--follow", description = "Wait for all rows and show progress.")
    private boolean follow;

    SampleCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        Instant begin = Instant.now();
        SampleOrder order = order();
        if (out != null) {
            OutFolder.require(out);
        }
        try (RowmillClient client = connection.connect(context)) {
            model.find(client);
            String sampleId = client.newSampleId();
            console.result(sampleId);
            if (!follow && out == null) {
                client.sample(sampleId, order);
                return ExitCodes.DONE;
            }
            Jobs jobs = new Jobs(console, client);
            SampleCompleted completed = jobs.sampleAndFollow(sampleId, order);
            SampleSummary.topics(completed).forEach(console::say);
            if (out != null) {
                var files = jobs.export(client.sampleManifest(completed), out);
                SampleSummary.files(files, Duration.between(begin, Instant.now()))
                        .forEach(console::say);
            }
            return ExitCodes.DONE;
        } catch (Jobs.EndedException e) {
            return e.exitCode();
        }
    }

    /** @throws FailureException (Rejected) if an option makes no sense */
    private SampleOrder order() {
        rows.forEach((table, n) -> {
            if (n == null || n < 0) {
                throw FailureException.rejected("invalid-rows", "--rows " + table + " must not be negative.");
            }
        });
        children.forEach((table, mean) -> {
            if (mean == null || !(mean > 0)) {
                throw FailureException.rejected("invalid-rows", "--children " + table + " must be above 0.");
            }
        });
        if (givenTable != null && given == null) {
            throw FailureException.rejected("invalid-options", "--given-table needs --given.");
        }
        Long seed = sample.seed();
        return new SampleOrder(
                model.idOrName(),
                sample.scale(),
                rows,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                Optional.ofNullable(topicPrefix),
                likeness.read(),
                Optional.ofNullable(compression),
                children,
                Optional.ofNullable(given).map(file -> new SampleOrder.Given(file, Optional.ofNullable(givenTable))));
    }
}
