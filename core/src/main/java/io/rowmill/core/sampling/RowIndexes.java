package io.rowmill.core.sampling;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Indexes of complete tables of one sample, which its chunks share: each is made when the first chunk needs it, and again if memory
 * was short in between.
 */
public final class RowIndexes {
    private final Map<List<String>, SoftReference<RowIndex>> indexes = new HashMap<>();

    /** Makes an index. */
    interface Maker {
        RowIndex make() throws IOException;
    }

    /** @param name of the table and its keys */
    synchronized RowIndex of(List<String> name, Maker maker) throws IOException {
        SoftReference<RowIndex> reference = indexes.get(name);
        RowIndex index = reference == null ? null : reference.get();
        if (index == null) {
            index = maker.make();
            indexes.put(name, new SoftReference<>(index));
        }
        return index;
    }
}
