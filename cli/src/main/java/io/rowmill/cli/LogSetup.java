package io.rowmill.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends log records to stderr in short lines that don't tear the progress line. Works with and without Quarkus. */
final class LogSetup {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    /** Strong references: a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OWN = Logger.getLogger("io.rowmill");

    /** Clients warn of every topic that is a moment younger than their metadata. */
    private static final List<Logger> KAFKA = List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"));

    /** On a busy machine the embedded controller reports heartbeats that were late, as errors; nothing comes of it. */
    private static final Logger CONTROLLER = Logger.getLogger("org.apache.kafka.controller");

    /** Of a topic that a broker has not heard of yet Kafka Streams is told by the answer, and asks again; this says so beside it, as an error. */
    private static final Logger LEADERS =
            Logger.getLogger("org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy");

    /** A producer warns of each attempt that it makes again, hundreds where a topic takes small batches; what fails in the end is said by rowmill. */
    private static final Logger ATTEMPTS = Logger.getLogger("org.apache.kafka.clients.producer.internals.Sender");

    private LogSetup() {}

    /** For commands that only talk to a platform: warnings alone. */
    static void quiet(Console console) {
        apply(console, Level.SEVERE, Level.WARNING);
    }

    /**
     * @param others level of everything that isn't rowmill's
     * @param own level of rowmill's own loggers
     * @return the same levels as configuration keys, for Quarkus, which sets them again
     */
    static Map<String, String> apply(Console console, Level others, Level own) {
        LogManager.getLogManager();
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(new ToConsole(console));
        ROOT.setLevel(others);
        OWN.setLevel(own);
        KAFKA.forEach(logger -> logger.setLevel(others));
        LEADERS.setLevel(Level.OFF);
        ATTEMPTS.setLevel(Level.SEVERE);
        CONTROLLER.setLevel(others.equals(Level.SEVERE) ? Level.OFF : others);
        return Map.of(
                "quarkus.log.level", name(others),
                "quarkus.log.category.\"io.rowmill\".level", name(own),
                "quarkus.log.console.enabled", "false");
    }

    private static String name(Level level) {
        return level.equals(Level.WARNING) ? "WARN" : level.equals(Level.SEVERE) ? "ERROR" : level.getName();
    }

    /** Prints through the console, which knows whether a progress line is open. */
    private static final class ToConsole extends Handler {
        private final Console console;
        private final SimpleFormatter messages = new SimpleFormatter();

        ToConsole(Console console) {
            this.console = console;
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record)) {
                return;
            }
            String time = TIME.format(LocalTime.ofInstant(record.getInstant(), ZoneId.systemDefault()));
            console.say(time + " " + level(record.getLevel()) + " " + messages.formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(console.err());
            }
        }

        private static String level(Level level) {
            return level.intValue() >= Level.SEVERE.intValue()
                    ? "ERROR"
                    : level.intValue() >= Level.WARNING.intValue() ? "warn " : "     ";
        }

        @Override
        public void flush() {
            console.err().flush();
        }

        @Override
        public void close() {}
    }
}
