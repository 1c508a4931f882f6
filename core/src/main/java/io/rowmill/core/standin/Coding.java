package io.rowmill.core.standin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A column's cells as few codes, so that pairs of columns have few cells. */
final class Coding {
    /** Of one column. */
    private static final int MOST = 32;

    /** Draws a cell of a code. */
    private interface Draw {
        @Nullable
        String of(int code, SplittableRandom random);
    }

    private final double[] weights;
    private final ToIntFunction<@Nullable String> code;
    private final Draw draw;

    private Coding(double[] weights, ToIntFunction<@Nullable String> code, Draw draw) {
        this.weights = weights;
        this.code = code;
        this.draw = draw;
    }

    /** Frequent values have codes of their own, others share one. */
    static Optional<Coding> ofCategories(List<Weighted<Optional<String>>> all) {
        List<Weighted<Optional<String>>> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble((Weighted<Optional<String>> v) -> -v.weight()));
        Map<Optional<String>, Integer> codes = new HashMap<>();
        List<List<Weighted<Optional<String>>>> groups = new ArrayList<>();
        for (Weighted<Optional<String>> value : sorted) {
            if (groups.size() < MOST) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(value);
            codes.put(value.value(), groups.size() - 1);
        }
        List<Wheel<Optional<String>>> wheels = groups.stream().map(Wheel::new).toList();
        return of(wheels, cell -> codes.getOrDefault(Optional.ofNullable(cell), -1), (code, random) -> wheels.get(code)
                .draw(random)
                .orElse(null));
    }

    /**
     * Neighbouring numbers share a code.
     *
     * @param read the number that a cell stands for; empty: null
     * @param cell writes a number
     */
    static Optional<Coding> ofNumbers(
            List<Weighted<Optional<Bin>>> all,
            Function<@Nullable String, Optional<Double>> read,
            DoubleFunction<String> cell) {
        List<Weighted<Optional<Bin>>> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(b -> b.value().map(Bin::low).orElse(Double.NEGATIVE_INFINITY)));
        double total = all.stream().mapToDouble(Weighted::weight).sum();
        TreeMap<Double, Integer> from = new TreeMap<>();
        List<List<Weighted<Optional<Bin>>>> groups = new ArrayList<>();
        double before = 0;
        int last = -1;
        for (Weighted<Optional<Bin>> bin : sorted) {
            int wanted = bin.value().isEmpty() ? -2 : (int) (before / total * (MOST - 1));
            if (groups.isEmpty() || wanted != last) {
                groups.add(new ArrayList<>());
                from.put(bin.value().map(Bin::low).orElse(Double.NEGATIVE_INFINITY), groups.size() - 1);
            }
            groups.get(groups.size() - 1).add(bin);
            last = wanted;
            before += bin.weight();
        }
        boolean nullable = all.stream().anyMatch(b -> b.value().isEmpty());
        List<Wheel<Optional<Bin>>> wheels = groups.stream().map(Wheel::new).toList();
        return of(
                wheels,
                real -> read.apply(real).map(v -> from.floorEntry(v).getValue()).orElse(nullable ? 0 : -1),
                (code, random) -> wheels.get(code)
                        .draw(random)
                        .map(bin -> cell.apply(bin.draw(random)))
                        .orElse(null));
    }

    private static <T> Optional<Coding> of(List<Wheel<T>> wheels, ToIntFunction<@Nullable String> code, Draw draw) {
        double[] weights = wheels.stream().mapToDouble(Wheel::weight).toArray();
        return wheels.size() < 2 ? Optional.empty() : Optional.of(new Coding(weights, code, draw));
    }

    int codes() {
        return weights.length;
    }

    /** How often each code is. */
    double[] weights() {
        return weights.clone();
    }

    /** @return -1: the cell is none of the column's */
    int code(@Nullable String cell) {
        return code.applyAsInt(cell);
    }

    @Nullable
    String draw(int of, SplittableRandom random) {
        return draw.of(of, random);
    }
}
