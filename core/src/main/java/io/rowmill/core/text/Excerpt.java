package io.rowmill.core.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a sentence readable that repeats what somebody has sent, however long that is. */
public final class Excerpt {
    /** Without the mark that may close it: a quote, and what separates it from the rest of the sentence. */
    private static final Pattern LONG_WORD = Pattern.compile("('?)(\\S{100})(\\S{200,}?)(?=\\p{Punct}{0,3}(?:\\s|$))");

    private static final int LONGEST = 4000;

    private Excerpt() {}

    /** @return the sentence with words of more than 300 characters, and itself beyond 4,000, cut */
    public static String of(String sentence) {
        String cut = LONG_WORD
                .matcher(sentence)
                .replaceAll(word -> Matcher.quoteReplacement(word.group(1) + word.group(2) + "... ("
                        + (100 + word.group(3).length()) + " characters)"));
        return cut.length() <= LONGEST ? cut : cut.substring(0, LONGEST) + "...";
    }
}
