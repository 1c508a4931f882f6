package io.rowmill.cli;

/** What is known of one thing, as a command's result: a line per fact, with its label. */
final class Facts {
    private final Console console;
    private final int width;

    /** @param width where values start, in characters */
    Facts(Console console, int width) {
        this.console = console;
        this.width = width;
    }

    void show(String label, Object value) {
        console.result(label + " ".repeat(width - label.length()) + value);
    }
}
