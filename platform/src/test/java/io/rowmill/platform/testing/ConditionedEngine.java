package io.rowmill.platform.testing;

import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.transform.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Like {@link BootstrapEngine}, of categories and under conditions: a row is drawn from those that have what is known of it. */
public final class ConditionedEngine implements SynthesizerEngine {
    private final BootstrapEngine engine = new BootstrapEngine();

    @Override
    public String name() {
        return SmallRun.OF_CATEGORIES;
    }

    @Override
    public List<SettingDescriptor> settings() {
        return engine.settings();
    }

    @Override
    public Map<String, String> multiples() {
        return engine.multiples();
    }

    @Override
    public boolean takesConditions() {
        return true;
    }

    @Override
    public Encoding encoding() {
        return Encoding.CATEGORICAL;
    }

    @Override
    public Trained train(
            TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException {
        return engine.train(input, settings, checkpoint, listener);
    }

    @Override
    public Synthesizer load(InputStream weights) throws IOException {
        return new Conditioned(engine.load(weights));
    }

    private record Conditioned(Synthesizer source) implements Synthesizer {
        /** Draws of a row at most: of a few hundred rows, one that has what is known is among so many. */
        private static final int ATTEMPTS = 4_000;

        @Override
        public EncodedTable sample(Groups groups, Seed seed) {
            return source.sample(groups, seed);
        }

        @Override
        public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
            if (conditions.known().isEmpty()) {
                return source.sample(groups, seed);
            }
            EncodedTable known = conditions.known().get();
            EncodedTable pool = source.sample(Groups.root(ATTEMPTS), seed);
            SplittableRandom random = seed.derive("row").random();
            int[] rows = IntStream.range(0, groups.rows())
                    .map(row -> like(known, row, pool, random))
                    .toArray();
            EncodedTable drawn = pool.gather(rows);
            List<EncodedPart> parts = new ArrayList<>();
            for (int p = 0; p < drawn.parts().size(); p++) {
                EncodedPart.Codes codes = (EncodedPart.Codes) drawn.parts().get(p);
                int part = p;
                parts.add(new EncodedPart.Codes(
                        codes.layout(),
                        IntStream.range(0, rows.length)
                                .map(row -> known.code(part, row) < 0 ? codes.codes()[row] : known.code(part, row))
                                .toArray()));
            }
            return new EncodedTable(rows.length, parts);
        }

        /** Any row where none has what is known. */
        private static int like(EncodedTable known, int row, EncodedTable pool, SplittableRandom random) {
            int first = random.nextInt(ATTEMPTS);
            for (int i = 0; i < ATTEMPTS; i++) {
                int at = (first + i) % ATTEMPTS;
                boolean fits = IntStream.range(0, known.parts().size())
                        .allMatch(p -> known.code(p, row) < 0 || known.code(p, row) == pool.code(p, at));
                if (fits) {
                    return at;
                }
            }
            return first;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
