package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.imputation.Filling;
import io.rowmill.core.imputation.Imputation;
import io.rowmill.core.imputation.Imputation.FilledTable;
import io.rowmill.core.random.Seed;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.schemas.ModelReady;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill impute}. */
@Command(
        name = "impute",
        mixinStandardHelpOptions = true,
        description = {
            "Fills the missing cells of CSV files with values that a model draws.",
            "It draws all missing cells of a row together, given the row's other cells and its parent. It never changes keys or",
            "existing cells, and never draws rare values or nulls. Columns that are not learned, such as names, stay empty. A table",
            "with missing cells must have been learned by an engine that can sample under conditions, as the default does. The command reads",
            "whole tables into memory."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill impute people --source people.csv --out filled.csv",
            "  rowmill impute shop --source ./data --out ./filled --most-likely    children follow the parents in the folder"
        })
final class ImputeCommand implements Callable<Integer> {
    /** Draws that a most likely value is found from. */
    private static final int DRAWS = 100;

    private final CliContext context;

    @Mixin
    private ModelArgument model;

    @Option(
            names = "--source",
            paramLabel = "FILE|DIR",
            required = true,
            description = "A CSV file of one table, or a folder of <table>.csv; an empty cell is a missing one.")
    private Path source;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            required = true,
            description = "Where the file or the files go; files of the same name are replaced.")
    private Path out;

    @Option(
            names = "--most-likely",
            description =
                    "Fill in what is most likely (of a number, about its expected value) instead of a drawn value. Drawn"
                            + " values vary as real ones do; likely ones are nearer to the truth, cell by cell.")
    private boolean mostLikely;

    @Mixin
    private FileOptions files;

    @Mixin
    private DrawOptions draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of what is drawn: equal seeds give equal files. Default: the model's.")
    private @Nullable Long seed;

    @Mixin
    private ConnectionOptions connection;

    ImputeCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        requireSensible();
        try (RowmillClient client = connection.connect(context)) {
            ModelReady ready = model.find(client);
            try (LoadedModel loaded = client.load(ready.getModelId())) {
                long from = seed == null ? loaded.manifest().seed() : seed;
                Filling filling = new Filling(
                        mostLikely ? DRAWS : 1, draws.temperature(), draws.topP(), new Seed(from).derive("impute"));
                List<FilledTable> filled = new Imputation(
                                loaded,
                                filling,
                                files.read(),
                                (table, done, of) -> console.progress(
                                        "impute",
                                        "impute      " + table + ": " + Human.count(done) + " of "
                                                + Human.count(of, "row")))
                        .run(source, out);
                console.endProgress();
                notes(filled).forEach(console::say);
                lines(filled).forEach(console::result);
                return ExitCodes.DONE;
            }
        }
    }

    private void requireSensible() {
        List<String> errors = draws.errors();
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-options", errors);
        }
    }

    private static List<String> notes(List<FilledTable> tables) {
        return tables.stream()
                .flatMap(t -> t.unlearned().entrySet().stream()
                        .map(e -> "note: table " + t.table() + ", column " + e.getKey() + ": "
                                + Human.count(e.getValue(), "cell") + (e.getValue() == 1 ? " holds" : " hold")
                                + " a value that the model can't generate: it is rare, unknown or out of bounds. These"
                                + " cells keep their values. To fill other cells of these rows, the model uses the nearest"
                                + " number that it knows, or treats a category as rare or missing."))
                .toList();
    }

    private static List<String> lines(List<FilledTable> tables) {
        TextTable table = new TextTable("table", "rows", "filled cells", "still missing", "file").right(1, 2, 3);
        for (FilledTable t : tables) {
            table.row(
                    t.table(),
                    Human.count(t.rows()),
                    Human.count(t.filled()),
                    Human.count(t.left()),
                    t.file().toString());
        }
        return table.lines();
    }
}
