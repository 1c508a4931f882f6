/**
 * What a request may set: descriptors, values as text, and the typed options of a run and of a table. Not for an engine's own
 * settings, which the engine describes and reads.
 */
@NullMarked
package io.rowmill.core.settings;

import org.jspecify.annotations.NullMarked;
