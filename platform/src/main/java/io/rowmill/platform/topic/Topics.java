package io.rowmill.platform.topic;

import io.rowmill.platform.topic.Topic.Cleanup;
import io.rowmill.platform.topic.Topic.Routing;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.SampleCancelled;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SynthesizerTrained;
import io.rowmill.schemas.TableIngested;
import io.rowmill.schemas.TablePrepared;
import io.rowmill.schemas.TrainingProgressed;
import io.rowmill.schemas.TrainingRequested;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.avro.specific.SpecificRecord;

/** The one catalogue of topics: nothing else spells a topic name. */
public final class Topics {
    private static final int CONTROL_PARTITIONS = 4;
    private static final int QUEUE_PARTITIONS = 32;
    private static final int MAX_NAME_LENGTH = 200;
    /** Kafka's own limit. */
    private static final int MAX_TOPIC_LENGTH = 249;
    /** With the dash before it. */
    private static final int CHECKSUM_LENGTH = 9;

    public static final Topic FIT_REQUESTS = control("fit-requests", List.of(FitRequested.class));
    public static final Topic TABLES_INGESTED = queue("tables-ingested", List.of(TableIngested.class));
    public static final Topic TABLES_PREPARED = control("tables-prepared", List.of(TablePrepared.class));
    public static final Topic RUN_BARRIERS = control("run-barriers", List.of(RunPrepared.class, RunTrained.class));
    public static final Topic LINKAGES_FITTED = control("linkages-fitted", List.of(LinkageFitted.class));
    public static final Topic TRAINING_REQUESTS = queue("training-requests", List.of(TrainingRequested.class));
    public static final Topic TRAINING_PROGRESS =
            bySubject(control("training-progress", List.of(TrainingProgressed.class)));
    public static final Topic SYNTHESIZERS_TRAINED = control("synthesizers-trained", List.of(SynthesizerTrained.class));
    /** Routed by run, as all that the status view joins; a model belongs to one run, so its key stays in one partition. */
    public static final Topic MODELS = bySubject(compacted("models", List.of(ModelReady.class)));

    public static final Topic RUNS = compacted("runs", List.of(RunStatus.class));
    public static final Topic RUN_COMMANDS = control("run-commands", List.of(RunCancelled.class));
    public static final Topic RUN_FAILURES = control("run-failures", List.of(RunFailed.class));
    public static final Topic SAMPLE_REQUESTS = control("sample-requests", List.of(SampleRequested.class));
    public static final Topic SAMPLE_COMMANDS = control("sample-commands", List.of(SampleCancelled.class));
    public static final Topic SAMPLE_PLANS = control("sample-plans", List.of(SamplePlanned.class));
    public static final Topic SAMPLE_CHUNKS = queue("sample-chunks", List.of(SampleChunkRequested.class));
    public static final Topic SAMPLE_PROGRESS =
            bySubject(compacted("sample-progress", List.of(SampleProgressed.class)));
    public static final Topic SAMPLE_BARRIERS = control("sample-barriers", List.of(SampleWritten.class));
    public static final Topic SAMPLES = control("samples", List.of(SampleCompleted.class));
    public static final Topic SAMPLE_FAILURES = control("sample-failures", List.of(SampleFailed.class));

    private static final List<Topic> ALL = List.of(
            FIT_REQUESTS,
            TABLES_INGESTED,
            TABLES_PREPARED,
            RUN_BARRIERS,
            LINKAGES_FITTED,
            TRAINING_REQUESTS,
            TRAINING_PROGRESS,
            SYNTHESIZERS_TRAINED,
            MODELS,
            RUNS,
            RUN_COMMANDS,
            RUN_FAILURES,
            SAMPLE_REQUESTS,
            SAMPLE_COMMANDS,
            SAMPLE_PLANS,
            SAMPLE_CHUNKS,
            SAMPLE_PROGRESS,
            SAMPLE_BARRIERS,
            SAMPLES,
            SAMPLE_FAILURES);

    private Topics() {}

    /** Every topic of the pipeline itself; row topics are made per sample. */
    public static List<Topic> all() {
        return ALL;
    }

    /** Names that only rowmill itself gives: its own topics, their dead letters, row topics of samples that name no prefix. */
    public static boolean isReserved(String prefix) {
        return prefix.equals("rowmill") || prefix.startsWith("rowmill.") || prefix.startsWith("__");
    }

    /** The topic of that name. */
    public static Optional<Topic> named(String name) {
        return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** Prefix of a sample's row topics where the request names none. */
    public static String defaultRowPrefix(String modelName, String sampleId) {
        return "rowmill.rows." + legal(modelName) + "." + legal(sampleId);
    }

    /** Topic of one table's synthetic rows. A table name that is no legal topic name keeps its letters and gains a checksum. */
    public static Topic rows(String prefix, String table, int partitions) {
        return new Topic(
                prefix + "." + legal(table, MAX_TOPIC_LENGTH - prefix.length() - 1),
                partitions,
                Cleanup.DELETE,
                Duration.ofDays(7),
                Routing.BY_KEY,
                List.of());
    }

    private static String legal(String name) {
        return legal(name, MAX_NAME_LENGTH);
    }

    /** @param room characters that are left; a prefix that leaves none for a checksum is refused by Kafka itself */
    private static String legal(String name, int room) {
        String legal = name.replaceAll("[^a-zA-Z0-9._-]", "_");
        if (legal.equals(name) && name.length() <= Math.min(room, MAX_NAME_LENGTH)) {
            return name;
        }
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        int most = Math.max(1, Math.min(100, room - CHECKSUM_LENGTH));
        String head = legal.length() > most ? legal.substring(0, most) : legal;
        return head + "-" + Long.toHexString(checksum.getValue());
    }

    private static Topic control(String name, List<Class<? extends SpecificRecord>> events) {
        return new Topic(
                "rowmill." + name + ".v1",
                CONTROL_PARTITIONS,
                Cleanup.DELETE,
                Duration.ofDays(30),
                Routing.BY_KEY,
                events);
    }

    private static Topic queue(String name, List<Class<? extends SpecificRecord>> events) {
        return new Topic(
                "rowmill." + name + ".v1",
                QUEUE_PARTITIONS,
                Cleanup.DELETE,
                Duration.ofDays(7),
                Routing.ROUND_ROBIN,
                events);
    }

    private static Topic compacted(String name, List<Class<? extends SpecificRecord>> events) {
        return new Topic(
                "rowmill." + name + ".v1",
                CONTROL_PARTITIONS,
                Cleanup.COMPACT,
                Duration.ofDays(1),
                Routing.BY_KEY,
                events);
    }

    private static Topic bySubject(Topic topic) {
        return new Topic(
                topic.name(),
                topic.partitions(),
                topic.cleanup(),
                topic.retention(),
                Routing.BY_SUBJECT,
                topic.events());
    }
}
