package io.rowmill.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.cli.score.LightGbm;
import io.rowmill.cli.score.Score;
import io.rowmill.cli.score.ScoreRequest;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.FolderFiles;
import io.rowmill.sources.SourceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill score}. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how close synthetic files are to real ones.",
            "Per table: 1-way and 2-way accuracy, null rates, rows that are no copy of a real one, and unique keys. Per foreign key:",
            "keys that resolve, cardinality, child with parent and grandparent, siblings.",
            "Detection: the AUC of a classifier (LightGBM, five folds) that tells real rows from synthetic ones (.5 is best), of each",
            "table, of children with their parents and of parents with their children. Rows are dealt to folds in several ways; the",
            "highest AUC counts, beside that of other real rows and the columns that tell most. At most 20,000 rows count.",
            "Columns that differ: nulls, most frequent value, number of values, decimals, by more than a tenth and chance.",
            "With held-out real rows also: how well an attacker recognizes learned rows (membership, .5 is best) and how near",
            "synthetic rows are to real ones (distance, about 1 is natural). With --target: how well a classifier learns from",
            "synthetic rows. The command reads whole tables into memory. What is said about files holds for all folders, but for",
            "--skip-lines: synthetic files have no such lines."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill score --real ./data --synthetic ./synthetic",
            "  rowmill score --real ./train --synthetic ./synthetic --holdout ./test --target adult.income"
        })
final class ScoreCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(
            names = "--real",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the real <table>.csv files.")
    private Path real;

    @Option(
            names = "--synthetic",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the synthetic files, as 'synthesize' and 'sample' write them.")
    private Path synthetic;

    @Option(
            names = "--holdout",
            paramLabel = "DIR",
            description = "Folder of real rows that were not fitted; a table may be missing.")
    private Optional<Path> holdout;

    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description = "SDV V1 metadata. Default: metadata.json of the real folder; without one it is detected.")
    private Optional<Path> metadata;

    @Option(
            names = "--target",
            split = ",",
            paramLabel = "TABLE.COLUMN",
            description = "Columns to be predicted in the train-on-synthetic test; needs --holdout.")
    private List<String> targets = List.of();

    @Option(names = "--no-classifier", description = "Leave out what needs the boosting library.")
    private boolean noClassifier;

    @Mixin
    private FileOptions files;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    ScoreCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        LogSetup.quiet(context.console());
        ScoreRequest request = new ScoreRequest(database(), real, synthetic, holdout, files.read(), targets());
        Score score = Score.measure(
                request, noClassifier ? Optional.empty() : Optional.of(LightGbm.load()), step -> context.console()
                        .progress("score", "score       " + step));
        context.console().endProgress();
        if (json) {
            context.console()
                    .result(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(score));
        } else {
            new ScoreReport(score).lines().forEach(context.console()::result);
        }
        return ExitCodes.DONE;
    }

    private DatabaseMetadata database() throws IOException {
        Path file = metadata.orElse(real.resolve("metadata.json"));
        if (metadata.isPresent() || Files.exists(file)) {
            return MetadataJson.read(Files.readString(file), file.getFileName().toString())
                    .metadata();
        }
        MetadataFindings found = SourceDetector.detect(new CsvSource(new FolderFiles(real), files.read()));
        if (!found.errors().isEmpty()) {
            throw FailureException.rejected("invalid-source", found.errors());
        }
        return found.metadata();
    }

    /** Column by table. */
    private Map<String, String> targets() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String target : targets) {
            int dot = target.indexOf('.');
            if (dot <= 0 || holdout.isEmpty() || noClassifier) {
                throw FailureException.rejected(
                        "invalid-target", "--target must be TABLE.COLUMN, and it needs --holdout and the classifier.");
            }
            columns.put(target.substring(0, dot), target.substring(dot + 1));
        }
        return columns;
    }
}
