package io.rowmill.core.linkage.totals;

import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a candidate holds in all rows: first told all rows that refer to some, then all that are referred to. */
final class Confirmation {
    private final Candidate candidate;
    private final PerParent counts;
    private final PerParent totals;
    private boolean broken;
    private boolean noneIsNull = true;
    private boolean noneIsZero = true;

    Confirmation(Candidate candidate, Path file, long rows) throws IOException {
        this.candidate = candidate;
        this.counts = new PerParent(file.resolveSibling(file.getFileName() + "-counts"), rows, 0);
        this.totals = new PerParent(file, rows, candidate.term().start());
    }

    Candidate candidate() {
        return candidate;
    }

    void addChild(int parent, FigureRow row) {
        counts.set(parent, counts.get(parent) + 1);
        totals.set(parent, candidate.term().after(totals.get(parent), row));
    }

    void addParent(int row, FigureRow figures) {
        double own = figures.of(candidate.column());
        if (counts.get(row) == 0) {
            noneIsNull &= Double.isNaN(own);
            noneIsZero &= own == 0;
        } else {
            broken |= !candidate.agrees(own, totals.get(row));
        }
    }

    Optional<Total> total() {
        boolean holds =
                !broken && (noneIsNull || (noneIsZero && candidate.column().isNumber()));
        return holds ? Optional.of(candidate.total(!noneIsNull || countsNone())) : Optional.empty();
    }

    /** Where every row is referred to, a count or sum of nothing is 0. */
    private boolean countsNone() {
        return noneIsZero && candidate.term().start() == 0;
    }
}
