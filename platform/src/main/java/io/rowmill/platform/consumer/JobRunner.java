package io.rowmill.platform.consumer;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.avro.UndecodableException;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.event.Waiting;
import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job to its end on the worker thread: decode, handle, let wait what is transient, report what is not. */
final class JobRunner<E extends SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final JobRole<E> role;
    private final JobHandler<E> handler;
    private final AvroCodec codec;
    private final Predicate<String> ended;
    private final Duration retryDeadline;
    private final Runnable onDeadLetter;

    JobRunner(
            JobRole<E> role,
            JobHandler<E> handler,
            AvroCodec codec,
            Predicate<String> ended,
            Duration retryDeadline,
            Runnable onDeadLetter) {
        this.role = role;
        this.handler = handler;
        this.codec = codec;
        this.ended = ended;
        this.retryDeadline = retryDeadline;
        this.onDeadLetter = onDeadLetter;
    }

    JobOutput newOutput(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter.Origin origin = Waiting.origin(record, role.waiting().name());
        String fallback = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        return new JobOutput(codec, role.source(), EventHeaders.text(record.headers(), EventHeaders.ID, fallback));
    }

    void run(ConsumerRecord<byte[], byte[]> record, JobOutput output) {
        if (record.value() == null && role.input().cleanup() == Topic.Cleanup.COMPACT) {
            // A tombstone asks for no work.
            return;
        }
        try {
            E event = decode(record, output);
            if (event != null) {
                runEvent(record, event, output);
            }
        } catch (FailureException e) {
            giveUp(record, e, output);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a record could not be handled", role.group(), e);
            output.reset();
            deadLetter(record, unexpected(e), output);
        } finally {
            LogContext.clear();
        }
    }

    /** Not even the failure can be published: where the registry is away, the record stays where it is and is read again. */
    private void giveUp(ConsumerRecord<byte[], byte[]> record, FailureException e, JobOutput output) {
        if (e.failure() instanceof Failure.Transient) {
            LOG.warn("{}: {}; reading the record again", role.group(), e.getMessage());
            sleep(PAUSE);
            output.abandon();
        } else {
            LOG.error("{}: a record could not be handled", role.group(), e);
            output.reset();
            deadLetter(record, e.failure(), output);
        }
    }

    /** @return null: the record is another role's, or a dead letter by now */
    private @Nullable E decode(ConsumerRecord<byte[], byte[]> record, JobOutput output) {
        Object event;
        try {
            event = codec.decode(role.input().name(), record.value());
        } catch (UndecodableException e) {
            reportPoison(record, e.failure(), output);
            return null;
        }
        if (!role.input().carries(event)) {
            reportPoison(record, role.input().unknownEvent(event), output);
        }
        return role.eventType().isInstance(event) ? role.eventType().cast(event) : null;
    }

    private void runEvent(ConsumerRecord<byte[], byte[]> record, E event, JobOutput output) {
        String subject = role.subject().apply(event);
        output.subject(subject, () -> !role.handlesEnded() && ended.test(subject));
        LogContext.put(role, subject, event);
        if (output.cancelled()) {
            return;
        }
        Failure failure = attempt(event, output);
        if (failure == null && !output.cancelled()) {
            return;
        }
        output.reset();
        if (failure != null && !output.cancelled() && !waits(record, subject, failure, output)) {
            report(record, event, failure, output);
        }
    }

    /** A record that may succeed later makes room for the next one: it goes to where others of its role wait. */
    private boolean waits(ConsumerRecord<byte[], byte[]> record, String subject, Failure failure, JobOutput output) {
        if (!(failure instanceof Failure.Transient)) {
            return false;
        }
        String topic = role.waiting().name();
        Optional<Waiting> next = Waiting.next(record, topic, retryDeadline, failure.messages(), Instant.now());
        next.ifPresent(waiting -> {
            LOG.warn(
                    "{}: {}; attempt {} starts after {}, and others go first",
                    RunNames.printable(subject),
                    failure.messages(),
                    waiting.failures() + 1,
                    waiting.until());
            output.add(waiting.record(record, topic));
        });
        return next.isPresent();
    }

    /** @return null: done */
    private @Nullable Failure attempt(E event, JobOutput output) {
        try {
            handler.handle(event, output);
            return null;
        } catch (TrainingCancelledException e) {
            return output.cancelled()
                    ? null
                    : new Failure.Defect("cancelled-unasked", List.of(String.valueOf(e.getMessage())));
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Defect && !output.cancelled()) {
                LOG.error("{}: {}", role.group(), e.getMessage(), e);
            }
            return e.failure();
        } catch (java.io.IOException e) {
            LOG.warn("{}: {}", role.group(), e.toString());
            return new Failure.Transient("io", List.of("Reading or writing failed: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            output.abandon();
            return null;
        } catch (Exception | Error e) {
            LOG.error("{}: an unexpected failure", role.group(), e);
            return unexpected(e);
        }
    }

    private Failure unexpected(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return new Failure.Defect(
                    "out-of-memory",
                    List.of("The heap of " + role.group() + " is too small for this job: give the process more (-Xmx,"
                            + " ROWMILL_HEAP), or let the run learn from fewer rows (sampleSize)."));
        }
        String kind = e.getClass().getSimpleName();
        return new Failure.Defect(
                "unexpected", List.of("Unexpected " + kind + " in " + role.group() + "; the log has the details."));
    }

    /** What is published instead of outputs that the cluster will never take. */
    JobOutput refusal(ConsumerRecord<byte[], byte[]> record, String reason) {
        JobOutput output = newOutput(record);
        E event = decode(record, output);
        if (event != null) {
            output.subject(role.subject().apply(event), () -> false);
            String message = "Kafka refused what " + role.group() + " made: " + reason + ".";
            report(record, event, new Failure.Defect("output-refused", List.of(message)), output);
        }
        return output;
    }

    private void report(ConsumerRecord<byte[], byte[]> record, E event, Failure failure, JobOutput output) {
        if (!(failure instanceof Failure.Rejected)) {
            LOG.error("{}: gave up: {}", role.group(), failure.messages());
        }
        if (failure instanceof Failure.Defect) {
            deadLetter(record, failure, output);
        }
        role.onFailure().publish(role.subject().apply(event), failure, output);
    }

    /** What a record is about can be told without decoding it; a run that has ended doesn't fail once more. */
    private void reportPoison(ConsumerRecord<byte[], byte[]> record, Failure failure, JobOutput output) {
        LOG.error("{}: {}", role.group(), failure.messages());
        deadLetter(record, failure, output);
        EventHeaders.subject(record.headers(), record.key())
                .filter(subject -> !ended.test(subject))
                .ifPresent(subject -> {
                    output.subject(subject, () -> false);
                    role.onFailure().publish(subject, failure, output);
                });
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record, Failure failure, JobOutput output) {
        Headers headers = DeadLetter.headers(
                Waiting.original(record.headers()),
                Waiting.origin(record, role.waiting().name()),
                role.group(),
                EventHeaders.subject(record.headers(), record.key()),
                failure);
        onDeadLetter.run();
        output.add(new ProducerRecord<>(
                role.input().deadLetters().name(), null, null, record.key(), record.value(), headers));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
