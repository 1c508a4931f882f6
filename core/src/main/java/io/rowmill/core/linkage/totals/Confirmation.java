package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.totals.RowFilter.Above;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a candidate holds in all rows: first told labels, then all rows that refer to some, then all that are referred to. */
final class Confirmation {
    private final Candidate candidate;
    private final PerParent counts;
    private final PerParent totals;
    private final RowFilter.@Nullable Numbers numbers;
    /** What the filter compares with, if that is a label of the row that is referred to. */
    private final @Nullable PerParent labels;

    private boolean broken;
    private boolean noneIsNull = true;
    private boolean noneIsZero = true;

    Confirmation(Candidate candidate, Path file, long rows) throws IOException {
        this.candidate = candidate;
        this.counts = new PerParent(file.resolveSibling(file.getFileName() + "-counts"), rows, 0);
        this.totals = new PerParent(file, rows, candidate.term().start());
        this.numbers = candidate.term().filter().map(RowFilter::numbers).orElse(null);
        this.labels = label().isPresent()
                ? new PerParent(file.resolveSibling(file.getFileName() + "-labels"), rows, 0)
                : null;
    }

    /** The label of the row that is referred to, which the filter reads; it is told before rows that refer to others are. */
    Optional<Label> label() {
        return candidate
                .term()
                .filter()
                .flatMap(f -> f.above() instanceof Above.OfLabel of ? Optional.of(of.label()) : Optional.empty());
    }

    void addLabel(int parent, double label) {
        Objects.requireNonNull(labels).set(parent, label);
    }

    Candidate candidate() {
        return candidate;
    }

    void addChild(int parent, int child, FigureRow row) {
        if (numbers != null && numbers.of(child, row) != above(parent)) {
            return;
        }
        counts.set(parent, counts.get(parent) + 1);
        totals.set(parent, candidate.term().after(totals.get(parent), row));
    }

    private double above(int parent) {
        Above above = candidate.term().filter().orElseThrow().above();
        if (above instanceof Above.OfKey of) {
            return RowFilter.parent(of.index(), parent);
        }
        return above instanceof Above.Constant constant
                ? constant.value()
                : Objects.requireNonNull(labels).get(parent);
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
