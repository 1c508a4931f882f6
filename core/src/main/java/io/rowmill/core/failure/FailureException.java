package io.rowmill.core.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} to whoever decides what to do about it. */
public final class FailureException extends RuntimeException {
    private final transient Failure failure;

    public FailureException(Failure failure) {
        this(failure, null);
    }

    /** @param cause null: there is none */
    public FailureException(Failure failure, @Nullable Throwable cause) {
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

    public static FailureException unavailable(String code, String message, @Nullable Throwable cause) {
        return new FailureException(new Failure.Transient(code, List.of(message)), cause);
    }

    public static FailureException defect(String code, String message) {
        return new FailureException(new Failure.Defect(code, List.of(message)));
    }
}
