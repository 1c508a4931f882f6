package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedTable;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws encoded source rows with repetition, whatever the context. */
record BootstrapSynthesizer(EncodedTable source) implements Synthesizer {
    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        SplittableRandom random = seed.random();
        return source.gather(IntStream.range(0, groups.rows())
                .map(i -> random.nextInt(source.rows()))
                .toArray());
    }

    @Override
    public void close() {}
}
