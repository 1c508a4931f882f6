package io.rowmill.ingest.snapshot;

import io.rowmill.core.random.Seed;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * @param dropInvalidRows leave out rows with malformed values or broken keys, and what refers to them, instead of rejecting
 * @param keysAreGuessed a key that the rows do not keep is no key, instead of a mistake
 * @param relationalSample keep that many rows of every root table and all that belongs to them; empty: keep all
 * @param privately tell nothing of rows: leave those in place that refer to nothing, and keep silent about invalid ones
 * @param seed what the choice of root rows derives from
 */
public record SnapshotOptions(
        boolean dropInvalidRows, boolean keysAreGuessed, OptionalLong relationalSample, boolean privately, Seed seed) {
    public SnapshotOptions {
        Objects.requireNonNull(seed);
        if (relationalSample.isPresent() && relationalSample.getAsLong() < 1) {
            throw new IllegalArgumentException("a sample needs at least one row");
        }
    }

    /** Of a run without differential privacy. */
    public SnapshotOptions(boolean dropInvalidRows, boolean keysAreGuessed, OptionalLong relationalSample, Seed seed) {
        this(dropInvalidRows, keysAreGuessed, relationalSample, false, seed);
    }
}
