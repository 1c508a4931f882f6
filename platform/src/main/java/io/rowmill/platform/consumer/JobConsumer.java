package io.rowmill.platform.consumer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.topic.Refusals;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one kind of job. It takes one record per poll, runs the handler on a worker thread while it keeps polling, and then
 * commits outputs and offset in one transaction. A job whose partition is revoked is cancelled and left to the next owner. The
 * group metadata in the transaction fences a worker that stalled past its session. After a transient failure the record waits
 * in a topic of the group, and other records go on.
 */
public final class JobConsumer<E extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobConsumer.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final JobRole<E> role;
    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final JobRunner<E> runner;
    private final JobCommitter committer;
    private final Starts starts;
    private final Repeats repeats;
    private final Turns turns;
    private final ExecutorService worker;
    private final Thread poller;
    private volatile boolean stopping;
    private @Nullable RunningJob running;
    private volatile @Nullable ConsumerRecord<byte[], byte[]> begun;

    private record RunningJob(
            TopicPartition partition,
            ConsumerRecord<byte[], byte[]> record,
            JobOutput output,
            CompletableFuture<Void> done) {}

    /**
     * @param name unique among the consumers of the JVM and of the service's instances; names the transactional id
     * @param clientProperties connection settings of the cluster
     * @param ended tells whether a run or sample has been cancelled or has failed
     * @param onDeadLetter runs at each dead letter
     * @param store remembers the records during which a process may have died
     */
    public JobConsumer(
            JobRole<E> role,
            JobHandler<E> handler,
            String name,
            Map<String, Object> clientProperties,
            AvroCodec codec,
            Predicate<String> ended,
            Duration retryDeadline,
            Runnable onDeadLetter,
            ObjectStore store) {
        this.role = role;
        this.name = name;
        this.consumer = new KafkaConsumer<>(consumerProperties(clientProperties, role.group(), name));
        this.committer = new JobCommitter(clientProperties, "rowmill." + name);
        this.starts = new Starts(store, role.group());
        this.runner = new JobRunner<>(role, noted(handler), codec, ended, retryDeadline, onDeadLetter);
        this.repeats = new Repeats(retryDeadline);
        this.turns = new Turns(role.waiting().name());
        this.worker = Executors.newSingleThreadExecutor(r -> new Thread(r, name + "-worker"));
        this.poller = new Thread(this::poll, name);
    }

    public JobConsumer<E> start() {
        poller.start();
        return this;
    }

    /** True while it polls. */
    public boolean healthy() {
        return poller.isAlive();
    }

    /** Number of records that wait in its partitions, as of the last fetch. */
    public double lag() {
        return consumer.metrics().values().stream()
                .filter(m -> m.metricName().name().equals("records-lag"))
                .map(Metric::metricValue)
                .filter(v -> v instanceof Double lag && Double.isFinite(lag))
                .mapToDouble(v -> (Double) v)
                .sum();
    }

    private static Map<String, Object> consumerProperties(Map<String, Object> client, String group, String name) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private void poll() {
        consumer.subscribe(List.of(role.input().name(), role.waiting().name()), new Revocation());
        while (!stopping) {
            try {
                pollOnce();
            } catch (WakeupException e) {
                finishIfDone();
            } catch (KafkaException e) {
                LOG.warn("{}: {}; trying again", name, e.getMessage());
                abandon();
                pause();
            } catch (RuntimeException e) {
                LOG.error("{}: polling failed; trying again", name, e);
                abandon();
                pause();
            }
        }
        abandon();
        committer.close();
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
    }

    private void pollOnce() {
        if (running == null) {
            turns.arrange(consumer);
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(IDLE_POLL);
        if (running == null && records.isEmpty()) {
            turns.nothingFresh();
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (turns.begins(record)) {
                begin(record);
            } else {
                consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
            }
        }
        finishIfDone();
    }

    private void begin(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        JobOutput output = runner.newOutput(record);
        output.onProgress(starts::survived);
        begun = record;
        consumer.pause(consumer.assignment());
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> runner.run(record, output), worker);
        running = new RunningJob(partition, record, output, done);
        // After completion, not within the job: the poller must find it done when it wakes up.
        var unused = done.whenComplete((nothing, failure) -> consumer.wakeup());
    }

    private JobHandler<E> noted(JobHandler<E> handler) {
        return (event, job) -> {
            ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(begun);
            starts.begin(new TopicPartition(record.topic(), record.partition()), record.offset());
            try {
                handler.handle(event, job);
            } finally {
                starts.survived();
            }
        };
    }

    private void finishIfDone() {
        if (running == null || !running.done().isDone()) {
            return;
        }
        RunningJob job = running;
        running = null;
        if (job.output().abandoned()) {
            seekBack(job);
        } else {
            commit(job);
        }
    }

    private void commit(RunningJob job) {
        try {
            commit(job, job.output().records());
        } catch (KafkaException e) {
            Optional<String> refused = RefusedOutput.reason(e)
                    .or(() -> repeats.giveUp(job.partition(), job.record().offset())
                            .map(why -> why + " (" + Refusals.reason(e) + ")"));
            if (refused.isPresent()) {
                commitRefusal(job, refused.get());
            } else {
                redo(job, e);
            }
        }
    }

    private void commit(RunningJob job, List<ProducerRecord<byte[], byte[]>> records) {
        OffsetAndMetadata next = new OffsetAndMetadata(job.record().offset() + 1);
        committer.commit(records, Map.of(job.partition(), next), consumer.groupMetadata());
    }

    /** Repeating the job would fail in the same way, so the run fails. If the cluster refuses even that, the record is skipped. */
    private void commitRefusal(RunningJob job, String reason) {
        LOG.error("{}: {}@{}: {}", name, job.partition(), job.record().offset(), reason);
        try {
            commitFailure(job, runner.refusal(job.record(), reason).records());
        } catch (KafkaException e) {
            if (RefusedOutput.reason(e).isPresent()) {
                passOver(job, e);
            } else {
                redo(job, e);
            }
        } catch (FailureException e) {
            redo(job, e);
        }
    }

    /** If the cluster refuses the dead letter, the run fails without one. */
    private void commitFailure(RunningJob job, List<ProducerRecord<byte[], byte[]>> records) {
        try {
            commit(job, records);
        } catch (KafkaException e) {
            String deadLetters = role.input().deadLetters().name();
            if (RefusedOutput.reason(e).isEmpty()) {
                throw e;
            }
            LOG.error(
                    "{}: could not write a dead letter for {}@{} ({})",
                    name,
                    job.partition(),
                    job.record().offset(),
                    e.getMessage());
            commit(
                    job,
                    records.stream().filter(r -> !r.topic().equals(deadLetters)).toList());
        }
    }

    private void passOver(RunningJob job, KafkaException refusal) {
        LOG.error("{}: could not publish the failure either ({})", name, refusal.getMessage());
        try {
            commit(job, List.of());
        } catch (KafkaException e) {
            redo(job, e);
        }
    }

    /** First settles a commit whose outcome is unknown: if it succeeded, the job is not repeated. */
    private void redo(RunningJob job, RuntimeException failure) {
        LOG.warn(
                "{}: could not commit {}@{} ({})",
                name,
                job.partition(),
                job.record().offset(),
                failure.getMessage());
        while (!stopping) {
            pause();
            try {
                committer.settle();
                OffsetAndMetadata committed =
                        consumer.committed(Set.of(job.partition())).get(job.partition());
                if (consumer.assignment().contains(job.partition())) {
                    consumer.seek(
                            job.partition(), committed == null ? job.record().offset() : committed.offset());
                }
                return;
            } catch (KafkaException e) {
                LOG.warn("{}: {}; trying again", name, e.getMessage());
            }
        }
    }

    private void seekBack(RunningJob job) {
        if (consumer.assignment().contains(job.partition())) {
            consumer.seek(job.partition(), job.record().offset());
        }
    }

    /** Cancels the running job and waits for it. Its record stays uncommitted. */
    private void abandon() {
        if (running == null) {
            return;
        }
        RunningJob job = running;
        running = null;
        job.output().abandon();
        try {
            job.done().get(STOP_TIMEOUT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{}: a job did not stop in {} s", name, STOP_TIMEOUT.toSeconds());
        }
        if (!stopping) {
            seekBack(job);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Revocation implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (running != null && partitions.contains(running.partition())) {
                LOG.warn(
                        "{}: stops work on {}@{}, which belongs to another worker now",
                        name,
                        running.partition(),
                        running.record().offset());
                abandon();
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            starts.onAssigned(partitions);
            if (running != null) {
                consumer.pause(partitions);
            }
        }
    }

    /** Stops polling, cancels the running job at its next step and leaves the group. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            poller.join(STOP_TIMEOUT.plusSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.shutdownNow();
    }
}
