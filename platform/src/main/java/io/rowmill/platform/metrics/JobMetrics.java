package io.rowmill.platform.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobConsumer;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.consumer.JobRole;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;

/** Times jobs by role and outcome, and watches how many run and how many wait. */
public final class JobMetrics {
    private final MeterRegistry registry;

    public JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The same handler, timed. */
    public <E extends SpecificRecord> JobHandler<E> timed(JobRole<E> role, JobHandler<E> handler) {
        AtomicInteger running =
                registry.gauge(MetricNames.JOBS_RUNNING, Tags.of(MetricNames.ROLE, role.group()), new AtomicInteger());
        return (event, job) -> {
            long start = System.nanoTime();
            String outcome = "defect";
            running.incrementAndGet();
            try {
                handler.handle(event, job);
                outcome = job.cancelled() ? "cancelled" : "done";
            } catch (FailureException e) {
                outcome = outcome(e.failure(), job);
                throw e;
            } catch (IOException e) {
                outcome = "transient";
                throw e;
            } finally {
                running.decrementAndGet();
                timer(role, outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        };
    }

    /**
     * Counts dead letters.
     *
     * @param role consumer group, or application id of a fan-in
     */
    public Runnable deadLetters(String role) {
        return registry.counter(MetricNames.DEAD_LETTERS, MetricNames.ROLE, role)::increment;
    }

    private Timer timer(JobRole<?> role, String outcome) {
        return registry.timer(MetricNames.JOB, MetricNames.ROLE, role.group(), MetricNames.OUTCOME, outcome);
    }

    private static String outcome(Failure failure, Job job) {
        if (job.cancelled()) {
            return "cancelled";
        }
        if (failure instanceof Failure.Rejected) {
            return "rejected";
        }
        return failure instanceof Failure.Transient ? "transient" : "defect";
    }

    /** Shows how many records wait for a role's consumers. */
    public void watch(JobRole<?> role, List<JobConsumer<?>> consumers) {
        Gauge.builder(MetricNames.LAG, consumers, all -> all.stream()
                        .mapToDouble(JobConsumer::lag)
                        .sum())
                .tag(MetricNames.ROLE, role.group())
                .strongReference(true)
                .register(registry);
    }
}
