package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.OwnChild;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.linkage.Uniqueness.Rule;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.ReferredKeys.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Fills the key columns of a chunk. A key is held as its position in the sequence of its format ({@code -1}: null); a foreign
 * key has the positions of the key it refers to.
 */
final class KeyAllocator {
    private static final long NULL = -1;
    private static final Range NOTHING = new Range(0, 0);

    private final Linkage linkage;
    private final TableStructure structure;
    private final TableLinkage link;
    private final Chunk chunk;
    private final Seed tableSeed;
    private final Seed chunkSeed;
    private final ChunkParents parents;
    private final ReferredKeys referred;
    private final Map<String, MatchedParents.Chosen> matched;
    private final Map<String, long[]> children;
    private final RowIndexes indexes;
    private final RuledKeys.Ways ways;
    private final Map<String, long[]> columns = new LinkedHashMap<>();
    /** Ordinals of the parents per row, by foreign key; -1: none. */
    private final Map<String, long[]> ordinals = new LinkedHashMap<>();
    /** Columns of foreign keys that have their positions already. */
    private final Set<String> settled = new HashSet<>();

    /**
     * @param matched by second key the parents that are chosen already
     * @param children by key that leads to one of the rows which refer to its row, the one it leads to
     * @param indexes of tables that keys are drawn through
     * @param ways that follow from the content of rows
     */
    KeyAllocator(
            Linkage linkage,
            Chunk chunk,
            Seed seed,
            ChunkParents parents,
            HandOverReader reader,
            Map<String, MatchedParents.Chosen> matched,
            Map<String, long[]> children,
            RowIndexes indexes,
            RuledKeys.Ways ways) {
        this.linkage = linkage;
        this.structure = linkage.graph().table(chunk.table());
        this.link = linkage.table(chunk.table());
        this.chunk = chunk;
        this.tableSeed = seed.derive(chunk.table());
        this.chunkSeed = tableSeed.derive(chunk.firstOrdinal());
        this.parents = parents;
        this.matched = matched;
        this.children = children;
        this.indexes = indexes;
        this.ways = ways;
        this.referred = new ReferredKeys(linkage.graph(), chunk, reader);
    }

    /**
     * Keys of a chunk's rows.
     *
     * @param positions per row, by key column
     * @param parents ordinals of the rows that are referred to, by foreign key and row; -1: none
     */
    record Allocated(Map<String, long[]> positions, Map<String, long[]> parents) {}

    Allocated allocate() throws IOException {
        for (String column : structure.keyColumns()) {
            columns.put(column, filled(NULL));
        }
        structure.foreignKeys().forEach(k -> ordinals.put(k.name(), filled(NULL)));
        if (structure.driver().isPresent()) {
            referToDriver(structure.driver().get());
            settled.addAll(structure.driver().get().relationship().childKey());
        }
        for (ForeignKey key : structure.foreignKeys()) {
            if (matched.containsKey(key.name())) {
                referTo(key, matched.get(key.name()).ordinals());
            }
        }
        drawDistinct();
        drawFree();
        followRules();
        for (ForeignKey key : structure.foreignKeys()) {
            if (key.role() == KeyRole.DERIVED) {
                refer(key);
            }
        }
        numberOwnColumns();
        return new Allocated(columns, ordinals);
    }

    /** Keys that follow from no other. */
    private void drawFree() throws IOException {
        Set<String> ruled = new HashSet<>(structure.uniqueness().keys());
        link.keyRules().forEach(rule -> ruled.addAll(rule.settles()));
        for (ForeignKey key : structure.foreignKeys()) {
            if (key.role() == KeyRole.SELF_REFERENCE) {
                referToSelf(key);
            } else if (children.containsKey(key.name())) {
                referToChild(key, children.get(key.name()));
            } else if (key.role() == KeyRole.SECOND_PARENT
                    && !ruled.contains(key.name())
                    && !matched.containsKey(key.name())) {
                referToSecondParent(key);
                settled.addAll(key.relationship().childKey());
            }
        }
    }

    private void followRules() throws IOException {
        RuledKeys ruled = new RuledKeys(linkage, chunk, parents, referred, indexes, chunkSeed, ways, ordinals);
        for (KeyRule rule : link.keyRules()) {
            ruled.settle(rule);
            for (ForeignKey key : structure.foreignKeys()) {
                if (rule.settles().contains(key.name())) {
                    referTo(key, ordinals.get(key.name()));
                }
            }
        }
    }

    /** A derived key: its columns have their positions, but for rows in which the key that covers it is null. */
    private void refer(ForeignKey key) throws IOException {
        if (!key.nullable()) {
            fillUncovered(key);
        }
        if (referred.followOrdinal(key)) {
            ordinals.put(
                    key.name(),
                    columns.get(key.relationship().childKey().get(0)).clone());
        }
    }

