package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some rows of a table and what they refer to, each table read once. */
public final class RowSamples {
    /** Rows that are enough to drop what does not hold. */
    static final int MOST = 1 << 12;

    private final RowSample rows;
    private final Map<String, RowSample> above = new HashMap<>();

    private RowSamples(RowSample rows) {
        this.rows = rows;
    }

    /** @param child with all columns that somebody may ask for */
    public static RowSamples of(TypedColumns child, List<Parent> parents) throws IOException {
        RowSamples out = new RowSamples(RowSample.of(child, MOST));
        for (Parent parent : parents) {
            out.above.put(parent.relationship(), out.rows.above(parent.index(), parent.columns()));
        }
        return out;
    }

    RowSample rows() {
        return rows;
    }

    RowSample above(Parent parent) {
        return above.get(parent.relationship());
    }
}
