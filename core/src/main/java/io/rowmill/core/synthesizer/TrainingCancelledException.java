package io.rowmill.core.synthesizer;

/** The job was asked to stop and did. */
public final class TrainingCancelledException extends RuntimeException {
    public TrainingCancelledException(String job) {
        super("training of " + job + " was cancelled");
    }
}
