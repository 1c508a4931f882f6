package io.rowmill.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name somebody probably meant. */
public final class NearestName {
    private static final int FARTHEST = 4;

    private NearestName() {}

    /** @return {@code ; did you mean 'x'?} or nothing when no name is near */
    public static String hint(Collection<String> names, String name) {
        return names.stream()
                .min(Comparator.comparingInt(n -> distance(n, name)))
                .filter(n -> distance(n, name) <= FARTHEST)
                .map(n -> "; did you mean '" + n + "'?")
                .orElse("");
    }

    /** Levenshtein distance, case ignored. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substitution = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
