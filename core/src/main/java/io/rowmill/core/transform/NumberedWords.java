package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up values with a number in them: distinct numbers give distinct values, if the kind is a numbered one. */
final class NumberedWords {
    private static final int LETTERS = 26;
    private static final int IPV4_BITS = 32;
    /** Numbers of a column whose values may repeat. */
    private static final int SMALL_NUMBERS = 1_000;

    private final WordKind.Numbering numbering;
    private final String joint;
    private final List<String> pool;
    /** What a pair's second word is drawn from; empty for a kind that is no pair. */
    private final List<String> second;

    private final IndexPermutation permutation;

    NumberedWords(FakedWords words, Seed seed) {
        this.numbering = words.kind().numbering();
        this.joint = words.kind() == WordKind.COMPANY ? " & " : " ";
        boolean pair = numbering == WordKind.Numbering.PAIR;
        List<String> lastNames = pair ? oneWord(WordKind.LAST_NAME, words.locale()) : List.of();
        this.second = lastNames;
        this.pool = !pair
                ? WordPool.of(words)
                : words.kind() == WordKind.NAME ? oneWord(WordKind.FIRST_NAME, words.locale()) : lastNames;
        this.permutation = new IndexPermutation(pair ? pairs() : 1L << IPV4_BITS, seed);
    }

    /** Without a blank in any of them, a pair can be told from every other one. */
    private static List<String> oneWord(WordKind kind, String locale) {
        return WordPool.of(new FakedWords(kind, locale)).stream()
                .filter(w -> w.indexOf(' ') < 0)
                .toList();
    }

    private long pairs() {
        return (long) pool.size() * second.size();
    }

    /** For a column whose values may repeat. */
    long anyNumber(SplittableRandom random) {
        return switch (numbering) {
            case PAIR -> random.nextLong(pairs());
            case IPV4 -> random.nextLong(1L << IPV4_BITS);
            default -> random.nextInt(SMALL_NUMBERS);
        };
    }

    /** @param number not negative */
    String cell(long number, SplittableRandom random) {
        return switch (numbering) {
            case PAIR -> pair(number);
            case IPV4 -> ipv4(permutation.apply(number % (1L << IPV4_BITS)));
            case LOCAL_PART -> beforeAt(any(random), number);
            case HOUSE -> house(any(random), number + 1);
            case PATH -> any(random) + "/" + number;
            case SUFFIX -> any(random) + "-" + number;
            case LABEL -> "n" + number + "." + any(random);
            case NONE -> any(random);
        };
    }

    private String any(SplittableRandom random) {
        return pool.get(random.nextInt(pool.size()));
    }

    /** When all pairs have been used, initials come between. */
    private String pair(long number) {
        long pair = permutation.apply(number % pairs());
        String between = number < pairs() ? "" : initials(number / pairs() - 1) + ". ";
        return pool.get((int) (pair % pool.size())) + joint + between + second.get((int) (pair / pool.size()));
    }

    private static String initials(long number) {
        StringBuilder out = new StringBuilder();
        for (long left = number; left >= 0; left = left / LETTERS - 1) {
            out.append((char) ('A' + left % LETTERS));
        }
        return out.toString();
    }

    private static String ipv4(long bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static String beforeAt(String email, long number) {
        int at = email.indexOf('@');
        return email.substring(0, at) + "." + number + email.substring(at);
    }

    /** The number stands for the house's own, the first run of digits. */
    private static String house(String address, long number) {
        String numbered = address.replaceFirst("[0-9]+", Long.toString(number));
        return numbered.equals(address) && !address.matches(".*[0-9].*") ? address + " " + number : numbered;
    }
}
