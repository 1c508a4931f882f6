package io.rowmill.embedded;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Servers that tell every step of their start leave no room for what the user came for: only warnings pass. */
final class QuietLogs {
    /** Held, because the log manager forgets the level of a logger nobody holds. */
    private static final List<Logger> LOGGERS = List.of(
            quiet("kafka", Level.WARNING),
            quiet("org.apache.kafka", Level.WARNING),
            quiet("org.apache.kafka.controller.QuorumController", Level.SEVERE),
            quiet("state.change.logger", Level.SEVERE),
            quiet("org.gaul", Level.WARNING));

    private static final Logger CLIENT = quiet("org.apache.kafka.clients.NetworkClient", Level.WARNING);

    private QuietLogs() {}

    private static Logger quiet(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        if (logger.getLevel() == null) {
            logger.setLevel(level);
        }
        return logger;
    }

    /** On its way down a broker closes a client twice and says so. */
    static void stopping() {
        CLIENT.setLevel(Level.SEVERE);
    }

    static void started() {
        CLIENT.setLevel(Level.WARNING);
    }

    /** Sets the levels, once: by loading this class. */
    static void apply() {
        LOGGERS.forEach(Logger::getLevel);
    }
}
