package io.rowmill.platform.quarkus;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Turns the console's log into JSON where that was asked for, before any service starts. */
@Singleton
public class LogFormat {
    void apply(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event, LogConfig config) {
        if (config.format() == LogConfig.Format.JSON) {
            Logger root = Logger.getLogger("");
            for (Handler handler : root.getHandlers()) {
                format(handler);
            }
        }
    }

    private static void format(Handler handler) {
        if (handler instanceof org.jboss.logmanager.ExtHandler outer) {
            for (Handler inner : outer.getHandlers()) {
                format(inner);
            }
        }
        if (handler instanceof ConsoleHandler) {
            handler.setFormatter(new JsonLines());
        }
    }
}
