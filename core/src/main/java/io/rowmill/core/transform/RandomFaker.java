package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws space and value independently for every ordinal, and nulls so that a few consecutive rows have as many of them as they should.
 */
final class RandomFaker implements FakedTransform.Faker {
    /** Consecutive rows that share nulls evenly. */
    private static final int NULL_BLOCK = 32;

    private static final int ATTEMPTS = 32;
    private static final int ATTEMPTS_BEYOND = 48;
    private static final long FIRST_BEYOND = 8;

    private final FakedTransform transform;
    private final Seed seed;
    /** Rows up to and including each space. */
    private final long[] cumulative;

    private final long values;
    private final double nulls;
    private final Seed nullSeed;

    RandomFaker(FakedTransform transform, Seed seed) {
        this.transform = transform;
        this.seed = seed;
        cumulative = transform.spaces().stream()
                .mapToLong(FakedTransform.WeightedSpace::weight)
                .toArray();
        Arrays.parallelPrefix(cumulative, Long::sum);
        values = cumulative[cumulative.length - 1];
        nulls = transform.nulls() / (double) (values + transform.nulls());
        nullSeed = seed.derive("nulls");
    }

    @Override
    public @Nullable String cell(long ordinal) {
        if (nulls > 0 && isNull(ordinal)) {
            return null;
        }
        SplittableRandom random = seed.derive(ordinal).random();
        int found = Arrays.binarySearch(cumulative, random.nextLong(values) + 1);
        return draw(transform.spaces().get(found < 0 ? -found - 1 : found).space(), random);
    }

    private boolean isNull(long ordinal) {
        Seed ofBlock = nullSeed.derive(Math.floorDiv(ordinal, NULL_BLOCK));
        long place = new IndexPermutation(NULL_BLOCK, ofBlock).apply(Math.floorMod(ordinal, NULL_BLOCK));
        double within = new RowDraws(ofBlock, ordinal).unit(0);
        return (place + within) / NULL_BLOCK < nulls;
    }

    private String draw(FakeSpace space, SplittableRandom random) {
        long size = space.size();
        if (size == 1 && space.at(0, transform.format()).isBlank()) {
            return space.at(0, transform.format());
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            String cell = space.at(random.nextLong(size), transform.format());
            if (!transform.real().mayContain(cell)) {
                return cell;
            }
        }
        return beyond(space, random);
    }

    /** All values of the space are real ones: longer and longer until one isn't. */
    private String beyond(FakeSpace space, SplittableRandom random) {
        long bound = FIRST_BEYOND;
        String cell = "";
        for (int i = 0; i < ATTEMPTS_BEYOND; i++) {
            cell = space.beyond(random.nextLong(bound), transform.format());
            if (!transform.real().mayContain(cell)) {
                return cell;
            }
            bound = space instanceof PeriodSpace ? bound + FIRST_BEYOND : bound * 2;
        }
        return cell;
    }
}
