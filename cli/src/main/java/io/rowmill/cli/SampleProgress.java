package io.rowmill.cli;

import io.rowmill.client.SampleFollower;

/** Shows how a sample gets on: table, rows so far, rows per second. */
final class SampleProgress implements SampleFollower.Listener {
    private static final double NANOS = 1e9;

    private final Console console;
    private final long begin = System.nanoTime();
    private long rows;
    private String line = "sample      planning";

    SampleProgress(Console console) {
        this.console = console;
    }

    @Override
    public void onChunk(String table, long chunk, long chunkRows) {
        rows += chunkRows;
        double seconds = Math.max(0.001, (System.nanoTime() - begin) / NANOS);
        line = "sample      " + table + ": " + Human.count(rows, "row") + " on topics · "
                + Human.count(Math.round(rows / seconds)) + " rows/s";
        onQuiet();
    }

    @Override
    public void onQuiet() {
        console.progress("sample", line);
    }
}
