package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Balance;
import io.rowmill.core.linkage.CardinalityTree;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.Network;
import io.rowmill.core.linkage.ParentMatch;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Draws numbers that depend on the columns of a chunk's rows: of their children, and of the ways that their keys take. */
final class CountsPerRow {
    private final Linkage linkage;
    private final SamplePlan plan;
    private final Function<String, TableTransform> transforms;
    private final Map<ColumnRef, List<EncodedPart>> known;

    /** @param known columns of the chunk's rows and of their ancestors, one value per row */
    CountsPerRow(
            Linkage linkage,
            SamplePlan plan,
            Function<String, TableTransform> transforms,
            Map<ColumnRef, List<EncodedPart>> known) {
        this.linkage = linkage;
        this.plan = plan;
        this.transforms = transforms;
        this.known = known;
    }

    /**
     * By child table, and by second key that is chosen to fit.
     *
     * @param seed of the chunk
     */
    Map<String, int[]> ofChildren(Chunk chunk, Seed seed) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (TablePlan child : plan.childrenOf(chunk.table())) {
            counts.put(child.table(), ofChildren(child, chunk, seed));
        }
        for (ForeignKeyLink key : linkage.matchedTo(chunk.table())) {
            Optional<int[]> byDriver = Optional.ofNullable(counts.get(linkage.childOf(key.relationship())));
            counts.put(key.relationship(), ofChildren(key, byDriver, chunk, seed));
        }
        return counts;
    }

    /** @param byDriver rows of the same table whose driver's parents the rows are; empty: it has another one */
    private int[] ofChildren(ForeignKeyLink key, Optional<int[]> byDriver, Chunk chunk, Seed seed) {
        ParentMatch match = key.match().orElseThrow();
        CardinalityTree tree = match.cardinality();
        Seed ofKey = seed.derive("children").derive(key.relationship());
        SplittableRandom random = ofKey.random();
        if (tree.root() instanceof CardinalityTree.EachRow each) {
            return ChildCounts.ofEach(each, chunk, 1, Integer.MAX_VALUE, random);
        }
        if (byDriver.isPresent() && match.network().filter(Network::equal).isPresent()) {
            return byDriver.get().clone();
        }
        Optional<double[]> order = match.network()
                .filter(network -> network.balance() != 0 && byDriver.isPresent())
                .map(network -> Balance.order(
                        byDriver.get(),
                        network.balance(),
                        ofKey.derive("balance").random()));
        return ChildCounts.draw(tree, features(tree), chunk.rows(), Integer.MAX_VALUE, random, order);
    }

    private int[] ofChildren(TablePlan child, Chunk chunk, Seed seed) {
        if (!child.possible()) {
            return new int[chunk.rows()];
        }
        CardinalityTree tree =
                linkage.table(child.table()).driver().orElseThrow().cardinality();
        long cap = child.capPerParent(chunk.totals());
        SplittableRandom random = seed.derive("children").derive(child.table()).random();
        if (tree.root() instanceof CardinalityTree.EachRow each) {
            double growth = tree.mean() == 0 ? 1 : child.childrenPerParent() / tree.mean();
            return ChildCounts.ofEach(each, chunk, growth, cap, random);
        }
        return ChildCounts.draw(tree, features(tree), chunk.rows(), cap, random);
    }

    /** Which of its ways a key takes; empty: that doesn't follow from content. */
    int[] way(String table, String key, int rows, SplittableRandom random) {
        return linkage.table(table)
                .foreignKey(key)
                .flatMap(ForeignKeyLink::way)
                .filter(tree -> known.keySet().containsAll(tree.columns()))
                .map(tree -> ChildCounts.draw(tree, features(tree), rows, Integer.MAX_VALUE, random))
                .orElse(new int[0]);
    }

    private List<Feature> features(CardinalityTree tree) {
        return tree.columns().stream()
                .map(ref -> transforms.apply(ref.table()).feature(ref.column(), known.get(ref)))
                .toList();
    }
}
