package io.rowmill.core.linkage;

import io.rowmill.core.linkage.totals.PerParent;
import java.io.IOException;
import java.nio.file.Path;

/** Sums of scores per parent, of one level after the other, in mapped files. */
final class ParentSums {
    private final PerParent sums;
    private final PerParent counts;
    private final int parents;

    /** @param base files are made beside it, which begin with its name; they must stay while the result is used */
    ParentSums(Path base, int parents) throws IOException {
        this.sums = new PerParent(base.resolveSibling(base.getFileName() + ".sums"), parents, 0);
        this.counts = new PerParent(base.resolveSibling(base.getFileName() + ".counts"), parents, 0);
        this.parents = parents;
    }

    /** Forgets the scores of an earlier level. */
    void clear() {
        for (int parent = 0; parent < parents; parent++) {
            sums.set(parent, 0);
            counts.set(parent, 0);
        }
    }

    void add(int parent, double score) {
        sums.set(parent, sums.get(parent) + score);
        counts.set(parent, counts.get(parent) + 1);
    }

    double sum(int parent) {
        return sums.get(parent);
    }

    int count(int parent) {
        return (int) counts.get(parent);
    }
}
