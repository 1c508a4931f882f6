package io.rowmill.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.failure.FailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A row-major float matrix in native memory, written by Java and read by tensors. On a CPU the tensor shares the memory, so a
 * tensor made by {@link #view} must be out of use before the matrix is written again.
 */
public final class HostTensor {
    private static final int ALIGNMENT_BYTES = 64;
    private static final int MOST_VALUES = (Integer.MAX_VALUE - 2 * ALIGNMENT_BYTES) / Float.BYTES;

    private final int rows;
    private final int columns;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;

    /** @throws FailureException (Rejected) see {@link #size} */
    public HostTensor(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        int size = size(rows, columns) * Float.BYTES;
        // Matrix products round differently for differently aligned memory: one seed would not give one model.
        this.bytes = ByteBuffer.allocateDirect(size + 2 * ALIGNMENT_BYTES)
                .alignedSlice(ALIGNMENT_BYTES)
                .limit(size)
                .slice()
                .order(ByteOrder.nativeOrder());
        this.floats = bytes.asFloatBuffer();
    }

    /**
     * Values in a matrix.
     *
     * @throws FailureException (Rejected) if one buffer can't hold so many
     */
    public static int size(int rows, int columns) {
        long size = (long) rows * columns;
        if (size > MOST_VALUES) {
            throw FailureException.rejected(
                    "batch-too-large",
                    "A batch needs a matrix of " + rows + " × " + columns
                            + " numbers, more than 2 GiB in one piece: use a smaller batchSize.");
        }
        return (int) size;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The values, absolute positions only. */
    public FloatBuffer values() {
        return floats;
    }

    /** Sets every value to zero. */
    public void clear() {
        for (int i = 0; i < floats.capacity(); i++) {
            floats.put(i, 0f);
        }
    }

    /** A tensor of shape (rows, columns) that lives as long as {@code manager}. */
    public NDArray view(NDManager manager) {
        return manager.create(bytes, new Shape(rows, columns), DataType.FLOAT32);
    }

    /** The same of the rows from {@code from} to below {@code to}. */
    public NDArray view(NDManager manager, int from, int to) {
        int row = columns * Float.BYTES;
        ByteBuffer part = bytes.slice(from * row, (to - from) * row).order(ByteOrder.nativeOrder());
        return manager.create(part, new Shape(to - from, columns), DataType.FLOAT32);
    }
}
