/**
 * What all services share: the {@link io.rowmill.platform.Platform} that is made from the settings of broker, registry and storage.
 * Not for anything that one stage alone needs.
 */
@NullMarked
package io.rowmill.platform;

import org.jspecify.annotations.NullMarked;
