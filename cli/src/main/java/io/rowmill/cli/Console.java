package io.rowmill.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The two streams of a command: results go to stdout, everything else to stderr. Progress is one line that changes in place on
 * a terminal, and a plain line every few seconds elsewhere.
 */
final class Console {
    private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;
    private static final long LIVE_INTERVAL_NANOS = 100_000_000L;
    private static final int DEFAULT_WIDTH = 100;

    /** Control characters, but for the ends of lines and tabs, and marks that turn the direction of writing. */
    private static final Pattern TERMINAL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    private final PrintStream out;
    private final PrintStream err;
    private final int width;
    private boolean lineOpen;
    private String lastStage = "";
    private long lastProgress;

    /** @param width of the terminal that stderr is; 0: it is none */
    Console(PrintStream out, PrintStream err, int width) {
        this.out = out;
        this.err = err;
        this.width = width;
    }

    /** The start script says in {@code ROWMILL_TERMINAL} how wide the terminal is, since Java can't ask for stderr. */
    static Console system(Map<String, String> environment) {
        String terminal = environment.getOrDefault("ROWMILL_TERMINAL", "");
        int width =
                terminal.isEmpty() ? 0 : terminal.matches("[1-9]\\d{1,3}") ? Integer.parseInt(terminal) : DEFAULT_WIDTH;
        return new Console(System.out, System.err, width);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** A line of the command's result. */
    synchronized void result(String line) {
        clearLine();
        out.println(plain(line));
        out.flush();
    }

    /** A line for people, on stderr. */
    synchronized void say(String line) {
        clearLine();
        err.println(plain(line));
        err.flush();
    }

    /** Without what would command the terminal: names come from requests of others. */
    private static String plain(String line) {
        return TERMINAL.matcher(line).replaceAll("?");
    }

    /**
     * How far something is.
     *
     * @param stage a change of it is shown at once
     */
    synchronized void progress(String stage, String line) {
        long now = System.nanoTime();
        boolean changed = !stage.equals(lastStage);
        if (!changed && now - lastProgress < (width > 0 ? LIVE_INTERVAL_NANOS : PLAIN_INTERVAL_NANOS)) {
            return;
        }
        lastStage = stage;
        lastProgress = now;
        String shown = plain(line);
        if (width > 0) {
            clearLine();
            err.print(shown.length() < width ? shown : shown.substring(0, width - 1));
            lineOpen = true;
        } else {
            err.println(shown);
        }
        err.flush();
    }

    /** Leaves the terminal with an empty line. */
    synchronized void endProgress() {
        clearLine();
        lastStage = "";
    }

    private void clearLine() {
        if (lineOpen) {
            err.print("\r\u001b[2K");
            lineOpen = false;
        }
    }
}
