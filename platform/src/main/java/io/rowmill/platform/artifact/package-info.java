/**
 * The artifacts of a run in object storage: keys, manifests, blobs, and the real rows while the run lasts.
 * Not for the store itself: that is {@code platform.storage}.
 */
@NullMarked
package io.rowmill.platform.artifact;

import org.jspecify.annotations.NullMarked;
