package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws space and value independently for every ordinal. */
final class RandomFaker implements FakedTransform.Faker {
    private static final int ATTEMPTS = 32;
    private static final int ATTEMPTS_BEYOND = 48;
    private static final long FIRST_BEYOND = 8;

    private final FakedTransform transform;
    private final Seed seed;
    /** Rows up to and including each space, nulls after the last. */
    private final long[] cumulative;

    private final long total;

    RandomFaker(FakedTransform transform, Seed seed) {
        this.transform = transform;
        this.seed = seed;
        cumulative = transform.spaces().stream()
                .mapToLong(FakedTransform.WeightedSpace::weight)
                .toArray();
        Arrays.parallelPrefix(cumulative, Long::sum);
        total = cumulative[cumulative.length - 1] + transform.nulls();
    }

    @Override
    public @Nullable String cell(long ordinal) {
        SplittableRandom random = seed.derive(ordinal).random();
        int found = Arrays.binarySearch(cumulative, random.nextLong(total) + 1);
        int index = found < 0 ? -found - 1 : found;
        return index == cumulative.length
                ? null
                : draw(transform.spaces().get(index).space(), random);
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
