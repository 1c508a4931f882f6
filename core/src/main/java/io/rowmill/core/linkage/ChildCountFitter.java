package io.rowmill.core.linkage;

import io.rowmill.core.linkage.CardinalityTree.Leaf;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns p(children | parent's features) of any number of parents: the splits from some of them, the counts from all. */
final class ChildCountFitter {
    private static final int SAMPLE_ROWS = 100_000;

    private final int parents;
    private final ParentRows links;
    private final List<ColumnRef> columns;
    private final Values values;
    private final HiddenDegrees hidden;

    /** Where the parents' features come from. */
    interface Values {
        /** @param rows of the parent table */
        Feature of(ColumnRef column, int[] rows) throws IOException;
    }

    /**
     * @param columns that the number of children may depend on
     * @param extremes parents whose number of children must not be told: those with most
     */
    ChildCountFitter(int parents, ParentRows links, List<ColumnRef> columns, Values values, int extremes) {
        this.parents = parents;
        this.links = links;
        this.columns = columns;
        this.values = values;
        this.hidden = HiddenDegrees.of(links, extremes);
    }

    CardinalityTree fit() throws IOException {
        int[] sample = Blocks.spread(parents, SAMPLE_ROWS);
        Map<ColumnRef, Feature> known = new LinkedHashMap<>();
        for (ColumnRef column : columns) {
            known.put(column, values.of(column, sample));
        }
        CardinalityTree tree = CardinalityFitter.fit(hidden.again().hide(links.childCounts(sample)), known);
        return sample.length == parents ? tree : countAll(tree);
    }

    private CardinalityTree countAll(CardinalityTree tree) throws IOException {
        IdentityHashMap<Leaf, TreeMap<Integer, Long>> bars = new IdentityHashMap<>();
        HiddenDegrees hiding = hidden.again();
        for (Blocks.Block block : Blocks.of(parents)) {
            int[] rows = block.rows();
            int[] counts = hiding.hide(links.childCounts(rows));
            List<Feature> known = new java.util.ArrayList<>();
            for (ColumnRef column : tree.columns()) {
                known.add(values.of(column, rows));
            }
            for (int i = 0; i < rows.length; i++) {
                bars.computeIfAbsent(tree.leafOf(known, i), leaf -> new TreeMap<>())
                        .merge(counts[i], 1L, Long::sum);
            }
        }
        return tree.withLeaves(leaf -> new Leaf(CountHistogram.of(bars.get(leaf))));
    }
}
