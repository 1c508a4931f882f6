package io.rowmill.platform.metrics;

/**
 * Every metric and tag of rowmill, as Micrometer spells them; Prometheus reads {@code rowmill_job_seconds_count} and so on. Tags
 * take few values and never a run's, table's or column's name.
 */
public final class MetricNames {
    /** Timer: one attempt at a job, with its role and outcome. */
    public static final String JOB = "rowmill.job";

    /** Gauge: jobs being done now. */
    public static final String JOBS_RUNNING = "rowmill.jobs.running";

    /** Gauge: records waiting in the partitions this process reads. */
    public static final String LAG = "rowmill.consumer.lag";

    /** Counter: records put on a dead-letter topic. */
    public static final String DEAD_LETTERS = "rowmill.dead.letters";

    /** Counter: rows of a source that were snapshot. */
    public static final String ROWS_INGESTED = "rowmill.rows.ingested";

    /** Counter: synthetic rows written to topics. */
    public static final String ROWS_SAMPLED = "rowmill.rows.sampled";

    /** Counter: epochs trained. */
    public static final String EPOCHS = "rowmill.epochs";

    /** Gauge: 1 while a service is ready. */
    public static final String READY = "rowmill.service.ready";

    /** Tag: what a consumer is for; its consumer group. */
    public static final String ROLE = "role";

    /** Tag: {@code done}, {@code rejected}, {@code transient}, {@code defect} or {@code cancelled}. */
    public static final String OUTCOME = "outcome";

    /** Tag: ingest, preprocess, linkage, trainer or sampler. */
    public static final String SERVICE = "service";

    private MetricNames() {}
}
