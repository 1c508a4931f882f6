/**
 * Object storage as a small port, its adapters (S3, file system, memory), and blobs named by their digest.
 * Not for the content: {@code platform.artifact} knows keys, manifests and real rows.
 */
@NullMarked
package io.rowmill.platform.storage;

import org.jspecify.annotations.NullMarked;
