package io.rowmill.cli.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.rowmill.cli.app.ServiceHost;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the five services as one Quarkus application, with configuration from system properties. */
public final class QuarkusServiceHost implements ServiceHost {
    private static final AtomicReference<Callable<Integer>> BODY = new AtomicReference<>();

    @Override
    public int run(Map<String, String> configuration, Callable<Integer> body) {
        configuration.forEach(System::setProperty);
        BODY.set(body);
        AtomicReference<Integer> exitCode = new AtomicReference<>(1);
        AtomicReference<Throwable> error = new AtomicReference<>();
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
            return BODY.get().call();
        }
    }
}
