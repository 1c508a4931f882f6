package io.rowmill.core.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Encoded rows that are read value by value, from memory or from a file: the parts of all columns, in column order. Reading a value
 * is cheap and safe for use by several threads.
 */
public interface EncodedRows {
    int rows();

    List<Part> layout();

    /** Category of a row in a one-hot part; -1: absent. */
    int code(int part, int row);

    /** Value of a row in a scalar part. */
    float scalar(int part, int row);

    /** Number of inputs that a network needs: 1 per scalar, and the number of categories per one-hot. */
    default int width() {
        return layout().stream().mapToInt(Part::width).sum();
    }

    /**
     * Copies some rows.
     *
     * @param rows row indices; -1 gives a row of absent values
     */
    default EncodedTable gather(int[] rows) {
        List<Part> layout = layout();
        List<EncodedPart> parts = new ArrayList<>(layout.size());
        for (int part = 0; part < layout.size(); part++) {
            parts.add(
                    layout.get(part) instanceof Part.OneHot oneHot
                            ? new EncodedPart.Codes(oneHot, codes(part, rows))
                            : new EncodedPart.Scalars(scalars(part, rows)));
        }
        return new EncodedTable(rows.length, parts);
    }

    private int[] codes(int part, int[] rows) {
        int[] out = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i] < 0 ? -1 : code(part, rows[i]);
        }
        return out;
    }

    private float[] scalars(int part, int[] rows) {
        float[] out = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i] < 0 ? 0f : scalar(part, rows[i]);
        }
        return out;
    }
}
