package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Affinity;
import io.rowmill.core.linkage.Classes;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.ParentMatch;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the second parents of a chunk's rows so that they fit, key by key, before the rows have any content. */
final class MatchedParents {
    private final Linkage linkage;
    private final TablePlan plan;
    private final Set<String> distinct;
    private final Chunk chunk;
    private final int[] groupOfRow;
    private final Map<ColumnRef, List<EncodedPart>> known;
    private final Function<String, TableTransform> transforms;
    private final HandOverReader reader;
    private final Networks networks;
    private final Seed seed;
    private final Map<String, Chosen> chosen = new LinkedHashMap<>();

    /**
     * @param known columns of ancestors along driver keys, a value per row
     * @param seed of the chunk
     */
    MatchedParents(
            Linkage linkage,
            TablePlan plan,
            Chunk chunk,
            int[] groupOfRow,
            Map<ColumnRef, List<EncodedPart>> known,
            Function<String, TableTransform> transforms,
            HandOverReader reader,
            Networks networks,
            Seed seed) {
        this.linkage = linkage;
        this.plan = plan;
        this.distinct =
                Set.copyOf(linkage.graph().table(plan.table()).uniqueness().keys());
        this.chunk = chunk;
        this.groupOfRow = groupOfRow;
        this.known = known;
        this.transforms = transforms;
        this.reader = reader;
        this.networks = networks;
        this.seed = seed;
    }

    /**
     * The parents of one key.
     *
     * @param ordinals per row; -1: none
     * @param values of a column of theirs that they hand over, one per row
     */
    record Chosen(
            long[] ordinals, Map<ColumnRef, List<EncodedPart>> parts, Function<String, @Nullable Object[]> values) {}

    /** @return by second key; keys that the chunk's request gives no slots for are missing */
    Map<String, Chosen> choose() throws IOException {
        for (MatchedKey key : plan.matched()) {
            ParentSlots slots = chunk.slots().get(key.relationship());
            if (slots != null) {
                ForeignKeyLink keyLink = linkage.table(plan.table())
                        .foreignKey(key.relationship())
                        .orElseThrow();
                chosen.put(key.relationship(), choose(key, keyLink.match().orElseThrow(), slots));
            }
        }
        return chosen;
    }

    private Chosen choose(MatchedKey key, ParentMatch match, ParentSlots slots) throws IOException {
        if (networks.dealsAtOnce(chunk, key, match)) {
            // the slots of the chunk say nothing: its rows have parents from anywhere
            ReferredRows all = new ReferredRows(key.parent(), chunk.totals().get(key.parent()), reader);
            return chosen(key, all, networks.of(chunk, key, match));
        }
        ReferredRows referred =
                new ReferredRows(key.parent(), key.relationship(), slots, chunk.rows(), most(key, match), reader);
        return chosen(key, referred, ordinals(key, match, referred));
    }

    private Chosen chosen(MatchedKey key, ReferredRows referred, long[] ordinals) {
        Map<ColumnRef, List<EncodedPart>> parts = new LinkedHashMap<>();
        for (ColumnRef column : linkage.shown(key.parent(), key.relationship())) {
            parts.put(column, parts(referred, column, ordinals));
        }
        return new Chosen(ordinals, parts, column -> referred.values(column, ordinals));
    }

    private long[] ordinals(MatchedKey key, ParentMatch match, ReferredRows referred) {
        SplittableRandom random = seed.derive(key.relationship()).random();
        long[] given = isUnique(key.relationship()) ? referred.slots() : given(match, referred, random);
        List<Matching.Term> terms = new ArrayList<>();
        for (Affinity affinity : match.affinities()) {
            terms.add(term(affinity, referred, given));
        }
        int most = mostInGroup(key.relationship());
        int[] dealt = new Matching(numbered(given), terms, groupOfRow, match.staying(), most, random).deal();
        long[] ordinals = Arrays.stream(dealt).mapToLong(slot -> given[slot]).toArray();
        if (most < Integer.MAX_VALUE) {
            separate(ordinals, referred.ordinals(), chunk.totals().get(key.parent()), most, random);
        }
        return ordinals;
    }

