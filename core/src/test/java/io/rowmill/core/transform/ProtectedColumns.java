package io.rowmill.core.transform;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Columns fitted under a protection, and all that can come out of them. */
final class ProtectedColumns {
    static final Protection DEFAULT = new Protection(5, 5);
    static final int SAMPLED = 10_000;

    private ProtectedColumns() {}

    static TableTransform fit(InMemoryRows rows, Encoding encoding, Protection protection) {
        return fit(rows, encoding, NullStrategy.MODEL, protection);
    }

    static TableTransform fit(InMemoryRows rows, Encoding encoding, NullStrategy nulls, Protection protection) {
        TransformOptions options = new TransformOptions(nulls, 10, encoding, Locale.ENGLISH).with(protection);
        return Transforms.fit(rows, options, Set.of());
    }

    /** Every code in turn, many times, with alphas from beyond one bound to beyond the other. */
    static List<String> anything(TableTransform transform) {
        SplittableRandom random = new SplittableRandom(4);
        List<EncodedPart> parts = new ArrayList<>();
        for (Part part : transform.layout()) {
            if (part instanceof Part.OneHot oneHot) {
                parts.add(new EncodedPart.Codes(
                        oneHot, random.ints(SAMPLED, 0, oneHot.size()).toArray()));
            } else {
                float[] alphas = new float[SAMPLED];
                for (int i = 0; i < SAMPLED; i++) {
                    alphas[i] = (float) (random.nextDouble() * 2.4 - 1.2);
                }
                parts.add(new EncodedPart.Scalars(alphas));
            }
        }
        return Transforms.cells(transform, transform.decode(new EncodedTable(SAMPLED, parts), 0, Transforms.SEED), "c");
    }
}
