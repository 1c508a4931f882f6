package io.rowmill.platform.event;

import io.rowmill.core.failure.Failure;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.SampleFailed;
import java.time.Instant;

/** Turns failures into the events that end a run or a sample. */
public final class Failures {
    private Failures() {}

    public static RunFailed runFailed(String runId, String stage, Failure failure, Instant at) {
        return RunFailed.newBuilder()
                .setRunId(runId)
                .setStage(stage)
                .setKind(kind(failure))
                .setCode(failure.code())
                .setMessages(failure.messages())
                .setFailedAt(at)
                .build();
    }

    public static SampleFailed sampleFailed(String sampleId, String stage, Failure failure, Instant at) {
        return SampleFailed.newBuilder()
                .setSampleId(sampleId)
                .setStage(stage)
                .setKind(kind(failure))
                .setCode(failure.code())
                .setMessages(failure.messages())
                .setFailedAt(at)
                .build();
    }

    private static FailureKind kind(Failure failure) {
        if (failure instanceof Failure.Rejected) {
            return FailureKind.REJECTED;
        }
        return failure instanceof Failure.Transient ? FailureKind.TRANSIENT : FailureKind.DEFECT;
    }
}
