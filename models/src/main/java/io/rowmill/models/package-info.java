/**
 * Shared access to the tensor library: starting it, choosing a device, moving memory in and out.
 * Not for networks or training loops: each engine has a @NullMarked
 * package of its own.
 */
package io.rowmill.models;
