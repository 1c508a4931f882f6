package io.rowmill.e2e.chaos;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Chance that can be had again: {@code -Dchaos.seed=...}. The seed is printed, and every failure names it. */
final class Seeded {
    private final long seed;

    private Seeded(long seed) {
        this.seed = seed;
    }

    static Seeded fromProperties() {
        Long given = Long.getLong("chaos.seed");
        Seeded seeded = new Seeded(given == null ? ThreadLocalRandom.current().nextInt(1_000_000) : given);
        System.out.println(seeded);
        return seeded;
    }

    /** What chance decides about. */
    @FunctionalInterface
    interface Body {
        void run(Random random) throws Exception;
    }

    /** @param round tells tests from each other that are made of one seed */
    void test(int round, Body body) {
        try {
            body.run(new Random(31 * seed + round));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with " + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "-Dchaos.seed=" + seed;
    }
}
