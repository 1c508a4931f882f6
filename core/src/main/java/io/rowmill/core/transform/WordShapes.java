package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What texts are made of, as far as enough rows share it: how many words, the shapes of the first and of later ones. A word
 * of symbols alone is left out, because its shape is the word.
 */
final class WordShapes {
    /** So many sentences stand for all texts that are alike in nothing. */
    private static final int MAX_SENTENCES = 500;

    private final WeightedDraw<String> first;
    private final WeightedDraw<String> later;
    private final WeightedDraw<Integer> lengths;

    /**
     * @param texts rows by shape
     * @param plain the word where none is common
     */
    WordShapes(Map<String, Long> texts, Protection protection, String plain) {
        Map<String, Long> firstWords = new LinkedHashMap<>();
        Map<String, Long> laterWords = new LinkedHashMap<>();
        Map<Integer, Long> rowsOfLength = new TreeMap<>();
        texts.forEach((shape, rows) -> {
            List<String> words = words(shape);
            if (!words.isEmpty()) {
                firstWords.merge(words.get(0), rows, Long::sum);
                new LinkedHashSet<>(words.subList(1, words.size()))
                        .forEach(word -> laterWords.merge(word, rows, Long::sum));
                rowsOfLength.merge(rounded(words.size()), rows, Long::sum);
            }
        });
        rowsOfLength.values().removeIf(protection::isRare);
        this.first = new WeightedDraw<>(common(firstWords, protection), plain);
        this.later = new WeightedDraw<>(common(laterWords, protection), plain.toLowerCase(Locale.ROOT));
        this.lengths = new WeightedDraw<>(rowsOfLength, 1);
    }

    private static List<String> words(String shape) {
        return Arrays.stream(shape.split("\\s+"))
                .filter(word -> !ShapeSpace.isItsOwnValue(word))
                .toList();
    }

    /** To two binary digits, downwards: long texts rarely have the same number of words. */
    private static int rounded(int words) {
        int digits = Integer.SIZE - Integer.numberOfLeadingZeros(words);
        int dropped = Math.max(0, digits - 2);
        return words >> dropped << dropped;
    }

    private static Map<String, Long> common(Map<String, Long> words, Protection protection) {
        Map<String, Long> common = new LinkedHashMap<>(words);
        common.values().removeIf(protection::isRare);
        Map<String, Long> rare = new LinkedHashMap<>(words);
        rare.keySet().removeAll(common.keySet());
        GeneralShapes.takeAlike(rare, protection, common);
        return common;
    }

    /** @return so many rows by shape */
    Map<String, Long> sentences(long rows) {
        Map<String, Long> out = new LinkedHashMap<>();
        long count = Math.min(MAX_SENTENCES, rows);
        SplittableRandom random = new Seed(0).derive("sentences").random();
        for (long i = 0; i < count; i++) {
            out.merge(sentence(random), rows * (i + 1) / count - rows * i / count, Long::sum);
        }
        return out;
    }

    private String sentence(SplittableRandom random) {
        StringBuilder out = new StringBuilder(first.draw(random));
        for (int words = lengths.draw(random); words > 1; words--) {
            String word = later.draw(random);
            if (out.length() + 1 + word.length() > ShapeSpace.MAX_LENGTH) {
                break;
            }
            out.append(' ').append(word);
        }
        return out.toString();
    }
}
