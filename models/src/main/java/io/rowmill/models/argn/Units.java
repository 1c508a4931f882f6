package io.rowmill.models.argn;

import io.rowmill.core.privacy.SecureStream;
import io.rowmill.core.synthesizer.PrivateTraining;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of a private job by the unit that they belong to. What belongs to one unit doesn't depend on any other. */
final class Units {
    private static final int NOT_TAKEN = -1;

    private final int[] rows;
    /** Per unit that has rows its first place in {@link #rows}, and one more. */
    private final int[] starts;

    /** @param rows of the job, each once; of a unit, the first ones count */
    Units(int[] rows, PrivateTraining privacy) {
        int[] sizes = new int[privacy.unitCount()];
        boolean[] counts = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int unit = privacy.unitOf().applyAsInt(rows[i]);
            counts[i] = sizes[unit] < privacy.rowsPerUnit();
            sizes[unit] += counts[i] ? 1 : 0;
        }
        this.rows = new int[IntStream.of(sizes).sum()];
        this.starts =
                new int[1 + (int) IntStream.of(sizes).filter(size -> size > 0).count()];
        int[] next = new int[sizes.length];
        int at = 0;
        for (int unit = 0; unit < sizes.length; unit++) {
            if (sizes[unit] > 0) {
                next[unit] = starts[at++];
                starts[at] = next[unit] + sizes[unit];
            }
        }
        for (int i = 0; i < rows.length; i++) {
            if (counts[i]) {
                this.rows[next[privacy.unitOf().applyAsInt(rows[i])]++] = rows[i];
            }
        }
    }

    /**
     * Takes each unit with the same probability, and deals those taken to heaps, each as probable: independently, so that no unit
     * changes what is done with another.
     *
     * @return per heap the rows of its units, in order
     */
    int[][] take(double rate, int heaps, SecureStream random) {
        int[] heapOf = new int[starts.length - 1];
        int[] sizes = new int[heaps];
        for (int unit = 0; unit < heapOf.length; unit++) {
            boolean taken = random.uniform() < rate;
            heapOf[unit] = taken ? (int) (random.uniform() * heaps) : NOT_TAKEN;
            if (taken) {
                sizes[heapOf[unit]] += starts[unit + 1] - starts[unit];
            }
        }
        int[][] out = new int[heaps][];
        Arrays.setAll(out, heap -> new int[sizes[heap]]);
        int[] next = new int[heaps];
        for (int unit = 0; unit < heapOf.length; unit++) {
            int heap = heapOf[unit];
            if (heap != NOT_TAKEN) {
                int size = starts[unit + 1] - starts[unit];
                System.arraycopy(rows, starts[unit], out[heap], next[heap], size);
                next[heap] += size;
            }
        }
        return out;
    }
}
