package io.rowmill.platform.artifact;

import io.rowmill.core.failure.FailureException;
import java.util.regex.Pattern;

/** Ids and names that clients choose: they become parts of object keys, topic names and log lines. */
public final class RunNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private RunNames() {}

    /** A run makes one model at most, so its id follows from the run's: {@code model-7} from {@code run-7}, {@code model.7} from {@code 7}. */
    public static String modelId(String runId) {
        return runId.startsWith("run-") ? "model-" + runId.substring("run-".length()) : "model." + runId;
    }

    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** For logs: an id that was or will be refused may hold line breaks, and so a line that nobody logged. */
    public static String printable(String name) {
        return isValid(name) ? name : "an illegal name";
    }

    /**
     * @param what for the message: "run id"
     * @throws FailureException (Rejected) if the name could be misread anywhere
     */
    public static void requireValid(String what, String name) {
        if (!isValid(name)) {
            throw FailureException.rejected(
                    "invalid-name",
                    "The " + what
                            + " must have 1 to 100 letters, digits, dots, dashes or underscores and begin with a letter or"
                            + " digit.");
        }
    }
}
