package io.rowmill.core.linkage;

import io.rowmill.core.linkage.AffinityFitter.Known;
import io.rowmill.core.metadata.ColumnRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds by which of a table's columns rows go with the rows that they refer to in the same table. */
final class KinFitter {
    /** What fewer rows have in common may be chance. */
    private static final int LEAST_ROWS = 30;

    private final LinkageSource source;
    private final ParentRows links;

    KinFitter(LinkageSource source, ParentRows links) {
        this.source = source;
        this.links = links;
    }

    /** @param columns of the table that are learned */
    List<Affinity> fit(List<ColumnRef> columns) throws IOException {
        int[] sample = IntStream.of(Blocks.spread(links.childRows(), ContextSelector.SAMPLE_ROWS))
                .filter(row -> links.parentOf(row) >= 0 && links.parentOf(row) != row)
                .toArray();
        if (sample.length < LEAST_ROWS) {
            return List.of();
        }
        int[] above = links.parentsOf(sample);
        AffinityFitter fitter = new AffinityFitter();
        for (ColumnRef column : columns) {
            fitter.addRowColumn(
                    new Known(Optional.empty(), column), source.feature(column.table(), column.column(), sample));
            fitter.addParentColumn(column, source.feature(column.table(), column.column(), above));
        }
        return fitter.fit();
    }
}
