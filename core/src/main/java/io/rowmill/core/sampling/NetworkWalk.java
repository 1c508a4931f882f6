package io.rowmill.core.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A Metropolis walk over the ways to deal second ends: it exchanges those of two rows, or of two pairs of rows that lead there and
 * back. No exchange breaks what {@link NetworkRows} asks for.
 */
final class NetworkWalk {
    private static final int FEWEST_SWEEPS = 20;
    private static final int MOST_SWEEPS = 200;
    /** Exchanges that are tried at most. */
    private static final long MOST_STEPS = 40_000_000;
    /** Distances that are so near to those of the source are left. */
    private static final double NEAR = 0.01;

    private static final int ATTEMPTS = 300;

    private final NetworkRows rows;
    private final PairFit fit;
    private final SplittableRandom random;
    /** Rows of like first ends are next to each other. */
    private final int[] singles;
    /** Rows that lead there and back in pairs, likewise. */
    private final int[] paired;

    private final int[] kin;

    /** @param kin class by first end; exchanges within a class are tried as often as others */
    NetworkWalk(NetworkRows rows, PairFit fit, int[] kin, SplittableRandom random) {
        this.kin = kin;
        this.rows = rows;
        this.fit = fit;
        this.random = random;
        this.singles = byKin(row -> rows.partner(row) == NetworkRows.SINGLE);
        this.paired = byKin(row -> rows.partner(row) >= 0);
    }

