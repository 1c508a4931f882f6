package io.rowmill.core.sampling;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Deals a total out in proportion to weights: largest remainder, ties to the lower index, nobody above a cap. */
final class Apportionment {
    private Apportionment() {}

    /**
     * @param weights not negative; those without weight get something only when all others are at their cap
     * @param caps not negative
     * @return shares that sum up to the total, or to the sum of the caps where that is smaller
     */
    static long[] of(long total, long[] weights, long[] caps) {
        long[] shares = new long[weights.length];
        long left = deal(total, weights, caps, shares);
        while (left > 0 && hasRoom(caps, shares)) {
            long[] rooms = IntStream.range(0, caps.length)
                    .mapToLong(i -> shares[i] < caps[i] ? 1 : 0)
                    .toArray();
            left = deal(left, rooms, caps, shares);
        }
        return shares;
    }

    private static boolean hasRoom(long[] caps, long[] shares) {
        return IntStream.range(0, caps.length).anyMatch(i -> shares[i] < caps[i]);
    }

    /** Adds to the shares of those with weight and room until they are full or all is dealt; returns what is left. */
    private static long deal(long total, long[] weights, long[] caps, long[] shares) {
        long left = total;
        while (left > 0) {
            long[] open = openWeights(weights, caps, shares);
            double sum = 0;
            for (long weight : open) {
                sum += weight;
            }
            if (sum == 0) {
                return left;
            }
            left -= dealOnce(left, open, sum, caps, shares);
        }
        return 0;
    }

    private static long[] openWeights(long[] weights, long[] caps, long[] shares) {
        return IntStream.range(0, weights.length)
                .mapToLong(i -> shares[i] < caps[i] ? weights[i] : 0)
                .toArray();
    }

    private static long dealOnce(long left, long[] open, double sum, long[] caps, long[] shares) {
        double[] remainders = new double[open.length];
        long dealt = 0;
        for (int i = 0; i < open.length; i++) {
            double share = left * (open[i] / sum);
            long whole = Math.min((long) share, Math.min(caps[i] - shares[i], left - dealt));
            remainders[i] = open[i] == 0 ? -1 : share - (long) share;
            shares[i] += whole;
            dealt += whole;
        }
        long rest = Math.min(left - dealt, open.length);
        if (rest == 0) {
            return dealt;
        }
        int[] byRemainder = IntStream.range(0, open.length)
                .filter(i -> open[i] > 0 && shares[i] < caps[i])
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -remainders[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k = 0; k < Math.min(rest, byRemainder.length); k++) {
            shares[byRemainder[k]]++;
            dealt++;
        }
        return dealt;
    }
}
