package io.rowmill.cli.app;

import java.util.Map;
import java.util.concurrent.Callable;

/** Starts the five services in this process. */
@FunctionalInterface
public interface ServiceHost {
    /**
     * Starts the services, runs {@code body} on the caller's thread, stops the services.
     *
     * @param configuration keys as in docs/configuration.md
     * @return what {@code body} returned
     * @throws IllegalStateException if the services don't start or the body fails; the cause says why
     */
    int run(Map<String, String> configuration, Callable<Integer> body);
}