    private int[] byKin(IntPredicate which) {
        return IntStream.range(0, rows.size())
                .filter(which)
                .boxed()
                .sorted(Comparator.comparingInt(this::kinOf))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int kinOf(int row) {
        return kin[rows.from(row)];
    }

    void run() {
        repair();
        long most = Math.min(MOST_SWEEPS, MOST_STEPS / Math.max(1, rows.size()));
        boolean near = fit.isIndifferent();
        for (int sweep = 0; sweep < Math.max(FEWEST_SWEEPS, most) && !near; sweep++) {
            near = learn() < NEAR && sweep >= FEWEST_SWEEPS;
            int[] kinOfSingles = firstOfKin(singles);
            for (int step = 0; step < singles.length; step++) {
                int row = any(singles);
                exchange(row, other(row, singles, kinOfSingles), true);
            }
            int[] kinOfPaired = firstOfKin(paired);
            for (int step = 0; step < paired.length; step++) {
                int row = any(paired);
                exchangePairs(row, other(row, paired, kinOfPaired), true);
            }
        }
        repair();
    }

    /** Where each class begins, and behind the last. */
    private int[] firstOfKin(int[] some) {
        int[] first = new int[Arrays.stream(kin).max().orElse(0) + 2];
        for (int row : some) {
            first[kinOf(row) + 1]++;
        }
        for (int c = 1; c < first.length; c++) {
            first[c] += first[c - 1];
        }
        return first;
    }

    private int other(int row, int[] some, int[] firstOfKin) {
        int of = kinOf(row);
        return random.nextBoolean() ? any(some) : some[random.nextInt(firstOfKin[of], firstOfKin[of + 1])];
    }

    private double learn() {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isJoined(row) && rows.partner(row) != NetworkRows.LOOP) {
                fit.count(rows.from(row), rows.to(row));
            }
        }
        return fit.learn();
    }

    private int any(int[] some) {
        return some[random.nextInt(some.length)];
    }

    private boolean isAccepted(double gain) {
        return gain >= 0 || random.nextDouble() < Math.exp(gain);
    }

    private boolean canExchange(int a, int b) {
        return rows.from(a) != rows.from(b)
                && rows.to(a) != rows.to(b)
                && rows.canTake(a, rows.to(b))
                && rows.canTake(b, rows.to(a));
    }

    private double gain(int a, int b) {
        return fit.of(rows.from(a), rows.to(b))
                + fit.of(rows.from(b), rows.to(a))
                - fit.of(rows.from(a), rows.to(a))
                - fit.of(rows.from(b), rows.to(b));
    }

    private void swap(int a, int b) {
        int kept = rows.to(a);
        rows.give(a, rows.to(b));
        rows.give(b, kept);
    }

    /** @param fits only if both ends go together, more or less */
    private void exchange(int a, int b, boolean fits) {
        if (canExchange(a, b) && (!fits || isAccepted(gain(a, b)))) {
            swap(a, b);
        }
    }

    private double of(int row, int other) {
        return fit.of(rows.from(row), rows.node(other)) + fit.of(rows.from(other), rows.node(row));
    }

    private boolean canExchangePairs(int a, int b, int c, int d) {
        boolean same = (rows.node(a) == rows.node(b) && rows.node(c) == rows.node(d))
                || (rows.node(a) == rows.node(d) && rows.node(c) == rows.node(b));
        return !same && rows.canJoin(a, c) && rows.canJoin(b, d);
    }

    private double gain(int a, int b, int c, int d) {
        return of(a, c) + of(b, d) - of(a, b) - of(c, d);
    }

    /** First by exchanges that fit, and then by any. */
    private void repair() {
        int[] kinOfSingles = firstOfKin(singles);
        int[] kinOfPaired = firstOfKin(paired);
        for (int row = 0; row < rows.size(); row++) {
            boolean single = rows.partner(row) == NetworkRows.SINGLE;
            for (int attempt = 0; attempt < ATTEMPTS && rows.isBroken(row); attempt++) {
                boolean fits = attempt < ATTEMPTS / 2;
                if (single) {
                    exchange(row, other(row, singles, kinOfSingles), fits);
                } else {
                    exchangePairs(row, other(row, paired, kinOfPaired), fits);
                }
            }
        }
    }

    private void exchangePairs(int a, int c, boolean fits) {
        int b = rows.partner(a);
        int d = rows.partner(c);
        if (a != c && a != d && canExchangePairs(a, b, c, d) && (!fits || isAccepted(gain(a, b, c, d)))) {
            rows.join(a, c);
            rows.join(b, d);
        }
    }

    /** What no exchange could mend gets other ends, which are dealt once too often then. */
    void replaceBroken() {
        int[] ends = Arrays.copyOf(rows.ends(), rows.size());
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isBroken(row) && rows.partner(row) >= 0) {
                rows.part(row);
            }
            for (int attempt = 0; attempt < ATTEMPTS && isWrong(row); attempt++) {
                int end = ends[random.nextInt(ends.length)];
                if (rows.canTake(row, end) && !fit.isNever(rows.from(row), end)) {
                    rows.give(row, end);
                }
            }
        }
    }

    /** Rows that are there too often may be those of a key. So they get any end that is left, if need be a loop or a way back. */
    void replaceRepeated() {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isTooOften(row)) {
                int repeated = row;
                firstEnd(end -> rows.canTake(repeated, end))
                        .or(() -> firstEnd(end -> rows.hasRoom(repeated, end)))
                        .ifPresent(end -> rows.give(repeated, end));
            }
        }
    }

    /** The first from a random one on. */
    private Optional<Integer> firstEnd(IntPredicate which) {
        int start = random.nextInt(rows.none());
        return IntStream.range(0, rows.none())
                .map(i -> (start + i) % rows.none())
                .filter(which)
                .boxed()
                .findFirst();
    }

    private boolean isWrong(int row) {
        boolean single = rows.partner(row) == NetworkRows.SINGLE && rows.isJoined(row);
        return rows.isBroken(row) || (single && fit.isNever(rows.from(row), rows.to(row)));
    }

    /**
     * Exchanges ends until so many rows have a way back.
     *
     * @param first the first row of each first end, and behind the last
     */
    void aim(long mutual, int[] first) {
        int[] byEnd = byEnd();
        int[] firstOfEnd = firstOfEnd(byEnd, first.length);
        for (long step = 0; step < (long) FEWEST_SWEEPS * singles.length; step++) {
            long missing = mutual - rows.pairs().mutual();
            if (missing == 0) {
                return;
            }
            if (missing > 0) {
                wayBack(any(singles), first, byEnd, firstOfEnd, missing);
            } else {
                exchangeIf(any(singles), any(singles), missing);
            }
        }
    }

    /** Rows by their second end, as they are before any of them gets another. */
    private int[] byEnd() {
        return Arrays.stream(singles)
                .boxed()
                .sorted((a, b) -> Integer.compare(rows.to(a), rows.to(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] firstOfEnd(int[] byEnd, int ends) {
        int[] first = new int[ends + 1];
        for (int row : byEnd) {
            first[Math.min(rows.to(row), ends - 1) + 1]++;
        }
        for (int end = 1; end <= ends; end++) {
            first[end] += first[end - 1];
        }
        return first;
    }

    /** A row of the row's second end gets the row's first end, in exchange with one that has it. */
    private void wayBack(int row, int[] first, int[] byEnd, int[] firstOfEnd, long missing) {
        int a = rows.node(row);
        int b = rows.to(row);
        if (!rows.isJoined(row) || first[b] == first[b + 1] || firstOfEnd[a] == firstOfEnd[a + 1]) {
            return;
        }
        int back = random.nextInt(first[b], first[b + 1]);
        int holder = byEnd[random.nextInt(firstOfEnd[a], firstOfEnd[a + 1])];
        if (rows.to(holder) == a
                && rows.partner(back) == NetworkRows.SINGLE
                && rows.pairs().of(b, a) == 0) {
            exchangeIf(back, holder, missing);
        }
    }

    /** Only if it brings the number of ways back nearer. */
    private void exchangeIf(int a, int b, long missing) {
        if (!canExchange(a, b) || !isAccepted(gain(a, b))) {
            return;
        }
        long before = rows.pairs().mutual();
        swap(a, b);
        long change = rows.pairs().mutual() - before;
        if (Math.abs(missing - change) >= Math.abs(missing)) {
            swap(a, b);
        }
    }
}
