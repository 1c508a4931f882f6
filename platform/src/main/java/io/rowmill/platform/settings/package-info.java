/**
 * Settings of a process: the addresses of broker, registry and storage, and what every service needs.
 * Not for the settings of a request.
 */
@NullMarked
package io.rowmill.platform.settings;

import org.jspecify.annotations.NullMarked;
