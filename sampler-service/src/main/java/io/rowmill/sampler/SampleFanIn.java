package io.rowmill.sampler;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.Chunk;
import io.rowmill.core.sampling.Pass;
import io.rowmill.core.sampling.SampleState;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.stream.FanIn;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleCancelled;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampledTable;
import java.util.List;
import java.util.function.Supplier;

/** Requests the chunks of a sample level by level, and announces when all are written. {@link SampleState} has the logic. */
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
        } else if (event instanceof SampleCancelled cancelled) {
            cancel(cancelled);
        } else if (event instanceof SampleFailed failed) {
            SampleLedger.forget(memory(), failed.getSampleId());
        }
    }

    private void start(SamplePlanned planned) {
        String sampleId = planned.getSampleId();
        if (SampleLedger.find(memory(), sampleId).isEmpty() && !SampleLedger.isClosed(memory(), sampleId)) {
            SampleLedger ledger = SampleLedger.open(memory(), planned);
            advance(sampleId, ledger, ledger::start);
        }
    }

    private void progress(SampleProgressed event) {
        SampleLedger.find(memory(), event.getSampleId())
                .ifPresent(ledger -> advance(event.getSampleId(), ledger, () -> ledger.note(event)));
    }

    /** A sample whose plan hasn't come yet ends before it begins. A sample that is written stays as it is. */
    private void cancel(SampleCancelled event) {
        String sampleId = event.getSampleId();
        RunNames.requireValid("sample id", sampleId);
        if (SampleLedger.isClosed(memory(), sampleId)) {
            return;
        }
        List<SampledTable> written =
                SampleLedger.find(memory(), sampleId).map(SampleLedger::tables).orElse(List.of());
        SampleLedger.close(memory(), sampleId);
        SampleFailed failed = Failures.sampleFailed(sampleId, Stages.SAMPLER, cancelled(written), eventTime());
        failed.setWritten(written);
        publish(Topics.SAMPLE_FAILURES, sampleId, sampleId, failed);
    }

    private static Failure cancelled(List<SampledTable> written) {
        long rows = written.stream().mapToLong(SampledTable::getRows).sum();
        String stay =
                rows == 0 ? "No row of it was written." : rows + " rows of it were on their topics and stay there.";
        return new Failure.Rejected("cancelled", List.of("The sample was cancelled. " + stay));
    }

    private void advance(String sampleId, SampleLedger ledger, Supplier<SampleState.Step> transition) {
        SampleState.Step step;
        try {
            step = transition.get();
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Rejected) {
                onFailure(sampleId, e.failure());
                return;
            }
            throw e;
        }
        step.chunks().forEach(chunk -> request(sampleId, ledger, chunk));
        if (step.finished()) {
            publish(Topics.SAMPLE_BARRIERS, sampleId, sampleId, ledger.written());
            SampleLedger.close(memory(), sampleId);
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
        String id = sampleId + "/" + chunk.table() + "/" + chunk.index() + of(chunk.pass());
        publish(Topics.SAMPLE_CHUNKS, id, sampleId, event);
    }

    /** The end of an event's id: a chunk that is made twice is two jobs. */
    static String of(Pass pass) {
        return pass == Pass.LAST ? "/last" : "";
    }

    @Override
    protected void onFailure(String sampleId, Failure failure) {
        SampleLedger.forget(memory(), sampleId);
        publish(
                Topics.SAMPLE_FAILURES,
                sampleId,
                sampleId,
                Failures.sampleFailed(sampleId, Stages.SAMPLER, failure, eventTime()));
    }
}
