package io.rowmill.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How near to what was learned values are drawn. */
final class DrawOptions {
    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "Below 1, likely values occur more often than learned; above 1, less often. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Draw only from the most likely values that together have this probability. Default: ${DEFAULT-VALUE}.")
    private double topP;

    double temperature() {
        return temperature;
    }

    double topP() {
        return topP;
    }

    /** A sentence for each option that says nothing sensible. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            errors.add("--temperature must be a number above 0.");
        }
        if (!(topP > 0) || topP > 1) {
            errors.add("--top-p must be a number above 0 and at most 1.");
        }
        return errors;
    }
}
