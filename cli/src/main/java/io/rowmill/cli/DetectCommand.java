package io.rowmill.cli;

import io.rowmill.client.SourceRef;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.KeyGuess;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.RuleDetector;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the metadata that rowmill detects in a source.",
            "It lists tables, column types, primary keys and foreign keys in the SDV V1 JSON format. Keys that no database declares",
            "are guessed: the field 'detection' says why each was taken for one, how sure that is, and which were not. Correct what",
            "is wrong, and pass the file to --metadata. Rules that all rows keep are listed with how often they hold, and stand in the",
            "file as constraints: set 'strict' to true to have a run check one, or 'keep' to false to have synthetic rows ignore it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill detect --source ./data --out metadata.json",
            "  ROWMILL_SOURCE_USER=me ROWMILL_SOURCE_PASSWORD=... rowmill detect --source jdbc:postgresql://db/shop"
        })
final class DetectCommand implements Callable<Integer> {
    private static final String USER = "ROWMILL_SOURCE_USER";
    private static final String PASSWORD = "ROWMILL_SOURCE_PASSWORD";

    private final CliContext context;

    @Mixin
    private SourceOptions source;

    @Mixin
    private ServiceOptions services;

    @Option(
            names = "--no-rules",
            description = "Don't look for rules that all rows keep: this reads a table up to ten times more.")
    private boolean noRules;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: stdout.")
    private @Nullable Path out;

    DetectCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        services.configuration(console, Level.WARNING);
        SourceDetector.Detected detected;
        Optional<RuleDetector.Rules> rules = Optional.empty();
        try (Source opened = open(source.source())) {
            FileOptions.describe(console, opened);
            console.progress("detect", "detect      looking at the source");
            detected = SourceDetector.inspect(opened);
            if (!noRules && detected.findings().errors().isEmpty()) {
                console.progress("rules", "detect      looking for rules");
                rules = rules(opened, detected.findings().metadata(), console);
            }
        }
        console.endProgress();
        MetadataFindings findings = detected.findings();
        guesses(detected.guesses()).forEach(console::say);
        madeUp(detected.madeUp()).forEach(console::say);
        reference(detected.reference()).forEach(console::say);
        findings.warnings().forEach(w -> console.say("warning: " + w));
        rules.ifPresent(found -> found.leftOut().forEach(w -> console.say("warning: " + w)));
        rules.ifPresent(found -> RulesSummary.detected(found).forEach(console::say));
        DatabaseMetadata metadata = rules.map(found -> DetectedRules.declared(findings.metadata(), found))
                .orElse(findings.metadata());
        String json = detected.guesses().isEmpty()
                ? MetadataJson.write(metadata)
                : MetadataJson.write(metadata, detected.guesses());
        if (out == null) {
            console.result(json);
        } else {
            Files.writeString(out, json + "\n");
            console.say("written to " + out);
        }
        // What was found is there to be corrected, even if it can't be used as it is.
        if (!findings.errors().isEmpty()) {
            throw FailureException.rejected("invalid-source", findings.errors());
        }
        return ExitCodes.DONE;
    }

    /** Empty if keys are not as the metadata says: a run would say so, too, and reject it. */
    private static Optional<RuleDetector.Rules> rules(Source source, DatabaseMetadata metadata, Console console)
            throws IOException {
        try {
            return Optional.of(RuleDetector.find(source, metadata));
        } catch (FailureException e) {
            e.failure().messages().forEach(m -> console.say("warning: no rules were looked for: " + m));
            return Optional.empty();
        }
    }

    private static List<String> guesses(List<KeyGuess> guesses) {
        List<KeyGuess> kept = guesses.stream().filter(KeyGuess::kept).toList();
        if (kept.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("guessed key", "", "sure", "because").right(2);
        kept.forEach(g -> table.row(
                g.table() + "." + Human.columns(g.columns()),
                g.parentTable().map(p -> "-> " + p).orElse("primary key"),
                Human.share(g.confidence()),
                g.reason()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private static List<String> madeUp(List<SourceDetector.MadeUp> columns) {
        if (columns.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("made up, not learned", "because");
        columns.forEach(c -> table.row(c.table() + "." + c.column(), c.why()));
        List<String> lines = new ArrayList<>(table.lines());
        columns.stream().map(SourceDetector.MadeUp::advice).distinct().forEach(a -> lines.add(a + "."));
        lines.add("");
        return lines;
    }

    /** Nothing is copied before somebody says so. */
    private static List<String> reference(List<String> tables) {
        return tables.isEmpty()
                ? List.of()
                : List.of(
                        "reference tables: " + String.join(", ", tables),
                        "They look like lists that anybody may know. Rows of a table with \"public\": true in the metadata are"
                                + " copied as they are, keys included; without it they are learned.",
                        "");
    }

    private Source open(SourceRef ref) {
        if (ref instanceof SourceRef.Folder folder) {
            return folder.open();
        }
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(((SourceRef.Database) ref).url()),
                source.schema(),
                Optional.ofNullable(context.environment().get(USER)),
                Optional.ofNullable(context.environment().get(PASSWORD)),
                services.driverJar(),
                JdbcSettings.QUERY_TIMEOUT));
    }
}
