/**
 * What all services share: settings of broker, registry and storage, and the {@link io.rowmill.platform.Platform} made from them.
 * Not for anything that one stage alone needs.
 */
package io.rowmill.platform;
