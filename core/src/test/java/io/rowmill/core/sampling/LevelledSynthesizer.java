package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Draws encoded source rows whose parents have the same levels, and any rows where there are none. */
final class LevelledSynthesizer implements Synthesizer {
    private final EncodedTable source;
    private final Map<Integer, int[]> levels;
    private final Map<List<Integer>, List<Integer>> rows = new HashMap<>();

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
            List<Integer> alike = rows.get(key);
            drawn[row] = alike == null ? random.nextInt(source.rows()) : alike.get(random.nextInt(alike.size()));
        }
        return source.gather(drawn);
    }

    /** Under conditions, whatever the levels. */
    @Override
    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        return new BootstrapSynthesizer(source).sample(groups, conditions, seed);
    }

    @Override
    public void close() {}
}
