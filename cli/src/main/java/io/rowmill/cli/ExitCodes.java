package io.rowmill.cli;

/** What a command's exit code says. */
final class ExitCodes {
    static final int DONE = 0;
    /** The run or sample failed; the reason was printed. */
    static final int FAILED = 1;
    /** Wrong usage, or a request that was rejected. */
    static final int REJECTED = 2;

    private ExitCodes() {}
}
