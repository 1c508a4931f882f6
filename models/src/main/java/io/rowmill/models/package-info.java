/**
 * Shared access to the tensor library: starting it, choosing a device, moving data in and out.
 * Not for networks or training loops: each engine has its own package.
 */
@NullMarked
package io.rowmill.models;

import org.jspecify.annotations.NullMarked;
