package io.rowmill.platform.settings;

import java.time.Duration;

/** What every service can be told. Keys are {@code rowmill.<service>.<aspect>}. */
public interface ServiceSettings {
    /** False: the service's beans are there but do nothing; another process does its work. */
    boolean enabled();

    /** Jobs done side by side in this process. */
    int concurrency();

    /** How long a transient failure is retried before the run or sample fails. */
    Duration retryDeadline();
}
