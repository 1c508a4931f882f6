package io.rowmill.ingest.snapshot;

import io.rowmill.core.random.Seed;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * @param dropInvalidRows leave out rows with malformed values or broken keys, and what refers to them, instead of rejecting
 * @param keysAreGuessed a key that the rows do not keep is no key, instead of a mistake
 * @param relationalSample keep that many rows of every root table and all that belongs to them; empty: keep all
 * @param seed what the choice of root rows derives from
 */
public record SnapshotOptions(
        boolean dropInvalidRows, boolean keysAreGuessed, OptionalLong relationalSample, Seed seed) {
    public SnapshotOptions {
        Objects.requireNonNull(seed);
        if (relationalSample.isPresent() && relationalSample.getAsLong() < 1) {
            throw new IllegalArgumentException("a sample needs at least one row");
        }
    }
}
