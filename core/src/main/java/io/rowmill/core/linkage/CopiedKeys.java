package io.rowmill.core.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keys of a table that is copied: where each row leads. */
final class CopiedKeys {
    private CopiedKeys() {}

    /** @return by foreign key, the ordinal of each row's parent, -1 for none */
    static Map<String, List<Integer>> of(TableStructure table, Map<String, ParentRows> parents) {
        Map<String, List<Integer>> byKey = new TreeMap<>();
        for (ForeignKey key : table.foreignKeys()) {
            ParentRows links = parents.get(key.name());
            byKey.put(
                    key.name(),
                    Arrays.stream(links.parents(0, links.childRows())).boxed().toList());
        }
        return byKey;
    }
}
