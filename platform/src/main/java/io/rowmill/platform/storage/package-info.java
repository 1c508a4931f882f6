/**
 * Object storage as a small port, its adapters (S3, filesystem, memory), and blobs named by their digest.
 * Not for what lies in the store: keys, manifests and real rows belong to {@code platform.artifact}.
 */
@NullMarked
package io.rowmill.platform.storage;

import org.jspecify.annotations.NullMarked;