    private long[] filled(long value) {
        long[] values = new long[chunk.rows()];
        Arrays.fill(values, value);
        return values;
    }

    private void referToDriver(ForeignKey driver) {
        if (!parents.present()) {
            return;
        }
        boolean followsOrdinal = referred.followOrdinal(driver);
        for (int row = 0; row < chunk.rows(); row++) {
            ordinals.get(driver.name())[row] = parents.ordinalOf(row);
            for (int k = 0; k < driver.relationship().childKey().size(); k++) {
                String parentColumn = driver.relationship().parentKey().get(k);
                long position = followsOrdinal ? parents.ordinalOf(row) : parents.key(parentColumn, row);
                columns.get(driver.relationship().childKey().get(k))[row] = position;
            }
        }
    }

    private void referTo(ForeignKey key, long[] chosen) throws IOException {
        for (int row = 0; row < chosen.length; row++) {
            if (chosen[row] >= 0) {
                refer(key, row, chosen[row]);
            }
        }
        settled.addAll(key.relationship().childKey());
    }

    /** Second parents that make the primary key unique: one draw of a combination of them per row. */
    private void drawDistinct() throws IOException {
        Rule rule = structure.uniqueness().rule();
        if (rule != Rule.DISTINCT_IN_GROUP && rule != Rule.DISTINCT_IN_TABLE) {
            return;
        }
        List<ForeignKey> keys = structure.foreignKeys().stream()
                .filter(k -> structure.uniqueness().keys().contains(k.name()))
                .filter(k -> !matched.containsKey(k.name())
                        && link.keyRules().stream().noneMatch(r -> r.settles().contains(k.name())))
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        long combinations = 1;
        for (ForeignKey key : keys) {
            combinations = Math.min(Integer.MAX_VALUE, Math.multiplyExact(combinations, total(key)));
        }
        long[] drawn = rule == Rule.DISTINCT_IN_GROUP ? perGroup(combinations) : overTable(combinations);
        for (int row = 0; row < chunk.rows(); row++) {
            long rest = drawn[row];
            for (ForeignKey key : keys) {
                refer(key, row, rest % total(key));
                rest /= total(key);
            }
        }
        keys.forEach(key -> settled.addAll(key.relationship().childKey()));
    }

    private long[] perGroup(long combinations) {
        SplittableRandom random = chunkSeed.derive("distinct").random();
        long[] drawn = new long[chunk.rows()];
        int row = 0;
        for (int count : parents.counts()) {
            System.arraycopy(Distinct.draw(count, combinations, random), 0, drawn, row, count);
            row += count;
        }
        return drawn;
    }

    private long[] overTable(long combinations) {
        Seed seed = tableSeed.derive("distinct");
        long[] drawn = new long[chunk.rows()];
        for (int row = 0; row < drawn.length; row++) {
            drawn[row] = Distinct.permute(chunk.firstOrdinal() + row, combinations, seed.random());
        }
        return drawn;
    }

    private long total(ForeignKey key) {
        return referred.total(key);
    }

    private void referToSelf(ForeignKey key) {
        for (int row = 0; row < chunk.rows(); row++) {
            long parent = link.foreignKey(key.name())
                    .flatMap(ForeignKeyLink::forest)
                    .orElseThrow()
                    .parentOf(chunk.firstOrdinal() + row);
            ordinals.get(key.name())[row] = parent;
            for (String column : key.relationship().childKey()) {
                columns.get(column)[row] = parent;
            }
        }
    }

    /** Rows without children have a null, or any parent if they must have one. */
    private void referToChild(ForeignKey key, long[] chosen) throws IOException {
        OwnChild child = link.foreignKey(key.name()).orElseThrow().child().orElseThrow();
        SplittableRandom random = chunkSeed.derive(key.name()).random();
        for (int row = 0; row < chosen.length; row++) {
            boolean isNull = random.nextDouble() < child.nullRate();
            if (chosen[row] >= 0 && !isNull) {
                refer(key, row, chosen[row]);
            } else if (!key.nullable()) {
                refer(key, row, random.nextLong(total(key)));
            }
        }
    }

    private void referToSecondParent(ForeignKey key) throws IOException {
        ForeignKeyLink keyLink = link.foreignKey(key.name()).orElseThrow();
        if (keyLink.repeats().isPresent() && parents.present()) {
            repeat(key, keyLink.repeats().get());
            return;
        }
        SplittableRandom random = chunkSeed.derive(key.name()).random();
        List<String> shared =
                key.relationship().childKey().stream().filter(settled::contains).toList();
        boolean unique = shared.isEmpty() && isUnique(key);
        for (int row = 0; row < chunk.rows(); row++) {
            boolean isNull = random.nextDouble() < keyLink.nullRate();
            if (unique && !isNull) {
                refer(key, row, another(key, chunk.firstOrdinal() + row));
                continue;
            }
            Range parentRows = isNull ? NOTHING : candidates(key, shared, row);
            if (parentRows.rows() > 0) {
                refer(key, row, parentRows.from() + random.nextLong(parentRows.rows()));
            }
        }
    }

