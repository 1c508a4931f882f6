package io.rowmill.client;

import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;

/** How a sample ended. */
public sealed interface SampleOutcome {
    /** All rows are on their topics. */
    record Completed(SampleCompleted sample) implements SampleOutcome {}

    /** The sample failed; its topics do not have all rows. */
    record Failed(SampleFailed failure) implements SampleOutcome {}
}
