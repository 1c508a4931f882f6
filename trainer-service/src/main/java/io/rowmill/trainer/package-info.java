/**
 * Learns the content of tables: plans the jobs of a run, trains them with an engine, assembles the model.
 * Not for networks: they are behind {@link io.rowmill.core.synthesizer.SynthesizerEngine}.
 */
@NullMarked
package io.rowmill.trainer;

import org.jspecify.annotations.NullMarked;
