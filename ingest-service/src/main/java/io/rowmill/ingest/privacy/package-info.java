/**
 * Puts stand-ins in the place of real rows, if a request asks for differential privacy. Not for training, which reads real rows later by
 * private steps.
 */
@NullMarked
package io.rowmill.ingest.privacy;

import org.jspecify.annotations.NullMarked;
