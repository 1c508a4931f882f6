package io.rowmill.core.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a real and of a synthetic table as a classifier sees them, with all groupings by which one row may give away another.
 *
 * @param columns names of the features
 * @param groupings those that can't be dealt, or that join no rows, are left out
 */
record TwoSamples(List<String> columns, Features real, Features synthetic, List<Grouping> groupings) {

    TwoSamples {
        groupings =
                groupings.stream().filter(g -> g.joinsRows() && g.canBeDealt()).toList();
    }

    /** The ways to deal rows to folds: each for itself, and by each grouping. */
    List<Grouping> foldings() {
        List<Grouping> all = new ArrayList<>();
        all.add(Grouping.none(real.rows(), synthetic.rows()));
        all.addAll(groupings);
        return all;
    }

    /** Ways to part real rows as real and synthetic ones are parted: no group is on both sides. */
    List<Grouping> partings() {
        List<Grouping> own = groupings.stream().filter(g -> !g.isShared()).toList();
        return own.isEmpty() ? List.of(foldings().get(0)) : own;
    }
}
