package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.List;

/** The same columns of a real and of a synthetic table, in the bins of the real one. */
public final class BinnedTable {
    private final List<String> names;
    private final List<BinnedColumn> columns;
    private final Seed seed;

    BinnedTable(List<String> names, List<BinnedColumn> columns, Seed seed) {
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
        this.seed = seed;
    }

    List<String> names() {
        return names;
    }

    List<BinnedColumn> columns() {
        return columns;
    }

    /** Seed of the samples that a comparison draws. */
    Seed seed() {
        return seed;
    }
}
