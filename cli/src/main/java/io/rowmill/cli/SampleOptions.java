package io.rowmill.cli;

import io.rowmill.core.failure.FailureException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many rows, and from which seed. */
final class SampleOptions {
    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Root rows as a multiple of the source's; other tables follow. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed for everything random. The same seed gives the same rows.")
    private @Nullable Long seed;

    /** @throws FailureException (Rejected) unless it is a positive number */
    double scale() {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw FailureException.rejected("invalid-scale", "--scale must be above 0.");
        }
        return scale;
    }

    /** Null: not given. */
    @Nullable
    Long seed() {
        return seed;
    }
}
