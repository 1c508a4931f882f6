package io.rowmill.platform.storage;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a key may look like: segments joined by slashes, none of them empty, {@code .} or {@code ..}, without backslashes and
 * control characters, at most 1024 bytes of UTF-8. So that a key is the same thing in every store and stays below a root.
 */
public final class Keys {
    private static final int MAX_BYTES = 1024;
    private static final Pattern FORBIDDEN = Pattern.compile("(^|/)\\.{0,2}(/|$)|[\\\\\\p{Cntrl}]");

    private Keys() {}

    /** @throws IllegalArgumentException if it is no legal key */
    public static String requireKey(String key) {
        if (FORBIDDEN.matcher(key).find() || tooLong(key)) {
            throw new IllegalArgumentException("not a legal object key: '" + printable(key) + "'");
        }
        return key;
    }

    /** @throws IllegalArgumentException if no legal key starts like this */
    public static String requirePrefix(String prefix) {
        if (!prefix.isEmpty()) {
            requireKey(prefix.endsWith("/") ? prefix + "x" : prefix);
        }
        return prefix;
    }

    private static boolean tooLong(String key) {
        return key.length() > MAX_BYTES || key.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    private static String printable(String key) {
        String head = key.length() > 100 ? key.substring(0, 100) + "..." : key;
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
