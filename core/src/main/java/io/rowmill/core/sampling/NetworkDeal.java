package io.rowmill.core.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals second ends to rows that have a first end, so that every end is dealt as often as given: to rows with both ends the same, to
 * rows in pairs there and back, and to all others.
 */
final class NetworkDeal {
    private final Ends ends;
    private final Optional<PairFit.Term> first;
    private final PairFit fit;
    private final Aims aims;
    private final SplittableRandom random;
    private final NetworkRows rows;
    /** The first row of each first end, and behind the last. */
    private final int[] firstRow;
    /** The next row of each first end that has no second end yet. */
    private final int[] next;
    /** By second end, how often it is still to be dealt. */
    private final long[] left;

    /**
     * What is dealt.
     *
     * @param from number of the first end per row, ascending; the last: none
     * @param nodeOf by first end, its number among the second ends; greater than the last of these: it isn't among them
     * @param slots second end per row, in any order; the last: none
     * @param second number of second ends, that of none included
     */
    record Ends(int[] from, int[] nodeOf, int[] slots, int second) {
        int none() {
            return second - 1;
        }

        int noneFrom() {
            return nodeOf.length - 1;
        }
    }

    /**
     * What a network should have.
     *
     * @param loops rows with both ends the same
     * @param mutual rows that have a way back; -1: as they come
     * @param most rows from one end to another
     * @param unique no second end is dealt twice
     */
    record Aims(long loops, long mutual, int most, boolean unique) {
        /** Which rows have a way back is planned, and no other gets one. */
        boolean inPairs(int rows) {
            return mutual >= 0 && (most == 1 || mutual >= rows - 1 || mutual == 0);
        }
    }

    /** @param first affinity by which ends are dealt to begin with */
    NetworkDeal(Ends ends, Optional<PairFit.Term> first, PairFit fit, Aims aims, SplittableRandom random) {
        this.ends = ends;
        this.first = first;
        this.fit = fit;
        this.aims = aims;
        this.random = random;
        this.rows =
                new NetworkRows(ends.from(), ends.nodeOf(), ends.none(), aims.most(), aims.inPairs(ends.from().length));
        this.firstRow = new int[ends.nodeOf().length + 1];
        for (int from : ends.from()) {
            firstRow[from + 1]++;
        }
        for (int end = 1; end < firstRow.length; end++) {
            firstRow[end] += firstRow[end - 1];
        }
        this.next = firstRow.clone();
        this.left = new long[ends.second()];
        for (int slot : ends.slots()) {
            left[slot]++;
        }
    }

    /** @return second end per row */
    int[] deal() {
        loops();
        if (rows.size() > 0 && aims.mutual() > 0 && aims.inPairs(rows.size())) {
            pairs();
        }
        others();
        NetworkWalk walk = new NetworkWalk(rows, fit, fit.kin(ends.nodeOf().length), random);
        walk.run();
        if (!aims.unique()) {
            walk.replaceBroken();
        }
        walk.replaceRepeated();
        if (aims.mutual() >= 0 && !aims.inPairs(rows.size())) {
            walk.aim(aims.mutual(), firstRow);
        }
        shuffleSiblings();
        return rows.ends();
    }

    /** Rows of each first end that have no second end yet, if it is a second end, too. */
    private long[] open(boolean asOftenDealt) {
        long[] open = new long[ends.noneFrom()];
        for (int end = 0; end < open.length; end++) {
            long own = (long) firstRow[end + 1] - next[end];
            int node = ends.nodeOf()[end];
            long dealt = node < ends.none() ? left[node] : 0;
            open[end] = asOftenDealt ? Math.min(own, dealt) : node < ends.none() ? own : 0;
        }
        return open;
    }

    /** As many as come by chance are where many rows begin and end; those beyond are everywhere. */
    private void loops() {
        long[] caps = open(true);
        long[] together = new long[caps.length];
        double chance = 0;
        for (int end = 0; end < caps.length; end++) {
            caps[end] = Math.min(caps[end], aims.most());
            together[end] = caps[end] == 0 ? 0 : ((long) firstRow[end + 1] - next[end]) * left[ends.nodeOf()[end]];
            chance += together[end] / (double) rows.size();
        }
        long byChance = Math.min(aims.loops(), Math.round(chance));
        loops(spread(byChance, together, caps));
        long[] others = open(true);
        loops(spread(aims.loops() - byChance, others, aims.most() == 1 ? open(caps, others) : others));
    }

