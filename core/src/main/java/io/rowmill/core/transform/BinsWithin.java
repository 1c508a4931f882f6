package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of each bin lies within a range or a set: how much of it, and a value of it. */
final class BinsWithin {
    private final NumericScale scale;
    private final Within.Typed within;
    private final double[] low;
    private final double[] high;
    private final boolean[] single;
    private final double[] among;

    BinsWithin(ValueFormat format, long step, List<ValueBin> bins, Within.Typed within) {
        this.scale = new NumericScale(format, step);
        this.within = within;
        this.low = new double[bins.size()];
        this.high = new double[bins.size()];
        this.single = new boolean[bins.size()];
        for (int i = 0; i < bins.size(); i++) {
            String least = bins.get(i).low();
            String most = bins.get(i).high();
            single[i] = most == null;
            low[i] = scale.toDouble(format.parse(least));
            high[i] = most == null ? low[i] : scale.toDouble(format.parse(most));
        }
        this.among = within.among().stream()
                .filter(within::has)
                .mapToDouble(scale::toDouble)
                .sorted()
                .toArray();
    }

    /** @return in [0, 1]: the share of the bin's values, as if all were as likely */
    double share(int bin) {
        if (single[bin]) {
            return within.has(scale.fromDouble(low[bin])) ? 1 : 0;
        }
        double unit = scale.unit();
        double values = unit == 0 ? high[bin] - low[bin] : Math.rint((high[bin] - low[bin]) / unit) + 1;
        if (!within.among().isEmpty()) {
            return Math.min(1, members(bin).size() / Math.max(1, values));
        }
        double from = from(bin);
        double to = to(bin);
        return from > to
                ? 0
                : Math.min(1, unit == 0 ? (to - from) / values : (Math.rint((to - from) / unit) + 1) / values);
    }

    /**
     * A value of the bin that is within, if there is one.
     *
     * @param unit in [0, 1)
     */
    @Nullable
    Object value(int bin, double unit) {
        if (!within.among().isEmpty()) {
            List<Double> members = members(bin);
            return members.isEmpty()
                    ? null
                    : scale.fromDouble(members.get((int) Math.min(members.size() - 1.0, unit * members.size())));
        }
        double from = from(bin);
        double to = to(bin);
        double step = scale.unit();
        double number = step == 0
                ? from + unit * (to - from)
                : from
                        + step
                                * Math.min(
                                        Math.rint((to - from) / step),
                                        Math.floor(unit * (Math.rint((to - from) / step) + 1)));
        Object value = scale.fromDouble(number);
        return within.has(value) ? value : null;
    }

    private List<Double> members(int bin) {
        List<Double> out = new ArrayList<>();
        for (double value : among) {
            if (value >= low[bin] && value <= high[bin]) {
                out.add(value);
            }
        }
        return out;
    }

    /** The first value of the bin that is within: bounds may lie between the steps of their bin. */
    private double from(int bin) {
        double bound = Math.max(
                within.atLeast() == null ? low[bin] : scale.toDouble(within.atLeast()),
                within.above() == null ? low[bin] : scale.toDouble(within.above()));
        if ((bound <= low[bin] && within.has(scale.fromDouble(low[bin]))) || scale.unit() == 0) {
            return Math.max(low[bin], bound);
        }
        double steps = Math.floor((Math.max(bound, low[bin]) - low[bin]) / scale.unit());
        for (int i = 0; i < 3; i++) {
            double number = low[bin] + (steps + i) * scale.unit();
            if (isAbove(number)) {
                return number;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private double to(int bin) {
        double bound = Math.min(
                within.atMost() == null ? high[bin] : scale.toDouble(within.atMost()),
                within.below() == null ? high[bin] : scale.toDouble(within.below()));
        if (scale.unit() == 0) {
            return Math.min(high[bin], bound);
        }
        double steps = Math.ceil((Math.min(bound, high[bin]) - low[bin]) / scale.unit());
        for (int i = 0; i < 3; i++) {
            double number = Math.min(high[bin], low[bin] + (steps - i) * scale.unit());
            if (isBelow(number)) {
                return number;
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    private boolean isAbove(double number) {
        return new Within.Typed(within.atLeast(), within.above(), null, null, java.util.Set.of())
                .has(scale.fromDouble(number));
    }

    private boolean isBelow(double number) {
        return new Within.Typed(null, null, within.atMost(), within.below(), java.util.Set.of())
                .has(scale.fromDouble(number));
    }
}
