package io.rowmill.platform.topic;

import io.rowmill.platform.topic.Topic.Cleanup;
import io.rowmill.platform.topic.Topic.Routing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;

/** The one catalogue of topics: nothing else spells a topic name. */
public final class Topics {
    private static final int CONTROL_PARTITIONS = 4;
    private static final int QUEUE_PARTITIONS = 32;
    private static final int MAX_NAME_LENGTH = 200;

    public static final Topic FIT_REQUESTS = control("fit-requests");
    public static final Topic TABLES_INGESTED = queue("tables-ingested");
    public static final Topic TABLES_PREPARED = control("tables-prepared");
    public static final Topic RUN_BARRIERS = control("run-barriers");
    public static final Topic LINKAGES_FITTED = control("linkages-fitted");
    public static final Topic TRAINING_REQUESTS = queue("training-requests");
    public static final Topic TRAINING_PROGRESS = bySubject(control("training-progress"));
    public static final Topic SYNTHESIZERS_TRAINED = control("synthesizers-trained");
    /** Routed by run, as all that the status view joins; a model belongs to one run, so its key stays in one partition. */
    public static final Topic MODELS = bySubject(compacted("models"));

    public static final Topic RUNS = compacted("runs");
    public static final Topic RUN_COMMANDS = control("run-commands");
    public static final Topic RUN_FAILURES = control("run-failures");
    public static final Topic SAMPLE_REQUESTS = control("sample-requests");
    public static final Topic SAMPLE_PLANS = control("sample-plans");
    public static final Topic SAMPLE_CHUNKS = queue("sample-chunks");
    public static final Topic SAMPLE_PROGRESS = bySubject(compacted("sample-progress"));
    public static final Topic SAMPLE_BARRIERS = control("sample-barriers");
    public static final Topic SAMPLES = control("samples");
    public static final Topic SAMPLE_FAILURES = control("sample-failures");

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

    /** Prefix of a sample's row topics where the request names none. */
    public static String defaultRowPrefix(String modelName, String sampleId) {
        return "rowmill.rows." + legal(modelName) + "." + legal(sampleId);
    }

    /** Topic of one table's synthetic rows. A table name that is no legal topic name keeps its letters and gains a checksum. */
    public static Topic rows(String prefix, String table, int partitions) {
        return new Topic(prefix + "." + legal(table), partitions, Cleanup.DELETE, Duration.ofDays(7), Routing.BY_KEY);
    }

    private static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9._-]", "_");
        if (legal.equals(name) && name.length() <= MAX_NAME_LENGTH) {
            return name;
        }
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        String head = legal.length() > 100 ? legal.substring(0, 100) : legal;
        return head + "-" + Long.toHexString(checksum.getValue());
    }

    private static Topic control(String name) {
        return new Topic(
                "rowmill." + name + ".v1", CONTROL_PARTITIONS, Cleanup.DELETE, Duration.ofDays(30), Routing.BY_KEY);
    }

    private static Topic queue(String name) {
        return new Topic(
                "rowmill." + name + ".v1", QUEUE_PARTITIONS, Cleanup.DELETE, Duration.ofDays(7), Routing.ROUND_ROBIN);
    }

    private static Topic compacted(String name) {
        return new Topic(
                "rowmill." + name + ".v1", CONTROL_PARTITIONS, Cleanup.COMPACT, Duration.ofDays(1), Routing.BY_KEY);
    }

    private static Topic bySubject(Topic topic) {
        return new Topic(topic.name(), topic.partitions(), topic.cleanup(), topic.retention(), Routing.BY_SUBJECT);
    }
}
