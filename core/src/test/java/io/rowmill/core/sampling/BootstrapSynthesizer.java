package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws encoded source rows with repetition, whatever the context. */
record BootstrapSynthesizer(EncodedTable source) implements Synthesizer {
    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        return drawn(groups.rows(), IntStream.range(0, source.rows()).toArray(), seed);
    }

    /** Of what is asked, only cells that all rows have, and values whose share is none. */
    @Override
    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        int[] fitting = IntStream.range(0, source.rows())
                .filter(row -> IntStream.range(0, source.parts().size()).allMatch(part -> fits(part, row, conditions)))
                .toArray();
        return drawn(groups.rows(), fitting, seed);
    }

    private boolean fits(int part, int row, Conditions conditions) {
        int code = code(source, part, row);
        int known = conditions.known().map(k -> code(k, part, 0)).orElse(-1);
        double[] shares = conditions.shares().get(part);
        return (known < 0 || known == code) && (shares == null || shares[code] > 0);
    }

    private static int code(EncodedTable table, int part, int row) {
        return ((EncodedPart.Codes) table.parts().get(part)).codes()[row];
    }

    private EncodedTable drawn(int count, int[] rows, Seed seed) {
        SplittableRandom random = seed.random();
        return source.gather(IntStream.range(0, count)
                .map(i -> rows[random.nextInt(rows.length)])
                .toArray());
    }

    @Override
    public void close() {}
}
