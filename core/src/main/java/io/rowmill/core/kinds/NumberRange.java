package io.rowmill.core.kinds;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The numbers at one place of a text: bounds that enough rows reach, decimals, and padding. */
final class NumberRange {
    private static final int DECIMALS = 12;

    private final int beyond;
    private final PriorityQueue<BigDecimal> smallest = new PriorityQueue<>(Collections.reverseOrder());
    private final PriorityQueue<BigDecimal> largest = new PriorityQueue<>();
    private int decimals;
    private int width = Integer.MAX_VALUE;
    private boolean padded;
    private long rows;

    /** @param beyond so many numbers lie below, and above, what may be told */
    NumberRange(int beyond) {
        this.beyond = Math.max(1, beyond);
    }

    void add(String digits) {
        BigDecimal number = new BigDecimal(digits);
        rows++;
        decimals = Math.max(decimals, Math.min(DECIMALS, Math.max(0, number.scale())));
        padded |= digits.length() > 1 && digits.charAt(0) == '0' && digits.charAt(1) != '.';
        width = Math.min(width, digits.length());
        keep(smallest, number, -1);
        keep(largest, number, 1);
    }

    private void keep(PriorityQueue<BigDecimal> queue, BigDecimal number, int direction) {
        if (queue.size() < beyond) {
            queue.add(number);
        } else if (number.compareTo(queue.peek()) * direction > 0) {
            queue.remove();
            queue.add(number);
        }
    }

    /** {@code low~high~decimals~width}; of few numbers no more than a quarter lies beyond. */
    String text() {
        return place(smallest, Collections.reverseOrder()).toPlainString()
                + '~'
                + place(largest, null).toPlainString()
                + '~'
                + decimals
                + '~'
                + (padded ? width : 0);
    }

    private BigDecimal place(PriorityQueue<BigDecimal> queue, @Nullable Comparator<BigDecimal> order) {
        int place = (int) Math.min(queue.size(), Math.max(1, (rows + 3) / 4)) - 1;
        // From the outermost inwards.
        return queue.stream()
                .sorted(order == null ? Collections.reverseOrder() : Comparator.naturalOrder())
                .toList()
                .get(place);
    }

    /** The number of different numbers that {@link #make} can make of this text. */
    static long size(String text) {
        String[] parts = text.split("~", -1);
        BigDecimal width = new BigDecimal(parts[1])
                .subtract(new BigDecimal(parts[0]))
                .movePointRight(Integer.parseInt(parts[2]))
                .add(BigDecimal.ONE);
        return width.min(BigDecimal.valueOf(1L << 60)).longValue();
    }

    /** @param index below {@link #size} */
    static String make(String text, long index) {
        String[] parts = text.split("~", -1);
        int decimals = Integer.parseInt(parts[2]);
        BigDecimal number = new BigDecimal(parts[0]).add(BigDecimal.valueOf(index, decimals));
        String digits = number.setScale(decimals, RoundingMode.DOWN).toPlainString();
        return "0".repeat(Math.max(0, Integer.parseInt(parts[3]) - digits.length())) + digits;
    }

    static String make(String text, SplittableRandom random) {
        return make(text, random.nextLong(Math.max(1, size(text))));
    }
}
