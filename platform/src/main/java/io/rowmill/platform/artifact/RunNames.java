package io.rowmill.platform.artifact;

import io.rowmill.core.failure.FailureException;
import java.util.regex.Pattern;

/** Checks ids and names that clients choose. They become parts of object keys, topic names and log lines. */
public final class RunNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private RunNames() {}

    /** The id of a run's model: {@code model-7} for {@code run-7}, {@code model.7} for {@code 7}. A run makes at most one model. */
    public static String modelId(String runId) {
        return runId.startsWith("run-") ? "model-" + runId.substring("run-".length()) : "model." + runId;
    }

    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** Makes an id safe for logs. An id that is refused can contain line breaks, which would forge log lines. */
    public static String printable(String name) {
        return isValid(name) ? name : "an illegal name";
    }

    /**
     * @param what what the name is, for the message: "run id"
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
