/**
 * Scores synthetic files against real ones: reads folders, runs the measures of {@code core.quality} with a boosting library.
 * Not for the measures themselves.
 */
@NullMarked
package io.rowmill.cli.score;

import org.jspecify.annotations.NullMarked;