    /** No two rows have the same parent by the key, and there are parents enough. */
    private boolean isUnique(ForeignKey key) {
        return total(key) <= Integer.MAX_VALUE
                && link.mostTogether(key.name(), Optional.empty()) == 1
                && total(key) >= chunk.totals().getOrDefault(structure.table(), Long.MAX_VALUE);
    }

    /** A parent that no other row of the table gets. */
    private long another(ForeignKey key, long row) {
        return Distinct.permute(row, total(key), tableSeed.derive(key.name()).random());
    }

    /**
     * Parents that have what the row has in columns of other keys already: those of its tenant. If there are none, the row has no
     * parent by this key.
     */
    private Range candidates(ForeignKey key, List<String> shared, int row) throws IOException {
        Relationship relationship = key.relationship();
        Map<String, Long> positions = new LinkedHashMap<>();
        for (String column : shared) {
            long position = columns.get(column)[row];
            if (position != NULL) {
                positions.put(
                        relationship.parentKey().get(relationship.childKey().indexOf(column)), position);
            }
        }
        return referred.having(key, positions);
    }

    /** Copies the driver parent's own key to the same table. */
    private void repeat(ForeignKey key, String repeated) {
        Relationship relationship = key.relationship();
        for (int k = 0; k < relationship.childKey().size(); k++) {
            String source = repeatedColumn(relationship.parentKey().get(k), repeated);
            for (int row = 0; row < chunk.rows(); row++) {
                columns.get(relationship.childKey().get(k))[row] = parents.key(source, row);
            }
        }
    }

    private String repeatedColumn(String parentKeyColumn, String repeated) {
        Relationship above = linkage
                .graph()
                .table(structure.driver().orElseThrow().parent())
                .foreignKeys()
                .stream()
                .map(ForeignKey::relationship)
                .filter(r -> r.name().equals(repeated))
                .findFirst()
                .orElseThrow();
        return above.childKey().get(above.parentKey().indexOf(parentKeyColumn));
    }

    /** A derived key that is never null, in rows where the key that covers it is. */
    private void fillUncovered(ForeignKey key) throws IOException {
        SplittableRandom random = chunkSeed.derive(key.name()).random();
        for (int row = 0; row < chunk.rows(); row++) {
            if (columns.get(key.relationship().childKey().get(0))[row] == NULL) {
                refer(key, row, random.nextLong(total(key)));
            }
        }
    }

    private void refer(ForeignKey key, int row, long ordinal) throws IOException {
        List<String> parentKey = key.relationship().parentKey();
        ordinals.get(key.name())[row] = ordinal;
        for (int k = 0; k < parentKey.size(); k++) {
            long position = referred.at(key, parentKey.get(k), ordinal);
            columns.get(key.relationship().childKey().get(k))[row] = position;
        }
    }

    private void numberOwnColumns() {
        boolean inGroup = structure.uniqueness().rule() == Rule.NUMBERED_IN_GROUP;
        long[] numbers = inGroup ? numbersInGroup() : filled(NULL);
        for (String column : structure.ownKeyColumns()) {
            long[] values = columns.get(column);
            for (int row = 0; row < values.length; row++) {
                values[row] = inGroup ? numbers[row] : chunk.firstOrdinal() + row;
            }
        }
        for (String column : structure.ownAlternateColumns()) {
            Arrays.setAll(columns.get(column), row -> chunk.firstOrdinal() + row);
        }
    }

    /** Rows are numbered among those that have the same parents by all keys within the primary key. */
    private long[] numbersInGroup() {
        List<long[]> parentsInKey = structure
                .keysOf(KeyRole.SECOND_PARENT)
                .filter(k -> structure.primaryKey().containsAll(k.relationship().childKey()))
                .map(k -> ordinals.get(k.name()))
                .toList();
        boolean within = structure.alternateKeys().stream()
                .allMatch(key -> Collections.disjoint(key, structure.ownKeyColumns()));
        Map<List<Long>, Long> next = new HashMap<>();
        long[] numbers = new long[chunk.rows()];
        for (int row = 0; row < numbers.length; row++) {
            List<Long> group = new ArrayList<>(List.of((long) row - parents.placeInGroup(row)));
            for (long[] key : within ? parentsInKey : List.<long[]>of()) {
                group.add(key[row]);
            }
            numbers[row] = next.merge(group, 1L, Long::sum) - 1;
        }
        return numbers;
    }
}
