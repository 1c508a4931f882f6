package io.rowmill.core.linkage;

import io.rowmill.core.linkage.OwnChild.Place;
import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds keys that lead to a row which refers back to the row itself. Such a key closes a circle of two tables, and is drawn from the
 * rows that refer to its row once these are there.
 */
final class OwnChildren {
    private static final int FEWEST_ROWS = 5;
    /** Probability that anything is found in a database of independent keys. */
    private static final double LEVEL = 1e-4;
    /** A place among siblings is told if so many have it. */
    private static final double NEARLY = 0.95;
    /** Rows that are enough to tell a place. */
    private static final int SAMPLED_ROWS = 10_000;

    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Map<String, ParentRows> parents;
    /** By key that leads to a row which refers back: the key that does. */
    private Map<String, String> found = Map.of();

    private final Map<String, ForeignKey> drivers = new TreeMap<>();

    /** The column that orders the rows of one driver's parent. */
    interface Orders {
        Optional<String> of(ForeignKey driver) throws IOException;
    }

    OwnChildren(DatabaseMetadata database, LinkageSource source, Map<String, ParentRows> parents) {
        this.database = database;
        this.source = source;
        this.parents = parents;
    }

    /** Names of the keys that were found, or that are kept. */
    Set<String> keys() {
        return found.keySet();
    }

    /** Looks at all rows. */
    void find() {
        Map<String, String> all = new TreeMap<>();
        for (TableMetadata table : database.tables()) {
            for (Relationship key : table.copied() ? List.<Relationship>of() : database.parentsOf(table.name())) {
                database.parentsOf(key.parentTable()).stream()
                        .filter(back ->
                                !key.isSelfReference() && back.parentTable().equals(table.name()))
                        .filter(back -> leadsBack(key, back))
                        .findFirst()
                        .ifPresent(back -> all.put(key.name(), back.name()));
            }
        }
        found = all;
    }

    private boolean leadsBack(Relationship key, Relationship back) {
        ParentRows there = parents.get(key.name());
        long rows = 0;
        for (Blocks.Block block : Blocks.of(there.childRows())) {
            int[] leads = there.parents(block.from(), block.to());
            int[] returns = parents.get(back.name()).parentsOf(leads);
            for (int i = 0; i < leads.length; i++) {
                if (leads[i] >= 0 && returns[i] != block.from() + i) {
                    return false;
                }
                rows += leads[i] >= 0 ? 1 : 0;
            }
        }
        double tried = database.relationships().size();
        return rows >= FEWEST_ROWS && rows * Math.log(there.childRows()) >= Math.log(tried / LEVEL);
    }

    /** Keeps of what was found what can be kept: rows are made by the key that leads back, and no other key has a part in this one. */
    void keep(SchemaGraph graph) {
        Map<String, String> kept = new TreeMap<>();
        for (TableStructure table : graph.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                String back = found.get(key.name());
                if (back != null && key.role() == KeyRole.SECOND_PARENT && isAlone(table, key)) {
                    TableStructure there = graph.table(key.parent());
                    Optional<ForeignKey> driver =
                            there.driver().filter(d -> d.name().equals(back));
                    if (driver.isPresent()
                            && there.followsOrdinal(key.relationship().parentKey())) {
                        drivers.put(key.name(), driver.get());
                        kept.put(key.name(), back);
                    }
                }
            }
        }
        found = kept;
    }

    private static boolean isAlone(TableStructure table, ForeignKey key) {
        return Collections.disjoint(key.relationship().childKey(), table.primaryKey())
                && table.alternateKeys().stream()
                        .allMatch(other ->
                                Collections.disjoint(other, key.relationship().childKey()))
                && table.foreignKeys().stream()
                        .allMatch(other -> other.equals(key)
                                || Collections.disjoint(
                                        other.relationship().childKey(),
                                        key.relationship().childKey()));
    }

    /** @return empty: it is no such key */
    Optional<OwnChild> of(ForeignKey key, Orders orders) throws IOException {
        String back = found.get(key.name());
        return back == null ? Optional.empty() : Optional.of(fit(key, back, orders.of(drivers.get(key.name()))));
    }

    private OwnChild fit(ForeignKey key, String back, Optional<String> orderedBy) throws IOException {
        ParentRows leads = parents.get(key.name());
        ParentRows children = parents.get(back);
        long some = 0;
        long none = 0;
        for (Blocks.Block block : Blocks.of(leads.childRows())) {
            int[] to = leads.parents(block.from(), block.to());
            int[] counts = children.childCounts(block.rows());
            for (int i = 0; i < to.length; i++) {
                some += counts[i] > 0 ? 1 : 0;
                none += counts[i] > 0 && to[i] < 0 ? 1 : 0;
            }
        }
        Place place = place(key, children, orderedBy);
        return new OwnChild(back, place, some == 0 ? 0 : none / (double) some);
    }

    private Place place(ForeignKey key, ParentRows children, Optional<String> column) throws IOException {
        Places places = new Places(parents.get(key.name()));
        ParentCursor of = new ParentCursor(children);
        if (column.isPresent()) {
            source.forEachRow(
                    key.parent(),
                    List.of(column.get()),
                    row -> places.isSampled(of.of(row)),
                    (row, cells) -> places.add(row, of.of(row), SiblingOrder.number(cells[0])));
        } else {
            for (int row = 0; row < children.childRows(); row++) {
                places.add(row, of.of(row), row);
            }
        }
        return places.place();
    }

    /** Where the rows that some rows' keys lead to are among those that refer to the same row. */
    private static final class Places {
        private final int step;
        private final int[] leads;
        private final double[] least;
        private final double[] most;
        private final double[] own;

        /** @param links of the key */
        Places(ParentRows links) {
            int rows = links.childRows();
            this.step = Math.max(1, rows / SAMPLED_ROWS);
            this.leads = links.parentsOf(IntStream.rangeClosed(0, (rows - 1) / step)
                    .map(i -> i * step)
                    .toArray());
            this.least = filled(Double.POSITIVE_INFINITY);
            this.most = filled(Double.NEGATIVE_INFINITY);
            this.own = filled(Double.NaN);
        }

        boolean isSampled(int row) {
            return row >= 0 && row % step == 0;
        }

        private double[] filled(double value) {
            double[] out = new double[leads.length];
            Arrays.fill(out, value);
            return out;
        }

        /** @param of row that it refers to; -1: none */
        void add(int row, int of, double value) {
            if (isSampled(of) && !Double.isNaN(value)) {
                int at = of / step;
                least[at] = Math.min(least[at], value);
                most[at] = Math.max(most[at], value);
                own[at] = leads[at] == row ? value : own[at];
            }
        }

        Place place() {
            long several = 0;
            long first = 0;
            long last = 0;
            for (int i = 0; i < own.length; i++) {
                if (least[i] < most[i] && !Double.isNaN(own[i])) {
                    several++;
                    first += own[i] == least[i] ? 1 : 0;
                    last += own[i] == most[i] ? 1 : 0;
                }
            }
            if (several < FEWEST_ROWS || Math.max(first, last) < NEARLY * several) {
                return Place.ANY;
            }
            return last > first ? Place.LAST : Place.FIRST;
        }
    }
}
