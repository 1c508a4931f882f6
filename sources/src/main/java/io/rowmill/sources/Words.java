package io.rowmill.sources;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names taken apart into words, and words in singular and plural. */
final class Words {
    private static final Map<String, String> IRREGULAR =
            Map.of("people", "person", "children", "child", "men", "man", "women", "woman", "staff", "staff");

    private Words() {}

    /** Lower-case words of {@code snake_case}, {@code camelCase} or {@code plain text}. */
    static List<String> of(String name) {
        return Arrays.stream(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    static String joined(String name) {
        return String.join("", of(name));
    }

    /**
     * What a word can be the plural of, itself included: {@code categories} of {@code category}, {@code addresses} of
     * {@code address}, {@code movies} of {@code movie}. Some are no words, which harms nothing: they are only compared.
     */
    static Set<String> singulars(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        if (IRREGULAR.containsKey(word)) {
            forms.add(IRREGULAR.get(word));
        }
        if (word.length() > 2 && word.endsWith("s") && !word.endsWith("ss")) {
            forms.add(cut(word, 1));
        }
        if (word.length() > 4 && word.endsWith("es")) {
            forms.add(cut(word, 2));
        }
        if (word.length() > 4 && word.endsWith("ies")) {
            forms.add(cut(word, 3) + "y");
        }
        return forms;
    }

    /** Both can stand for the same thing, in singular or plural. */
    static boolean same(String a, String b) {
        return singulars(a).stream().anyMatch(singulars(b)::contains);
    }

    private static String cut(String word, int characters) {
        return word.substring(0, word.length() - characters);
    }
}
