package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/** The n-th smallest and the n-th largest of a column's values, repetitions counted, in memory for n of them. */
public final class Extremes {
    /** Of a small column no more than one of so many values is cut off at each end. */
    private static final int SHARE = 4;

    private final int count;
    private final PriorityQueue<Comparable<Object>> smallest = new PriorityQueue<>(Collections.reverseOrder());
    private final PriorityQueue<Comparable<Object>> largest = new PriorityQueue<>();
    private long values;

    /** @param count n; 0 and 1: the bounds themselves */
    public Extremes(int count) {
        this.count = Math.max(1, count);
    }

    public void add(Comparable<Object> value) {
        values++;
        if (smallest.size() < count || value.compareTo(smallest.peek()) < 0) {
            keep(smallest, value);
        }
        if (largest.size() < count || value.compareTo(largest.peek()) > 0) {
            keep(largest, value);
        }
    }

    private void keep(PriorityQueue<Comparable<Object>> queue, Comparable<Object> value) {
        if (queue.size() == count) {
            queue.remove();
        }
        queue.add(value);
    }

    /**
     * Numbers within the bounds. Those beyond are left out, not moved to a bound: a value that one row holds would look like a
     * frequent one.
     */
    static double[] without(double[] numbers, double low, double high) {
        return Arrays.stream(numbers).filter(n -> n >= low && n <= high).toArray();
    }

    /** @throws IndexOutOfBoundsException if there was no value */
    public Comparable<Object> low() {
        return smallest.stream().sorted().toList().get(place());
    }

    /** @throws IndexOutOfBoundsException if there was no value */
    public Comparable<Object> high() {
        List<Comparable<Object>> descending =
                largest.stream().sorted(Collections.reverseOrder()).toList();
        return descending.get(place());
    }

    private int place() {
        return (int) Math.min(count, (values + SHARE - 1) / SHARE) - 1;
    }

    /** Values below {@link #low} or above {@link #high}. */
    long beyond() {
        Comparable<Object> low = low();
        Comparable<Object> high = high();
        return smallest.stream().filter(v -> v.compareTo((Object) low) < 0).count()
                + largest.stream().filter(v -> v.compareTo((Object) high) > 0).count();
    }
}
