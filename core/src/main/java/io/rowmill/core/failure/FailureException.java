package io.rowmill.core.failure;

import java.util.List;

/** Carries a {@link Failure} to whoever decides what to do about it. */
public final class FailureException extends RuntimeException {
    private final transient Failure failure;

    public FailureException(Failure failure) {
        this(failure, null);
    }

    public FailureException(Failure failure, Throwable cause) {
        super(failure.code() + ": " + String.join("; ", failure.messages()), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    public static FailureException rejected(String code, String message) {
        return new FailureException(new Failure.Rejected(code, List.of(message)));
    }

    public static FailureException rejected(String code, List<String> messages) {
        return new FailureException(new Failure.Rejected(code, messages));
    }

    public static FailureException unavailable(String code, String message, Throwable cause) {
        return new FailureException(new Failure.Transient(code, List.of(message)), cause);
    }

    public static FailureException defect(String code, String message) {
        return new FailureException(new Failure.Defect(code, List.of(message)));
    }
}
