package io.rowmill.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ids that sort by time and are short enough to type: {@code run-20261121-153012-ab12}. */
final class Ids {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int SUFFIXES = 36 * 36 * 36 * 36;

    private Ids() {}

    static String run() {
        return next("run");
    }

    static String sample() {
        return next("sample");
    }

    /** Ids only have to be unique; nothing that is generated depends on them. */
    private static String next(String kind) {
        String random = Integer.toString(new SecureRandom().nextInt(SUFFIXES), 36);
        String suffix = "0".repeat(4 - random.length()) + random;
        return kind + "-" + TIME.format(LocalDateTime.now(Clock.systemUTC())) + "-" + suffix;
    }
}
