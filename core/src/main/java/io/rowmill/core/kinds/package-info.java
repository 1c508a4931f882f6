/** Kinds of text whose spelling has rules (UUID, IP address, JSON): how they are recognized and made up validly. */
@NullMarked
package io.rowmill.core.kinds;

import org.jspecify.annotations.NullMarked;
