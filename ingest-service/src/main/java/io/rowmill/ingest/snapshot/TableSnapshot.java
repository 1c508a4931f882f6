package io.rowmill.ingest.snapshot;

import java.nio.file.Path;

/**
 * @param path Avro container file, see {@link io.rowmill.platform.snapshot.SnapshotRows}
 * @param rowCount rows in the file
 * @param droppedRows invalid rows left out (rows that a sample left out are not counted)
 */
public record TableSnapshot(String table, Path path, long rowCount, long droppedRows) {}
