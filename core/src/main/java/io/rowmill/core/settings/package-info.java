/**
 * The settings of a request: descriptors, values as text, and typed options of a run and of a table.
 * Not for an engine's settings, which the engine describes and reads.
 */
@NullMarked
package io.rowmill.core.settings;

import org.jspecify.annotations.NullMarked;
