package io.rowmill.core.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Exchanges slots where rows all but determine the class of their parent (a route's airports are in one country). Then the classes of
 * the slots must be those that the rows need: a surplus of one class goes to parents of classes that lack slots.
 */
final class SlotsByClass {
    /** Mean probability of a row's likeliest class from which on rows determine it. */
    private static final double DETERMINED = 0.8;

    private final Matching.Term term;
    private final ReferredRows referred;
    private final int[] classOfParent;
    private final double[][] conditional;

    /**
     * @param term of the rows, and of the slots as they are
     * @param classOfParent class of each of the rows that may be referred to
     */
    SlotsByClass(Matching.Term term, ReferredRows referred, int[] classOfParent) {
        this.term = term;
        this.referred = referred;
        this.classOfParent = classOfParent;
        this.conditional = conditional();
    }

    /** Probability of each class of parents, by class of rows. */
    private double[][] conditional() {
        double[][] out = new double[term.logOdds().length][term.logOdds()[0].length];
        for (int i = 0; i < classOfParent.length; i++) {
            for (double[] row : out) {
                row[classOfParent[i]] += referred.drawn()[i];
            }
        }
        for (int r = 0; r < out.length; r++) {
            for (int p = 0; p < out[r].length; p++) {
                out[r][p] *= Math.exp(term.logOdds()[r][p]);
            }
            double sum = Arrays.stream(out[r]).sum();
            for (int p = 0; p < out[r].length; p++) {
                out[r][p] /= sum == 0 ? 1 : sum;
            }
        }
        return out;
    }

    private boolean isDetermined() {
        return Arrays.stream(term.rows())
                        .mapToDouble(r -> Arrays.stream(conditional[r]).max().orElse(0))
                        .average()
                        .orElse(0)
                >= DETERMINED;
    }

    /** @return the parents of the slots, as ordinals */
    long[] exchanged(SplittableRandom random) {
        long[] slots = referred.slots();
        if (!isDetermined()) {
            return slots;
        }
        long[] missing = needed(slots);
        List<Integer> surplus = new ArrayList<>();
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] >= 0 && --missing[term.parents()[slot]] < 0) {
                surplus.add(slot);
            }
        }
        for (int p = 0; p < missing.length; p++) {
            fill(p, missing[p], surplus, slots, random);
        }
        return slots;
    }

    /** Slots per class, as many in all as there are. */
    private long[] needed(long[] slots) {
        double[] expected = new double[conditional[0].length];
        for (int row : term.rows()) {
            for (int p = 0; p < expected.length; p++) {
                expected[p] += conditional[row][p];
            }
        }
        long[] weights =
                Arrays.stream(expected).mapToLong(e -> Math.round(e * 1000)).toArray();
        long[] caps = new long[weights.length];
        Arrays.fill(caps, slots.length);
        return Apportionment.of(Arrays.stream(slots).filter(s -> s >= 0).count(), weights, caps);
    }

    /** Gives surplus slots to parents of a class, evenly by how many slots they have, and to each as many as it may have. */
    private void fill(int wanted, long count, List<Integer> surplus, long[] slots, SplittableRandom random) {
        if (count <= 0) {
            return;
        }
        int[] members = IntStream.range(0, classOfParent.length)
                .filter(i -> classOfParent[i] == wanted)
                .toArray();
        shuffle(members, random);
        long[] weights =
                Arrays.stream(members).mapToLong(i -> referred.drawn()[i]).toArray();
        long[] room = Arrays.stream(members).mapToLong(i -> referred.room()[i]).toArray();
        long[] given = Apportionment.of(Math.min(count, surplus.size()), weights, room);
        for (int m = 0; m < members.length; m++) {
            for (long k = 0; k < given[m]; k++) {
                slots[surplus.remove(surplus.size() - 1)] = referred.ordinals()[members[m]];
            }
        }
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
