package io.rowmill.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant by a misspelt name. */
public final class NearestName {
    private NearestName() {}

    /** @return the known name fewest edits away, if it is near enough to be worth suggesting */
    public static Optional<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> !k.equals(name))
                .filter(k -> Math.abs(k.length() - name.length()) <= limit(name))
                .min(Comparator.comparingInt((String k) -> distance(wanted, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(k -> distance(wanted, k.toLowerCase(Locale.ROOT)) <= limit(name));
    }

    /**
     * The suggestion as the end of a sentence: {@code " (did you mean 'customer'?)"}, or nothing. Where both look alike, it says
     * what differs.
     */
    public static String hint(String name, Collection<String> known) {
        return of(name, known)
                .map(k -> " (did you mean '" + k + "'?" + difference(name, k) + ")")
                .orElse("");
    }

    private static String difference(String name, String meant) {
        if (name.equalsIgnoreCase(meant)) {
            return " Upper and lower case differ";
        }
        int at = 0;
        while (at < name.length() && at < meant.length() && name.charAt(at) == meant.charAt(at)) {
            at++;
        }
        return isInconspicuous(name, at) || isInconspicuous(meant, at)
                ? " Character " + (at + 1) + " is " + character(name, at) + " here, " + character(meant, at) + " there"
                : "";
    }

    /** A blank, or a letter that may look like another one. */
    private static boolean isInconspicuous(String name, int at) {
        return at < name.length() && (name.charAt(at) <= ' ' || name.charAt(at) > '~');
    }

    private static String character(String name, int at) {
        return at < name.length() ? String.format(Locale.ROOT, "U+%04X", name.codePointAt(at)) : "missing";
    }

    private static int limit(String name) {
        return name.length() < 4 ? 1 : Math.max(2, name.length() / 3);
    }

    /** Levenshtein distance, two rows of the table at a time. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
