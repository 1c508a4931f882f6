package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.List;

/** Bins as numbers: which bin and position a number has, and the value at a position. */
final class BinScale {
    /** Beyond, a double no longer counts by ones. */
    private static final double MAX_POINTS = 0x1p50;

    private final NumericScale scale;
    private final Comparable<?>[] lowest;
    private final Comparable<?>[] highest;
    private final double[] low;
    private final double[] high;
    private final boolean[] single;
    /** Ranges and single values apart: a frequent value may lie inside a range. */
    private final int[] ranges;

    private final int[] singles;
    private final double least;
    private final double most;

    BinScale(ValueFormat format, long step, List<ValueBin> bins) {
        this.scale = new NumericScale(format, step);
        lowest = new Comparable<?>[bins.size()];
        highest = new Comparable<?>[bins.size()];
        low = new double[bins.size()];
        high = new double[bins.size()];
        single = new boolean[bins.size()];
        for (int i = 0; i < bins.size(); i++) {
            ValueBin bin = bins.get(i);
            single[i] = bin.isSingle();
            lowest[i] = (Comparable<?>) format.parse(bin.low());
            highest[i] = single[i] ? lowest[i] : (Comparable<?>) format.parse(bin.high());
            low[i] = scale.toDouble(lowest[i]);
            high[i] = scale.toDouble(highest[i]);
        }
        ranges = indices(false);
        singles = indices(true);
        least = Arrays.stream(low).min().orElseThrow();
        most = Arrays.stream(high).max().orElseThrow();
    }

    private int[] indices(boolean ofSingles) {
        int[] all = new int[single.length];
        Arrays.setAll(all, i -> i);
        return Arrays.stream(all).filter(i -> single[i] == ofSingles).toArray();
    }

    /** The single value itself, else the range that holds the number, else whatever is nearest. */
    int binOf(double number) {
        int nearestSingle = nearest(singles, number);
        if (nearestSingle >= 0 && low[nearestSingle] == number) {
            return nearestSingle;
        }
        int nearestRange = nearest(ranges, number);
        if (nearestSingle < 0) {
            return nearestRange;
        }
        return nearestRange >= 0 && distance(nearestRange, number) <= distance(nearestSingle, number)
                ? nearestRange
                : nearestSingle;
    }

    /** One of the bins holds the number. */
    boolean reaches(double number) {
        return distance(binOf(number), number) == 0;
    }

    /** The number is a bin of its own. */
    boolean isSingle(double number) {
        int bin = binOf(number);
        return single[bin] && low[bin] == number;
    }

    /** Lies between the outermost bins; where all are single values, is one of them. */
    boolean spans(double number) {
        return ranges.length == 0 ? reaches(number) : number >= least && number <= most;
    }

    private int nearest(int[] among, double number) {
        int from = 0;
        int to = among.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (low[among[middle]] <= number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        if (from == 0) {
            return among.length == 0 ? -1 : among[0];
        }
        int before = among[from - 1];
        return from < among.length && distance(among[from], number) < distance(before, number) ? among[from] : before;
    }

    private double distance(int bin, double number) {
        return Math.max(0, Math.max(low[bin] - number, number - high[bin]));
    }

    int positionOf(double number, int bin, int positions) {
        if (single[bin]) {
            return 0;
        }
        double inside = Math.max(low[bin], Math.min(high[bin], number)) - low[bin];
        double points = points(bin);
        if (points <= positions) {
            // Bounds may lie between the steps of their range.
            return (int) Math.min(points - 1, Math.rint(inside / scale.unit()));
        }
        double position = points < MAX_POINTS
                ? Math.rint(inside / scale.unit()) * positions / points
                : inside / (high[bin] - low[bin]) * positions;
        return (int) Math.min(positions - 1, position);
    }

    /** @param unit in [0, 1]: where inside the position */
    double number(int bin, int position, int positions, double unit) {
        if (single[bin]) {
            return low[bin];
        }
        double points = points(bin);
        if (points <= positions) {
            return Math.min(high[bin], low[bin] + position * scale.unit());
        }
        if (points >= MAX_POINTS) {
            return low[bin] + (high[bin] - low[bin]) * ((position + unit) / positions);
        }
        double first = Math.ceil(position * points / positions);
        double last = Math.max(first, Math.ceil((position + 1) * points / positions) - 1);
        double point = Math.min(last, first + Math.floor(unit * (last - first + 1)));
        return Math.min(high[bin], low[bin] + point * scale.unit());
    }

    /** @return as the format parses it, never outside the bin */
    @SuppressWarnings("unchecked")
    Object value(int bin, int position, int positions, double unit) {
        if (single[bin]) {
            return lowest[bin];
        }
        Comparable<Object> value =
                (Comparable<Object>) scale.fromDouble(number(bin, position, positions, unit), lastDigits(unit));
        if (value.compareTo(lowest[bin]) < 0) {
            return lowest[bin];
        }
        return value.compareTo(highest[bin]) > 0 ? highest[bin] : value;
    }

    /** As good as independent of the leading digits of the draw. */
    private static double lastDigits(double unit) {
        return (new Seed(Double.doubleToLongBits(unit)).derive(0).value() >>> 11) * 0x1p-53;
    }

    /** Writable values of a range. */
    double points(int bin) {
        double unit = scale.unit();
        return unit == 0 ? Double.POSITIVE_INFINITY : Math.rint((high[bin] - low[bin]) / unit) + 1;
    }
}
