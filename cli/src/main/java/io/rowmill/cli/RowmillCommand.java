package io.rowmill.cli;

import io.rowmill.cli.app.ServiceHost;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code rowmill}: the command that holds all others. */
@Command(
        name = "rowmill",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Learns a relational database and streams synthetic rows to Kafka topics.",
        footerHeading = "%nTo begin with:%n",
        footer = {
            "  rowmill demo                                  watch it work on a database that is included",
            "  rowmill synthesize --source DIR --out OUT     from CSV files to synthetic CSV files",
            "  rowmill up                                    Kafka, registry, storage and services, to fit and sample against",
            "",
            "Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 the run failed; 2 wrong usage or rejected."
        })
public final class RowmillCommand {
    private static final String DEBUG_VARIABLE = "ROWMILL_DEBUG";
    private static final String DEBUG = "true";

    private RowmillCommand() {}

    /** @return the exit code */
    public static int execute(ServiceHost services, String... args) {
        Map<String, String> environment = System.getenv();
        return execute(new CliContext(Console.system(environment), services, environment), args);
    }

    /**
     * A command inside another program: nothing is a terminal, and paths are taken from that program's working directory.
     *
     * @param environment variables, {@code HOME} among them
     * @param out for results
     * @param err for everything else
     * @return the exit code
     */
    public static int execute(
            ServiceHost services, Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        return execute(new CliContext(new Console(out, err, 0), services, environment), args);
    }

    static int execute(CliContext context, String... args) {
        CommandLine line = new CommandLine(new RowmillCommand())
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new SynthesizeCommand(context))
                .addSubcommand(new DetectCommand(context))
                .addSubcommand(new FitCommand(context))
                .addSubcommand(new SampleCommand(context))
                .addSubcommand(new ImputeCommand(context))
                .addSubcommand(new RunsCommand(context))
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new ModelsCommand(context))
                .addSubcommand(new ModelCommand(context))
                .addSubcommand(new SealCommand(context))
                .addSubcommand(new CancelCommand(context))
                .addSubcommand(DlqCommand.with(context))
                .addSubcommand(new ScoreCommand(context))
                .addSubcommand(new SettingsCommand(context));
        Numbers.readBy(line);
        line.setOut(writer(context.console().out()));
        line.setErr(writer(context.console().err()));
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setExecutionExceptionHandler((e, command, parsed) -> report(context, e));
        line.setParameterExceptionHandler((e, given) -> misused(context.console(), e));
        if (args.length == 0) {
            line.usage(context.console().err());
            return ExitCodes.REJECTED;
        }
        return line.execute(args);
    }

    /** In the characters that the stream itself prints in: the terminal's. */
    @SuppressWarnings("DefaultCharset")
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true);
    }

    private static int misused(Console console, ParameterException e) {
        CommandLine command = e.getCommandLine();
        console.say("rowmill: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        console.say("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCodes.REJECTED;
    }

    private static int report(CliContext context, Exception e) {
        Console console = context.console();
        console.endProgress();
        Throwable cause = e;
        while (!(cause instanceof FailureException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof FailureException failed) {
            failed.failure().messages().forEach(m -> console.say("rowmill: " + m));
            return failed.failure() instanceof Failure.Rejected ? ExitCodes.REJECTED : ExitCodes.FAILED;
        }
        console.say("rowmill: " + sentence(e, cause));
        if (DEBUG.equalsIgnoreCase(context.environment().get(DEBUG_VARIABLE))) {
            e.printStackTrace(console.err());
        }
        return ExitCodes.FAILED;
    }

    private static String sentence(Exception e, Throwable cause) {
        if (e instanceof InterruptedException || cause instanceof InterruptedException) {
            return "interrupted";
        } else if (e instanceof KafkaException) {
            return "Kafka: " + e.getMessage();
        } else if (cause instanceof FileSystemException file) {
            return "File " + file.getFile() + " can't be read or written: "
                    + (file.getReason() == null ? "access denied or missing" : file.getReason()) + ".";
        } else if (cause instanceof IOException) {
            return "Reading or writing failed: " + cause.getMessage() + ".";
        }
        return "unexpected " + cause + "; " + DEBUG_VARIABLE + "=true shows where.";
    }
}
