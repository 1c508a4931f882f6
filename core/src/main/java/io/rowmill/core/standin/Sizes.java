package io.rowmill.core.standin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Cells of a histogram of sizes, such as children per parent: each small number, and ranges of large ones. */
final class Sizes {
    private static final int SINGLE = 16;
    private static final double GROWTH = 1.25;
    private static final int MOST = 1_000_000;
    /** Deviations of noise above which one count of all is by chance once in a hundred answers. */
    private static final double CERTAIN = 3.6;
    /** Of few counts, one is above so many by chance once in a dozen answers. */
    private static final double LIKELY = 2;

    private static final List<Integer> FROM = from();

    private Sizes() {}

    private static List<Integer> from() {
        List<Integer> out = new ArrayList<>();
        for (int n = 0; n <= MOST; n = n < SINGLE ? n + 1 : (int) Math.ceil(n * GROWTH)) {
            out.add(n);
        }
        return List.copyOf(out);
    }

    static List<String> cells() {
        return FROM.stream().map(String::valueOf).toList();
    }

    /**
     * Sizes that stand out of the noise, by how often they are: none above the largest of which there is no doubt.
     *
     * @param deviation of the noise on each count
     * @param limit what a size can be: noise may find a greater one, by which a few rows would become millions
     */
    static List<Weighted<String>> found(Map<String, Long> noised, double deviation, long limit) {
        int most = noised.entrySet().stream()
                .filter(cell -> cell.getValue() > CERTAIN * deviation && Integer.parseInt(cell.getKey()) <= limit)
                .mapToInt(cell -> Integer.parseInt(cell.getKey()))
                .max()
                .orElse(-1);
        return FROM.stream()
                .filter(size -> size <= most)
                .map(size -> new Weighted<>(String.valueOf(size), noised.getOrDefault(String.valueOf(size), 0L)))
                .filter(cell -> cell.weight() > LIKELY * deviation)
                .toList();
    }

    /** The cell of a size: the least one in it. */
    static String cell(int size) {
        return String.valueOf(FROM.get(index(size)));
    }

    private static int index(int size) {
        int at = Collections.binarySearch(FROM, size);
        return at >= 0 ? at : -at - 2;
    }

    /** Any size of a cell. */
    static int draw(String cell, SplittableRandom random) {
        int from = Integer.parseInt(cell);
        return from + random.nextInt(last(cell) - from + 1);
    }

    /** The greatest size of a cell. */
    static int last(String cell) {
        int next = index(Integer.parseInt(cell)) + 1;
        return next < FROM.size() ? FROM.get(next) - 1 : MOST;
    }
}
