package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Words with their places in a text, as PostgreSQL's {@code tsvector} writes them: {@code 'fox':3 'jump':4,9B}. Only how many words
 * there are is told, never a word.
 */
final class TsvectorKind implements ValueKind {
    private static final Pattern PLACES = Pattern.compile("[1-9]\\d{0,4}[ABCD]?(?:,[1-9]\\d{0,4}[ABCD]?)*+");

    /** Letters of the word that the index makes; no other word is as long. */
    private static final int INDEXED = 8;

    private static final int LETTERS = 26;
    private static final long SIZE = 208_827_064_576L;
    private static final int SHORTEST = 3;
    private static final int MOST_WORDS = 10_000;

    @Override
    public String name() {
        return "tsvector";
    }

    @Override
    public String title() {
        return "text search vector";
    }

    @Override
    public boolean isValid(String cell) {
        int at = 0;
        while (at >= 0 && at < cell.length()) {
            at = afterWord(cell, at);
            if (at == cell.length()) {
                return true;
            }
            at = at > 0 && cell.charAt(at) == ' ' ? at + 1 : -1;
        }
        return false;
    }

    /** @return -1: no word with its places begins there */
    private static int afterWord(String cell, int from) {
        if (cell.charAt(from) != '\'') {
            return -1;
        }
        int at = from + 1;
        while (at < cell.length() && (cell.charAt(at) != '\'' || isDoubled(cell, at))) {
            at += cell.charAt(at) == '\'' || cell.charAt(at) == '\\' ? 2 : 1;
        }
        if (at == from + 1 || !cell.startsWith("':", at)) {
            return -1;
        }
        int end = cell.indexOf(' ', at);
        int after = end < 0 ? cell.length() : end;
        return PLACES.matcher(cell).region(at + 2, after).matches() ? after : -1;
    }

    private static boolean isDoubled(String cell, int at) {
        return at + 1 < cell.length() && cell.charAt(at + 1) == '\'';
    }

    @Override
    public Learner learner(boolean personal) {
        CountedTemplates counts = new CountedTemplates();
        return new Learner() {
            @Override
            public void accept(String cell) {
                counts.add(Integer.toString(words(cell)));
            }

            @Override
            public List<Template> templates(int threshold) {
                List<Template> shared = counts.shared(threshold);
                return shared.isEmpty() ? List.of(new Template("5", counts.total())) : shared;
            }
        };
    }

    private static int words(String cell) {
        long places = cell.chars().filter(c -> c == ':').count();
        return (int) Math.min(places, MOST_WORDS);
    }

    @Override
    public long size(String template) {
        return SIZE;
    }

    @Override
    public String make(String template, long index) {
        int words = Integer.parseInt(template);
        SplittableRandom random = new Seed(index).random();
        List<String> lexemes = new ArrayList<>(words);
        lexemes.add(indexed(index));
        while (lexemes.size() < words) {
            lexemes.add(word(SHORTEST + random.nextInt(INDEXED - SHORTEST), random));
        }
        List<String> placed = new ArrayList<>(words);
        for (int i = 0; i < words; i++) {
            placed.add("'" + lexemes.get(i) + "':" + (i + 1));
        }
        placed.sort(null);
        return String.join(" ", placed);
    }

    private static String indexed(long index) {
        char[] letters = new char[INDEXED];
        long left = index;
        for (int i = 0; i < INDEXED; i++) {
            letters[i] = (char) ('a' + left % LETTERS);
            left /= LETTERS;
        }
        return new String(letters);
    }

    private static String word(int length, SplittableRandom random) {
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (char) ('a' + random.nextInt(LETTERS));
        }
        return new String(letters);
    }
}
