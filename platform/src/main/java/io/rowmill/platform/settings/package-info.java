/** Where broker, registry and storage are, and what every service is told. Not for a request's settings. */
@NullMarked
package io.rowmill.platform.settings;

import org.jspecify.annotations.NullMarked;
