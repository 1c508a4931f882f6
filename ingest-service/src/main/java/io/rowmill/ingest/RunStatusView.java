package io.rowmill.ingest;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.stream.FanIn;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.SynthesizerTrained;
import io.rowmill.schemas.TablePrepared;
import io.rowmill.schemas.TrainingProgressed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Folds a run's events into its {@link RunStatus}. A run that has ended keeps its last state, whatever comes late: of such a run
 * only its end is remembered.
 */
final class RunStatusView extends FanIn {
    private static final String ENDED = "ended";

    RunStatusView(AvroCodec codec, String source) {
        super(codec, source);
    }

    @Override
    protected Topic input(String name) {
        return name.equals(IngestService.WAITING_REQUESTS.name()) ? IngestService.WAITING_REQUESTS : super.input(name);
    }

    @Override
    protected void onEvent(Object event) {
        if (event instanceof FitRequested e) {
            requested(e);
        } else if (event instanceof TablePrepared e) {
            update(e.getRunId(), RunState.PREPROCESSING, s -> {
                s.setTables(e.getTables());
                add(s.getPrepared(), e.getTable());
            });
        } else if (event instanceof RunPrepared e) {
            update(e.getRunId(), RunState.LINKING, s -> s.setPrepared(e.getTables()));
        } else if (event instanceof LinkageFitted e) {
            update(e.getRunId(), RunState.TRAINING, s -> {});
        } else if (event instanceof TrainingProgressed e) {
            update(e.getRunId(), RunState.TRAINING, s -> s.getProgress()
                    .put(job(e.getTable(), e.getBatch()), e.getEpoch() + " of " + e.getEpochs()));
        } else if (event instanceof SynthesizerTrained e) {
            trained(e);
        } else {
            onEnd(event);
        }
    }

    private void onEnd(Object event) {
        if (event instanceof RunTrained e) {
            update(e.getRunId(), RunState.TRAINING, s -> s.getProgress().clear());
        } else if (event instanceof ModelReady e) {
            update(e.getRunId(), RunState.READY, s -> s.setModelId(e.getModelId()));
        } else if (event instanceof RunCancelled e) {
            update(e.getRunId(), RunState.CANCELLED, s -> {});
        } else if (event instanceof RunFailed e) {
            update(e.getRunId(), RunState.FAILED, s -> {
                s.setFailureCode(e.getCode());
                s.setFailureMessages(e.getMessages());
            });
        }
    }

    private void requested(FitRequested event) {
        update(event.getRunId(), RunState.INGESTING, s -> {
            s.setName(event.getName());
            s.setRequestedAt(event.getRequestedAt());
            waiting().ifPresent(waiting -> {
                s.setWaitingSince(waiting.since());
                s.setWaitingReasons(waiting.reasons());
                s.setNextAttemptAt(waiting.until());
                s.setWaitingUntil(waiting.deadline());
            });
        });
    }

    private void trained(SynthesizerTrained event) {
        String job = job(event.getTable(), event.getBatch());
        update(event.getRunId(), RunState.TRAINING, s -> {
            s.setJobs(event.getJobs().stream()
                    .map(j -> job(j.getTable(), j.getBatch()))
                    .toList());
            s.getProgress().remove(job);
            add(s.getTrained(), job);
        });
    }

    private static String job(String table, String batch) {
        return table + "/" + batch;
    }

    private static void add(List<String> list, String item) {
        if (!list.contains(item)) {
            list.add(item);
        }
    }

    private void update(String runId, RunState state, Consumer<RunStatus> change) {
        String stored = memory().get(runId);
        if (ENDED.equals(stored)) {
            return;
        }
        RunStatus status = read(runId, stored);
        change.accept(status);
        if (state.compareTo(status.getState()) > 0) {
            status.setState(state);
        }
        if (status.getState() != RunState.INGESTING) {
            status.setWaitingSince(null);
            status.setWaitingReasons(List.of());
            status.setNextAttemptAt(null);
            status.setWaitingUntil(null);
        }
        status.setUpdatedAt(eventTime());
        publish(Topics.RUNS, runId, runId, status);
        memory().put(runId, isEnded(status.getState()) ? ENDED : write(status));
    }

    /** The view only watches: the stage that needs the event fails the run. */
    @Override
    protected void onFailure(String runId, Failure failure) {}

    private static boolean isEnded(RunState state) {
        return state == RunState.READY || state == RunState.FAILED || state == RunState.CANCELLED;
    }

    private RunStatus read(String runId, String stored) {
        if (stored == null) {
            Instant now = eventTime();
            return mutable(RunStatus.newBuilder()
                    .setRunId(runId)
                    .setState(RunState.UNKNOWN)
                    .setTables(new ArrayList<>())
                    .setRequestedAt(now)
                    .setUpdatedAt(now)
                    .build());
        }
        try {
            return mutable(RunStatus.getDecoder().decode(Base64.getDecoder().decode(stored)));
        } catch (IOException e) {
            throw new UncheckedIOException("The stored status of a run can't be read", e);
        }
    }

    private static RunStatus mutable(RunStatus status) {
        status.setPrepared(new ArrayList<>(status.getPrepared()));
        status.setTrained(new ArrayList<>(status.getTrained()));
        Map<String, String> progress = new HashMap<>(status.getProgress());
        status.setProgress(progress);
        return status;
    }

    private static String write(RunStatus status) {
        try {
            ByteBuffer bytes = RunStatus.getEncoder().encode(status);
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return Base64.getEncoder().encodeToString(array);
        } catch (IOException e) {
            throw new UncheckedIOException("The status of a run can't be written", e);
        }
    }
}
