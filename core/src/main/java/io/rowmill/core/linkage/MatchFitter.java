package io.rowmill.core.linkage;

import io.rowmill.core.linkage.AffinityFitter.Known;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Learns how the second parents of a table are chosen. */
final class MatchFitter {
    private static final double MOST_STAYING = 8;
    private static final int STAYING_ROWS = 50_000;

    private final LinkageSource source;
    private final Map<String, ParentRows> parents;
    private final Map<String, Path> orders;
    private final ToIntFunction<String> rowCount;
    private final Function<TableStructure, List<ColumnRef>> knownOfDriver;
    private final Inherited inherited;
    private final Counts counts;
    private final Seed seed;

    /** A column of a table, or of an ancestor along driver keys, at rows of the table. */
    interface Inherited {
        Feature of(String table, ColumnRef column, int[] rows) throws IOException;
    }

    /** The distribution of a parent's number of rows. */
    interface Counts {
        CardinalityTree of(String parent, ParentRows links, List<ColumnRef> columns, ChildCountFitter.Values values)
                throws IOException;
    }

    MatchFitter(
            LinkageSource source,
            Map<String, ParentRows> parents,
            Map<String, Path> orders,
            ToIntFunction<String> rowCount,
            Function<TableStructure, List<ColumnRef>> knownOfDriver,
            Inherited inherited,
            Counts counts,
            Seed seed) {
        this.source = source;
        this.parents = parents;
        this.orders = orders;
        this.rowCount = rowCount;
        this.knownOfDriver = knownOfDriver;
        this.inherited = inherited;
        this.counts = counts;
        this.seed = seed;
    }

    /** @param earlier keys of the table whose parents are chosen before */
    ParentMatch of(TableStructure table, ForeignKey key, List<ForeignKeyLink> earlier) throws IOException {
        ParentRows links = parents.get(key.name());
        List<ColumnRef> columns = source.contentColumns(key.parent()).stream()
                .map(c -> new ColumnRef(key.parent(), c))
                .toList();
        CardinalityTree cardinality =
                counts.of(key.parent(), links, columns, (c, rows) -> source.feature(c.table(), c.column(), rows));
        int[] sample = Blocks.spread(rowCount.applyAsInt(table.table()), ContextSelector.SAMPLE_ROWS);
        int[] parentRows = links.parentsOf(sample);
        Map<ColumnRef, Feature> ofParent = new LinkedHashMap<>();
        for (ColumnRef column : columns) {
            ofParent.put(column, source.feature(column.table(), column.column(), parentRows));
        }
        return new ParentMatch(
                cardinality,
                affinities(table, earlier, sample, ofParent),
                staying(table, links),
                context(table, sample, ofParent),
                network(table, key, cardinality, columns));
    }

    private Optional<Network> network(
            TableStructure table, ForeignKey key, CardinalityTree cardinality, List<ColumnRef> columns)
            throws IOException {
        Optional<ForeignKey> driver = table.driver().filter(d -> d.parent().equals(key.parent()));
        return driver.isEmpty()
                ? Optional.empty()
                : new NetworkFitter(parents.get(driver.get().name()), parents.get(key.name()), seed.derive(key.name()))
                        .fit(cardinality, columns, (c, rows) -> source.feature(c.table(), c.column(), rows));
    }

    private List<Affinity> affinities(
            TableStructure table, List<ForeignKeyLink> earlier, int[] sample, Map<ColumnRef, Feature> ofParent)
            throws IOException {
        AffinityFitter fitter = new AffinityFitter();
        for (ColumnRef column : knownOfDriver.apply(table)) {
            fitter.addRowColumn(new Known(Optional.empty(), column), inherited.of(table.table(), column, sample));
        }
        for (ForeignKeyLink other : earlier) {
            if (other.match().isPresent()) {
                int[] rows = parents.get(other.relationship()).parentsOf(sample);
                String parent = parentOf(table, other);
                for (String column : source.contentColumns(parent)) {
                    fitter.addRowColumn(
                            new Known(Optional.of(other.relationship()), new ColumnRef(parent, column)),
                            source.feature(parent, column, rows));
                }
            }
        }
        ofParent.forEach(fitter::addParentColumn);
        return fitter.fit();
    }

    private static String parentOf(TableStructure table, ForeignKeyLink link) {
        return table.foreignKeys().stream()
                .filter(k -> k.name().equals(link.relationship()))
                .findFirst()
                .orElseThrow()
                .parent();
    }

    private List<ColumnRef> context(TableStructure table, int[] sample, Map<ColumnRef, Feature> ofParent)
            throws IOException {
        List<Feature> child = new ArrayList<>();
        for (String column : source.contentColumns(table.table())) {
            child.add(source.feature(table.table(), column, sample));
        }
        return child.isEmpty() || sample.length == 0 ? List.of() : ContextSelector.select(ofParent, child);
    }

    /** Of rows that follow one another under one driver parent. */
    private double staying(TableStructure table, ParentRows links) throws IOException {
        if (table.driver().isEmpty()) {
            return 0;
        }
        ParentRows drivers = parents.get(table.driver().get().name());
        Path file = orders.get(table.table());
        EncodedColumnFile order = file == null ? null : EncodedColumnFile.map(file);
        int rows = links.childRows();
        int step = Math.max(1, rows / STAYING_ROWS);
        Map<Integer, Integer> last = new HashMap<>();
        long pairs = 0;
        long same = 0;
        for (Blocks.Block block : Blocks.of(rows)) {
            int[] at = block.rows();
            if (order != null) {
                for (int i = 0; i < at.length; i++) {
                    at[i] = order.code(0, at[i]);
                }
            }
            int[] groups = drivers.parentsOf(at);
            int[] referred = links.parentsOf(at);
            for (int i = 0; i < at.length; i++) {
                if (groups[i] >= 0 && groups[i] % step == 0) {
                    Integer before = last.put(groups[i], referred[i]);
                    if (before != null && before >= 0 && referred[i] >= 0) {
                        pairs++;
                        same += before == referred[i] ? 1 : 0;
                    }
                }
            }
        }
        return logOdds(same, pairs, chance(links));
    }

    /** That two rows have the same parent. */
    private static double chance(ParentRows links) {
        double sum = 0;
        double squares = 0;
        for (Blocks.Block block : Blocks.of(links.parentRows())) {
            for (int count : links.childCounts(block.rows())) {
                sum += count;
                squares += (double) count * count;
            }
        }
        return sum == 0 ? 0 : squares / (sum * sum);
    }

    private static double logOdds(long same, long pairs, double chance) {
        double expected = pairs * chance;
        boolean asByChance = Math.abs(same - expected) < 5 * Math.sqrt(expected * (1 - chance) + 1);
        if (asByChance || chance <= 0 || chance >= 1) {
            return 0;
        }
        double observed = (same + 0.5) / (pairs + 1.0);
        double odds = Math.log(observed / (1 - observed)) - Math.log(chance / (1 - chance));
        return Math.max(-MOST_STAYING, Math.min(MOST_STAYING, odds));
    }
}
