package io.rowmill.trainer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the warnings that last. Networks at the start of their training draw only a few values, and most learn better. */
final class LastingWarnings {
    /** Number of consecutive measurements that must find it. */
    static final int LASTING = 3;

    private final Map<String, Integer> inARow = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    /**
     * Takes what one measurement has found.
     *
     * @return those of it that have lasted, in its order
     */
    List<String> after(List<String> found) {
        inARow.keySet().retainAll(found);
        found.forEach(warning -> inARow.merge(warning, 1, Integer::sum));
        return found.stream().filter(w -> inARow.get(w) >= LASTING).toList();
    }

    /** @return whether it is asked of this warning for the first time */
    boolean isNew(String warning) {
        return said.add(warning);
    }
}
