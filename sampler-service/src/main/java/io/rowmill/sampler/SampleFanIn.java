package io.rowmill.sampler;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.Chunk;
import io.rowmill.core.sampling.SampleState;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.stream.FanIn;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import java.time.Instant;

/** Asks for the chunks of a sample level by level, and tells when all are written. The logic is {@link SampleState}'s. */
final class SampleFanIn extends FanIn {

    SampleFanIn(AvroCodec codec, String source) {
        super(codec, source);
    }

    @Override
    protected void onEvent(Object event) {
        if (event instanceof SamplePlanned planned) {
            start(planned);
        } else if (event instanceof SampleProgressed progressed) {
            progress(progressed);
        } else if (event instanceof SampleFailed failed) {
            state(failed.getSampleId(), null);
        }
    }

    private void start(SamplePlanned planned) {
        if (state(planned.getSampleId()) == null) {
            SampleLedger ledger = SampleLedger.of(planned);
            advance(planned.getSampleId(), ledger, () -> ledger.state().start());
        }
    }

    private void progress(SampleProgressed event) {
        String stored = state(event.getSampleId());
        if (stored != null) {
            SampleLedger ledger = SampleLedger.fromJson(stored);
            advance(event.getSampleId(), ledger, () -> ledger.note(event));
        }
    }

    private interface Transition {
        SampleState.Step step();
    }

    private void advance(String sampleId, SampleLedger ledger, Transition transition) {
        try {
            SampleState.Step step = transition.step();
            step.chunks().forEach(chunk -> request(sampleId, ledger, chunk));
            if (step.finished()) {
                publish(Topics.SAMPLE_BARRIERS, sampleId, sampleId, ledger.written(sampleId));
            }
            state(sampleId, step.finished() ? null : ledger.toJson());
        } catch (FailureException e) {
            state(sampleId, null);
            publish(Topics.SAMPLE_FAILURES, sampleId, sampleId, failed(sampleId, e.failure()));
        }
    }

    private void request(String sampleId, SampleLedger ledger, Chunk chunk) {
        SampleChunkRequested event = new SampleChunkRequested(
                sampleId,
                ledger.modelId(),
                ledger.planKey(),
                chunk.table(),
                (long) chunk.index(),
                chunk.firstOrdinal(),
                (long) chunk.rows(),
                Json.write(chunk));
        publish(Topics.SAMPLE_CHUNKS, sampleId + "/" + chunk.table() + "/" + chunk.index(), sampleId, event);
    }

    private SampleFailed failed(String sampleId, Failure failure) {
        return SampleFailed.newBuilder()
                .setSampleId(sampleId)
                .setStage(Stages.SAMPLER)
                .setKind(failure instanceof Failure.Rejected ? FailureKind.REJECTED : FailureKind.DEFECT)
                .setCode(failure.code())
                .setMessages(failure.messages())
                .setFailedAt(Instant.ofEpochMilli(eventTime()))
                .build();
    }
}
