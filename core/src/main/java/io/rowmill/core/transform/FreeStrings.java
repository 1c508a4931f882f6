package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The strings of a range of indices that are no real values, numbered without a gap; looked for as far as they are asked for. */
final class FreeStrings {
    private final long end;
    private final int step;
    private final LongFunction<String> strings;
    private final RealValues real;
    /** Their indices. */
    private int[] found = new int[64];

    private int count;
    private long next;

    /**
     * @param from index of the first string, an int
     * @param end index behind the last one; less than {@code from}: the range is counted downwards
     * @param strings by index
     */
    FreeStrings(long from, long end, LongFunction<String> strings, RealValues real) {
        this.next = from;
        this.end = end;
        this.step = from <= end ? 1 : -1;
        this.strings = strings;
        this.real = real;
    }

    /** @return null: there are not so many */
    @Nullable
    String at(long rank) {
        while (count <= rank && next != end) {
            if (!real.mayContain(strings.apply(next))) {
                found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
                found[count++] = (int) next;
            }
            next += step;
        }
        return rank < count ? strings.apply(found[(int) rank]) : null;
    }
}