    /** Ends that may still have a row to themselves. */
    private long[] open(long[] caps, long[] rows) {
        long[] open = new long[caps.length];
        for (int end = 0; end < open.length; end++) {
            boolean has = next[end] > firstRow[end];
            open[end] = has ? 0 : Math.min(caps[end], rows[end]);
        }
        return open;
    }

    private void loops(long[] perEnd) {
        for (int end = 0; end < perEnd.length; end++) {
            for (long k = 0; k < perEnd[end]; k++) {
                rows.loop(next[end]++);
                left[ends.nodeOf()[end]]--;
            }
        }
    }

    /** In proportion to weights, with one random start; what caps keep goes to those with room. */
    private long[] spread(long total, long[] weights, long[] caps) {
        double all = Arrays.stream(weights).asDoubleStream().sum();
        long[] shares = new long[weights.length];
        double start = random.nextDouble();
        double before = 0;
        long dealt = 0;
        for (int i = 0; i < shares.length && all > 0; i++) {
            double after = before + weights[i];
            long share = (long) Math.floor(total * (after / all) + start)
                    - (long) Math.floor(total * (before / all) + start);
            shares[i] = Math.min(caps[i], share);
            dealt += shares[i];
            before = after;
        }
        long[] room = new long[shares.length];
        Arrays.setAll(room, i -> caps[i] - shares[i]);
        long[] more = Apportionment.of(Math.max(0, total - dealt), weights, room);
        Arrays.setAll(room, i -> shares[i] + more[i]);
        return room;
    }

    private void pairs() {
        long[] both = open(true);
        long[] own = open(aims.unique());
        long wanted = Math.min(aims.mutual(), Arrays.stream(own).sum()) / 2 * 2;
        long[] halves = spread(Math.min(wanted, Arrays.stream(both).sum()), both, both);
        long[] room = new long[own.length];
        Arrays.setAll(room, i -> own[i] - halves[i]);
        long[] more = Apportionment.of(wanted - Arrays.stream(halves).sum(), own, room);
        List<Integer> open = new ArrayList<>();
        for (int end = 0; end < halves.length; end++) {
            int node = ends.nodeOf()[end];
            for (long k = 0; k < halves[end] + more[end]; k++) {
                open.add(next[end]++);
                left[node] = Math.max(0, left[node] - 1);
            }
        }
        join(open);
    }

    /** Rows of like ends, by the first affinity, are next to each other; the others are at random. */
    private void join(List<Integer> open) {
        double[] order = new double[rows.size()];
        for (int row : open) {
            int of = first.map(t -> t.from()[rows.from(row)]).orElse(0);
            order[row] = of + random.nextDouble();
        }
        int[] sorted = open.stream()
                .sorted((a, b) -> Double.compare(order[a], order[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i + 1 < sorted.length; i += 2) {
            rows.join(sorted[i], sorted[i + 1]);
        }
    }

    private void others() {
        int[] open = IntStream.range(0, ends.nodeOf().length)
                .flatMap(end -> IntStream.range(next[end], firstRow[end + 1]))
                .toArray();
        long[] counts = Apportionment.of(open.length, left, left);
        int[] slots = IntStream.range(0, counts.length)
                .flatMap(end -> IntStream.range(0, (int) counts[end]).map(k -> end))
                .toArray();
        List<Matching.Term> terms = first.stream()
                .map(t -> new Matching.Term(
                        Arrays.stream(open).map(row -> t.from()[rows.from(row)]).toArray(),
                        Arrays.stream(slots).map(end -> t.to()[end]).toArray(),
                        t.logOdds()))
                .toList();
        int[] none = new int[open.length];
        int[] dealt = new Matching(slots, terms, none, 0, Integer.MAX_VALUE, random).deal();
        for (int i = 0; i < open.length; i++) {
            rows.give(open[i], slots[dealt[i]]);
        }
    }

    /** Which of an end's rows were dealt first says nothing. */
    private void shuffleSiblings() {
        int[] to = rows.ends();
        for (int end = 0; end + 1 < firstRow.length; end++) {
            for (int row = firstRow[end + 1] - 1; row > firstRow[end]; row--) {
                int other = random.nextInt(firstRow[end], row + 1);
                int kept = to[row];
                to[row] = to[other];
                to[other] = kept;
            }
        }
    }
}
