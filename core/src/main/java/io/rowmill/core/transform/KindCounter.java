package io.rowmill.core.transform;

import io.rowmill.core.kinds.ValueKind;
import io.rowmill.core.kinds.ValueKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of which {@link ValueKind kinds} the cells of a column are, and what those look like. */
final class KindCounter {
    /** Share of the cells that must be of some kind, or the column has none. */
    private static final double OF_A_KIND = 0.98;
    /** After so many cells of no kind, and none of any, the column has none. */
    private static final int HOPELESS = 200;

    private final boolean personal;
    private final Map<ValueKind, ValueKind.Learner> learners = new LinkedHashMap<>();
    private long cells;
    private long ofAKind;

    KindCounter(boolean personal) {
        this.personal = personal;
    }

    void add(String cell) {
        cells++;
        if (ofAKind < OF_A_KIND * (cells - HOPELESS)) {
            return;
        }
        for (ValueKind kind : ValueKinds.all()) {
            if (kind.isValid(cell)) {
                ofAKind++;
                learners.computeIfAbsent(kind, k -> k.learner(personal)).accept(cell);
                return;
            }
        }
    }

    /** Empty: the column is of no kind, or its values would tell too much. */
    List<FakedTransform.WeightedSpace> spaces(Protection protection) {
        List<FakedTransform.WeightedSpace> spaces = new ArrayList<>();
        if (cells == 0 || ofAKind < OF_A_KIND * cells) {
            return spaces;
        }
        learners.forEach((kind, learner) -> learner.templates(Math.max(1, protection.rareValueThreshold()))
                .forEach(t -> spaces.add(new FakedTransform.WeightedSpace(
                        new KindSpace(kind.name(), t.text()), Math.max(1, t.rows())))));
        return spaces;
    }
}
