package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Draws encoded source rows whose parents have the same levels, or the nearest ones where there are none. */
final class LevelledSynthesizer implements Synthesizer {
    private final EncodedTable source;
    private final Map<Integer, int[]> levels;
    private final Map<List<Integer>, List<Integer>> rows = new LinkedHashMap<>();
    private final List<List<Integer>> real;

    /** @param levels per part of the context that is a level, the code of each source row */
    LevelledSynthesizer(EncodedTable source, Map<Integer, int[]> levels) {
        this.source = source;
        this.levels = new TreeMap<>(levels);
        for (int row = 0; row < source.rows(); row++) {
            List<Integer> key = new ArrayList<>();
            for (int[] level : this.levels.values()) {
                key.add(level[row]);
            }
            rows.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        real = List.copyOf(rows.keySet());
    }

    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        SplittableRandom random = seed.random();
        EncodedTable contexts = groups.contextOfRows();
        int[] drawn = new int[groups.rows()];
        for (int row = 0; row < drawn.length; row++) {
            List<Integer> key = new ArrayList<>();
            for (int part : levels.keySet()) {
                key.add(((EncodedPart.Codes) contexts.parts().get(part)).codes()[row]);
            }
            List<Integer> alike = rows.containsKey(key) ? rows.get(key) : nearest(key);
            drawn[row] = alike.get(random.nextInt(alike.size()));
        }
        return source.gather(drawn);
    }

    private List<Integer> nearest(List<Integer> key) {
        return real.stream()
                .min(Comparator.comparingInt(k -> distance(k, key)))
                .map(rows::get)
                .orElseThrow();
    }

    private static int distance(List<Integer> one, List<Integer> other) {
        return IntStream.range(0, one.size())
                .map(i -> Math.abs(one.get(i) - other.get(i)))
                .sum();
    }

    /** Under conditions, whatever the levels. */
    @Override
    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        return new BootstrapSynthesizer(source).sample(groups, conditions, seed);
    }

    @Override
    public void close() {}
}
