package io.rowmill.core.sampling;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What chunks of one sample share, such as indexes of complete tables: each is made when the first chunk needs it, and again if memory
 * was short in between.
 */
public final class RowIndexes {
    private final Map<List<String>, SoftReference<Object>> shared = new HashMap<>();

    /** Makes an index, or what else is shared. */
    interface Maker<T> {
        T make() throws IOException;
    }

    /** @param name of the table and its keys */
    RowIndex of(List<String> name, Maker<RowIndex> maker) throws IOException {
        return of(name, RowIndex.class, maker);
    }

    /** @param name no two kinds of things have the same */
    synchronized <T> T of(List<String> name, Class<T> type, Maker<T> maker) throws IOException {
        SoftReference<Object> reference = shared.get(name);
        Object known = reference == null ? null : reference.get();
        if (known == null) {
            T made = maker.make();
            shared.put(name, new SoftReference<>(made));
            return made;
        }
        return type.cast(known);
    }
}
