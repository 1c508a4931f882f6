package io.rowmill.client;

import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;

/** How a sample ended. */
public sealed interface SampleOutcome {
    /** All rows are on their topics. */
    record Completed(SampleCompleted sample) implements SampleOutcome {}

    /** Not all of them. */
    record Failed(SampleFailed failure) implements SampleOutcome {}
}
