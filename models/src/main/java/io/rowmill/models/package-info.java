/**
 * Shared access to the tensor library: starting it, choosing a device, moving data in and out.
 * Not for networks or training loops: each engine has its own package.
 */
package io.rowmill.models;
