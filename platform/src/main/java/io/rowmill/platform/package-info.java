/**
 * What all services share: the {@link io.rowmill.platform.Platform}, made from the settings of broker, registry and storage.
 * Not for anything that only one stage needs.
 */
@NullMarked
package io.rowmill.platform;

import org.jspecify.annotations.NullMarked;
