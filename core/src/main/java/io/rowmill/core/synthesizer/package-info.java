/**
 * The contract between the pipeline and an engine: settings in, a trained synthesizer out, encoded rows from it.
 * Not for networks: nothing here or outside {@code models} knows a generator from a critic.
 */
@NullMarked
package io.rowmill.core.synthesizer;

import org.jspecify.annotations.NullMarked;
