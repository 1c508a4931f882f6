/**
 * The settings of the engine {@code ctgan}, and the learning rates of each step, which follow from them.
 * Not for the settings that all engines have.
 */
@NullMarked
package io.rowmill.models.ctgan.settings;

import org.jspecify.annotations.NullMarked;
