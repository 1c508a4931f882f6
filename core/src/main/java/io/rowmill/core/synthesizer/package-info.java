/**
 * The contract between the pipeline and an engine: settings in, a trained synthesizer out, encoded rows from it.
 * Not for networks: only {@code models} knows them.
 */
@NullMarked
package io.rowmill.core.synthesizer;

import org.jspecify.annotations.NullMarked;
