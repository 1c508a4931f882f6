package io.rowmill.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.WorkDir;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.avro.EventSchemas;
import io.rowmill.platform.consumer.EndedSubjects;
import io.rowmill.platform.consumer.JobConsumer;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.consumer.RunCleaner;
import io.rowmill.platform.event.EventPublisher;
import io.rowmill.platform.metrics.JobMetrics;
import io.rowmill.platform.needs.BrokersNeed;
import io.rowmill.platform.needs.Needs;
import io.rowmill.platform.needs.RegistryNeed;
import io.rowmill.platform.needs.StoreNeed;
import io.rowmill.platform.settings.ClientSettings;
import io.rowmill.platform.settings.PlatformSettings;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.ObjectStores;
import io.rowmill.platform.stream.FanIn;
import io.rowmill.platform.stream.FanInTopology;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.TopicAdmin;
import io.rowmill.platform.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker, registry and storage as one process sees them, and the makers of what services are built from. */
public final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    /** Tells this process from others in transactional ids. */
    private final String instance = UUID.randomUUID().toString().substring(0, 8);

    private final PlatformSettings settings;
    private final Map<String, Object> kafka;
    private final AvroCodec codec;
    private final ObjectStore store;
    private final Needs needs;
    private final MeterRegistry meters;
    private final JobMetrics jobMetrics;
    private final Set<Topic> prepared = ConcurrentHashMap.newKeySet();
    private @Nullable EndedSubjects ended;
    private @Nullable WorkDir workDir;

    /** For clients: counts what nobody reads. */
    public Platform(PlatformSettings settings) {
        this(settings, new SimpleMeterRegistry());
    }

    /** @param meters where services count and time */
    public Platform(PlatformSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
        this.jobMetrics = new JobMetrics(meters);
        this.kafka = new HashMap<>(
                ClientSettings.of(settings.kafka().client(), settings.kafka().clientFile()));
        this.kafka.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        this.codec = AvroCodec.of(settings.registry());
        this.store = ObjectStores.s3(settings.s3());
        this.needs = new Needs(List.of(
                new StoreNeed(store, settings.s3().endpoint()),
                new BrokersNeed(kafka),
                new RegistryNeed(
                        codec,
                        settings.registry().url(),
                        ClientSettings.of(
                                settings.registry().client(),
                                settings.registry().clientFile()))));
    }

    public Map<String, Object> kafkaProperties() {
        return Map.copyOf(kafka);
    }

    public AvroCodec codec() {
        return codec;
    }

    public Artifacts artifacts() {
        return new Artifacts(store);
    }

    public Needs needs() {
        return needs;
    }

    public RunData runData(String runId) {
        return new RunData(store, runId);
    }

    public RunCleaner cleaner() {
        return new RunCleaner(store);
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** This process' own directory for temporary files. */
    public synchronized Path workDir() {
        if (workDir == null) {
            workDir = WorkDir.claim(settings.workDir());
        }
        return workDir.path();
    }

    public int rowPartitions() {
        return settings.kafka().rowPartitions();
    }

    /** Creates the topics that are missing. */
    public void ensureTopics(List<Topic> topics) {
        try (TopicAdmin admin = new TopicAdmin(kafka, (short) settings.kafka().replicationFactor())) {
            admin.ensure(topics);
        }
    }

    /**
     * Creates the topics that are missing, and looks whether all of them would take rows.
     *
     * @param keyless names of topics whose rows have no key
     * @param compression how the topics keep their records ({@code compression.type}); empty: as they are sent, or do already
     */
    public void ensureRowTopics(List<Topic> topics, Set<String> keyless, Optional<String> compression) {
        try (TopicAdmin admin = new TopicAdmin(kafka, (short) settings.kafka().replicationFactor())) {
            admin.ensure(
                    topics,
                    compression
                            .map(c -> Map.of(TopicConfig.COMPRESSION_TYPE_CONFIG, c))
                            .orElse(Map.of()));
            admin.requireTakesRows(topics, keyless, compression);
        }
    }

    /**
     * What has to be there before a service begins: creates the pipeline's own topics, their dead letters and the topics where
     * records of the service's roles wait, registers the schemas of the pipeline's events, and hears which runs have ended. All of
     * this may be done twice.
     *
     * @throws FailureException Transient if brokers or registry are away, else if they refuse what is needed
     */
    public void prepare(JobRole<?>... roles) {
        List<Topic> waiting = Stream.of(roles).map(JobRole::waiting).toList();
        ensureTopics(Stream.concat(Topics.all().stream().flatMap(t -> Stream.of(t, t.deadLetters())), waiting.stream())
                .toList());
        new EventSchemas(codec).register(Topics.all());
        ended();
        prepared.addAll(waiting);
    }

    public EventPublisher publisher(String source) {
        return new EventPublisher(source, kafka, codec);
    }

    /** One view of ended runs and samples for the whole process. */
    public synchronized EndedSubjects ended() {
        if (ended == null) {
            ended = new EndedSubjects("rowmill-" + instance, kafka, codec);
        }
        return ended;
    }

    /** Starts as many consumers of one role as the service does jobs side by side, without asking anybody for anything. */
    public <E extends SpecificRecord> List<JobConsumer<?>> consume(
            JobRole<E> role, ServiceSettings service, JobHandler<E> handler) {
        if (!prepared.contains(role.waiting())) {
            throw new IllegalStateException("records of " + role.group() + " have no place to wait: prepare it");
        }
        List<JobConsumer<?>> consumers = new ArrayList<>();
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.kafka().compression());
        JobHandler<E> timed = jobMetrics.timed(role, handler);
        Runnable deadLetters = jobMetrics.deadLetters(role.group());
        for (int i = 0; i < service.concurrency(); i++) {
            String name = role.group() + "-" + instance + "-" + i;
            consumers.add(new JobConsumer<>(
                            role, timed, name, client, codec, ended(), service.retryDeadline(), deadLetters, store)
                    .start());
        }
        jobMetrics.watch(role, consumers);
        return consumers;
    }

    public FanInTopology fanIn(String applicationId, List<Topic> inputs, List<Topic> outputs, Supplier<FanIn> fanIn) {
        Runnable deadLetters = jobMetrics.deadLetters(applicationId);
        return new FanInTopology(
                        applicationId,
                        inputs,
                        outputs,
                        () -> fanIn.get().onDeadLetter(deadLetters),
                        kafka,
                        settings.workDir().resolve("streams"),
                        settings.kafka().replicationFactor())
                .start();
    }

    /** Closes all in reverse order of their start; a failure is logged and doesn't keep the others open. */
    public static void closeAll(List<? extends AutoCloseable> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                LOG.warn("could not close a client: {}", e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        needs.close();
        if (ended != null) {
            ended.close();
        }
        if (workDir != null) {
            workDir.close();
        }
        codec.close();
        store.close();
    }
}
