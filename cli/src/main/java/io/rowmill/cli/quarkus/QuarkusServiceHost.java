package io.rowmill.cli.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.rowmill.cli.app.ServiceHost;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the five services as one Quarkus application, with configuration from system properties. */
public final class QuarkusServiceHost implements ServiceHost {
    private static final AtomicReference<@Nullable Callable<Integer>> BODY = new AtomicReference<>();

    @Override
    public int run(Map<String, String> configuration, Callable<Integer> body) {
        configuration.forEach(System::setProperty);
        BODY.set(body);
        AtomicInteger exitCode = new AtomicInteger(1);
        AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        Quarkus.run(WhileServicesRun.class, (code, failure) -> {
            exitCode.set(code);
            error.set(failure);
        });
        if (error.get() != null) {
            throw new IllegalStateException("the services did not start", error.get());
        }
        return exitCode.get();
    }

    /** Quarkus calls it when every service is up, and stops the services when it returns. */
    public static final class WhileServicesRun implements QuarkusApplication {
        @Override
        public int run(String... args) throws Exception {
            return Objects.requireNonNull(BODY.get()).call();
        }
    }
}