    /** The parents that are dealt. */
    private long[] given(ParentMatch match, ReferredRows referred, SplittableRandom random) {
        if (match.affinities().isEmpty()) {
            return referred.slots();
        }
        Affinity first = match.affinities().get(0);
        return new SlotsByClass(
                        term(first, referred, referred.slots()),
                        referred,
                        parentClasses(first, referred, referred.ordinals()))
                .exchanged(random);
    }

    private Matching.Term term(Affinity affinity, ReferredRows referred, long[] parents) {
        return new Matching.Term(
                classes(affinity.rowClasses(), affinity.row(), rowParts(affinity), chunk.rows()),
                parentClasses(affinity, referred, parents),
                affinity.logOdds());
    }

    private int[] parentClasses(Affinity affinity, ReferredRows referred, long[] parents) {
        return classes(
                affinity.parentClasses(),
                affinity.parent(),
                parts(referred, affinity.parent(), parents),
                parents.length);
    }

    private List<EncodedPart> parts(ReferredRows referred, ColumnRef column, long[] parents) {
        return referred.parts(column, new Levels(linkage, transforms).parts(column), parents);
    }

    /** Equal numbers for equal ordinals, which may be too large for an int; -1 stays. */
    private static int[] numbered(long[] ordinals) {
        Map<Long, Integer> numbers = new LinkedHashMap<>();
        return Arrays.stream(ordinals)
                .mapToInt(o -> o < 0 ? -1 : numbers.computeIfAbsent(o, x -> numbers.size()))
                .toArray();
    }

    private List<EncodedPart> rowParts(Affinity affinity) {
        return affinity.over().isEmpty()
                ? known.get(affinity.row())
                : chosen.get(affinity.over().get()).parts().get(affinity.row());
    }

    private int[] classes(Classes classes, ColumnRef column, List<EncodedPart> parts, int rows) {
        Feature feature = transforms.apply(column.table()).feature(column.column(), parts);
        int[] out = new int[rows];
        Arrays.setAll(out, row -> classes.classOf(feature, row));
        return out;
    }

    /**
     * A group with few rows elsewhere to exchange with gets other parents in place of those it has too often, if there are any.
     *
     * @param known parents that were handed over: others are taken where a group needs more
     */
    private void separate(long[] ordinals, long[] known, long parents, int most, SplittableRandom random) {
        Map<Long, Integer> inGroup = new HashMap<>();
        int end = 0;
        for (int row = 0; row < ordinals.length; row++) {
            if (row == end) {
                inGroup.clear();
                for (; end < ordinals.length && groupOfRow[end] == groupOfRow[row]; end++) {
                    inGroup.merge(ordinals[end], 1, Integer::sum);
                }
            }
            if (ordinals[row] >= 0 && inGroup.get(ordinals[row]) > most) {
                long other = other(inGroup, known, parents, most, random);
                inGroup.merge(ordinals[row], -1, Integer::sum);
                inGroup.merge(other, 1, Integer::sum);
                ordinals[row] = other;
            }
        }
    }

    private static long other(
            Map<Long, Integer> inGroup, long[] known, long parents, int most, SplittableRandom random) {
        int first = random.nextInt(known.length);
        for (int tried = 0; tried < known.length; tried++) {
            long other = known[(first + tried) % known.length];
            if (inGroup.getOrDefault(other, 0) < most) {
                return other;
            }
        }
        long other = random.nextLong(parents);
        for (long tried = 0; tried < parents && inGroup.getOrDefault(other, 0) >= most; tried++) {
            other = (other + 1) % parents;
        }
        return other;
    }

    /** Rows that one parent may have. */
    private int most(MatchedKey key, ParentMatch match) {
        return isUnique(key.relationship()) ? 1 : match.cardinality().largest();
    }

    private boolean isUnique(String key) {
        return linkage.table(plan.table()).mostTogether(key, Optional.empty()) == 1;
    }

    /** How often the rows of one driver parent may have the same second parent. */
    private int mostInGroup(String key) {
        Optional<String> driver = linkage.graph().table(plan.table()).driver().map(ForeignKey::name);
        return distinct.contains(key) ? 1 : linkage.table(plan.table()).mostTogether(key, driver);
    }
}
