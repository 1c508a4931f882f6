package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Values that never repeat, each a function of its row's ordinal alone: ordinals come in blocks that hold every shape in
 * its proportion, so that a row's rank among the rows of its shape is known, and a permutation of the shape's strings
 * gives the rank's own. Values of different shapes differ anyway.
 */
final class UniqueFaker implements FakedTransform.Faker {
    private static final int MAX_BLOCK = 4_096;
    /** Most strings set aside for every rank, for where the first ones are real values. */
    private static final int MAX_ATTEMPTS = 8;

    /** Blocks that a small shape should last for, at the cost of attempts. */
    private static final int MIN_BLOCKS = 4;

    /** A shape of up to so many strings is used up to the last one that is no real value. */
    private static final long MOST_COUNTED = 1L << 20;

    private static final int NULL = -1;

    private final FakedTransform transform;
    private final Seed seed;
    private final List<FakeSpace> spaces;
    private final IndexPermutation[] permutations;
    private final FreeStrings[] counted;
    /** Space of each position of a block, {@link #NULL} for a null. */
    private final int[] spaceOfPosition;

    private final int[] rankOfPosition;
    private final int[] quota;
    private final int roomiest;
    private final FakeSpace longest;
    /** Of the roomiest space, for the rows of shapes that are used up; null: it is too large to be counted. */
    private final @Nullable FreeStrings spare;

    /** Rank of each position of a block among those that are not of the roomiest space. */
    private final int[] rankAmongOthers;

    private final int others;

    UniqueFaker(FakedTransform transform, Seed seed) {
        this.transform = transform;
        this.seed = seed;
        this.spaces = transform.spaces().stream()
                .map(FakedTransform.WeightedSpace::space)
                .toList();
        this.permutations = new IndexPermutation[spaces.size()];
        this.counted = new FreeStrings[spaces.size()];
        this.quota = quotas();
        this.spaceOfPosition = shuffledPositions();
        this.rankOfPosition = ranks();
        this.roomiest = roomiest();
        this.longest = spaces.stream()
                .max(Comparator.comparingInt(s -> s.at(0, transform.format()).length()))
                .orElseThrow();
        this.others = Arrays.stream(quota, 0, spaces.size()).sum() - quota[roomiest];
        this.rankAmongOthers = ranksAmongOthers();
        long size = spaces.get(roomiest).size();
        this.spare = size > MOST_COUNTED ? null : strings(roomiest, size - 1, ownPart(size) - 1);
    }

    /** Rows of the roomiest shape and rows of used-up ones share its strings as they share a block, so they end together. */
    private long ownPart(long size) {
        return size * quota[roomiest] / Math.max(1, quota[roomiest] + others);
    }

    @Override
    public @Nullable String cell(long ordinal) {
        int position = (int) (ordinal % spaceOfPosition.length);
        int space = spaceOfPosition[position];
        if (space == NULL) {
            return null;
        }
        long rank = rank(ordinal, quota[space], rankOfPosition);
        long size = spaces.get(space).size();
        if (size == 1
                && rank == 0
                && spaces.get(space).at(0, transform.format()).isBlank()) {
            return spaces.get(space).at(0, transform.format());
        }
        String cell = size <= MOST_COUNTED
                ? counted(space, size).at(rank)
                : pick(space, 0, rank, space == roomiest ? size / 2 : size);
        return cell == null ? elsewhere(ordinal, space) : cell;
    }

    private long rank(long ordinal, int perBlock, int[] inBlock) {
        int block = spaceOfPosition.length;
        return ordinal / block * perBlock + inBlock[(int) (ordinal % block)];
    }

    private FreeStrings counted(int space, long size) {
        if (counted[space] == null) {
            counted[space] = strings(space, 0, space == roomiest ? ownPart(size) : size);
        }
        return counted[space];
    }

    private FreeStrings strings(int space, long from, long to) {
        return new FreeStrings(
                from, to, i -> spaces.get(space).at(permutation(space).apply(i), transform.format()), transform.real());
    }

    /** Where a shape is used up: what the roomiest one can spare, then strings longer than any shape. */
    private String elsewhere(long ordinal, int space) {
        String cell;
        if (spare == null) {
            long size = spaces.get(roomiest).size();
            cell = pick(roomiest, size / 2, ordinal, size - size / 2);
        } else {
            cell = space == roomiest ? null : spare.at(rank(ordinal, others, rankAmongOthers));
        }
        return cell == null ? beyond(ordinal) : cell;
    }

    private @Nullable String pick(int space, long offset, long rank, long room) {
        long attempts = Math.max(1, Math.min(MAX_ATTEMPTS, room / Math.max(1, quota[space] * MIN_BLOCKS)));
        if (rank >= room / attempts) {
            return null;
        }
        for (int attempt = 0; attempt < attempts; attempt++) {
            long index = permutation(space).apply(offset + rank * attempts + attempt);
            String cell = spaces.get(space).at(index, transform.format());
            if (!transform.real().mayContain(cell)) {
                return cell;
            }
        }
        return null;
    }

    private String beyond(long ordinal) {
        String cell = "";
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            cell = longest.beyond(ordinal * MAX_ATTEMPTS + attempt, transform.format());
            if (!transform.real().mayContain(cell)) {
                break;
            }
        }
        return cell;
    }

    private IndexPermutation permutation(int space) {
        if (permutations[space] == null) {
            permutations[space] = new IndexPermutation(spaces.get(space).size(), seed.derive(space));
        }
        return permutations[space];
    }

    private int roomiest() {
        int best = 0;
        for (int i = 1; i < spaces.size(); i++) {
            if (spaces.get(i).size() > spaces.get(best).size()) {
                best = i;
            }
        }
        return best;
    }

    /** Rows of each space per block, nulls last, by largest remainder. */
    private int[] quotas() {
        List<Long> weights = new ArrayList<>();
        transform.spaces().forEach(s -> weights.add(s.weight()));
        weights.add(transform.nulls());
        long total = weights.stream().mapToLong(Long::longValue).sum();
        int block = (int) Math.min(MAX_BLOCK, total);
        int[] quotas = new int[weights.size()];
        int given = 0;
        List<Integer> byRemainder = new ArrayList<>();
        for (int i = 0; i < quotas.length; i++) {
            quotas[i] = (int) Math.floor((double) weights.get(i) * block / total);
            given += quotas[i];
            byRemainder.add(i);
        }
        byRemainder.sort(Comparator.comparingDouble(
                i -> -((double) weights.get(i) * block / total - Math.floor((double) weights.get(i) * block / total))));
        for (int i = 0; given < block; i++, given++) {
            quotas[byRemainder.get(i)]++;
        }
        return quotas;
    }

    private int[] shuffledPositions() {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < quota.length; i++) {
            for (int n = 0; n < quota[i]; n++) {
                positions.add(i == quota.length - 1 ? NULL : i);
            }
        }
        SplittableRandom random = seed.derive("layout").random();
        int[] shuffled = positions.stream().mapToInt(Integer::intValue).toArray();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return shuffled;
    }

    private int[] ranks() {
        int[] next = new int[spaces.size()];
        int[] ranks = new int[spaceOfPosition.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = spaceOfPosition[i] == NULL ? 0 : next[spaceOfPosition[i]]++;
        }
        return ranks;
    }

    private int[] ranksAmongOthers() {
        int next = 0;
        int[] ranks = new int[spaceOfPosition.length];
        for (int i = 0; i < ranks.length; i++) {
            boolean other = spaceOfPosition[i] != NULL && spaceOfPosition[i] != roomiest;
            ranks[i] = other ? next++ : 0;
        }
        return ranks;
    }
}
