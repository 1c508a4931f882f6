package io.rowmill.core.failure;

import io.rowmill.core.text.Excerpt;
import java.util.List;

/** Why work could not be done. The code is stable and machine-readable; the messages are sentences for people. */
public sealed interface Failure {
    String code();

    List<String> messages();

    /** Messages repeat names from requests, and go into events, headers, logs and terminals. */
    private static List<String> readable(List<String> messages) {
        return messages.stream().map(Excerpt::of).toList();
    }

    /** The request is wrong; all its errors at once. No retry, no dead letter. */
    record Rejected(String code, List<String> messages) implements Failure {
        public Rejected {
            messages = readable(messages);
        }
    }

    /** Storage, broker or database is away: retry with backoff up to a deadline. */
    record Transient(String code, List<String> messages) implements Failure {
        public Transient {
            messages = readable(messages);
        }
    }

    /** A broken invariant, an undecodable record, anything unknown: dead letter at once. */
    record Defect(String code, List<String> messages) implements Failure {
        public Defect {
            messages = readable(messages);
        }
    }
}
