package io.rowmill.core.failure;

import java.util.List;

/** Why work could not be done. The code is stable and machine-readable; the messages are sentences for people. */
public sealed interface Failure {
    String code();

    List<String> messages();

    /** The request is wrong; all its errors at once. No retry, no dead letter. */
    record Rejected(String code, List<String> messages) implements Failure {
        public Rejected {
            messages = List.copyOf(messages);
        }
    }

    /** Storage, broker or database is away: retry with backoff up to a deadline. */
    record Transient(String code, List<String> messages) implements Failure {
        public Transient {
            messages = List.copyOf(messages);
        }
    }

    /** A broken invariant, an undecodable record, anything unknown: dead letter at once. */
    record Defect(String code, List<String> messages) implements Failure {
        public Defect {
            messages = List.copyOf(messages);
        }
    }
}
