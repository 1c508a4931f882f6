package io.rowmill.cli.quarkus;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.rowmill.cli.RowmillCommand;

/** The process's entry: the command line is read first, and Quarkus started only by commands that need the services. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        System.exit(RowmillCommand.execute(new QuarkusServiceHost(), args));
    }
}
