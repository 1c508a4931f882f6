package io.rowmill.platform.snapshot;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * Version 1 of the format: a record with one field per column, a union of null and string; the field's name is
 * {@code c<index>}, its {@code doc} the column's name; the record's {@code doc} is the table's name.
 */
final class SnapshotFormat {
    static final String VERSION = "1";
    static final String VERSION_KEY = "rowmill.formatVersion";
    static final String ROWS_KEY = "rowmill.rows";
    /** Rows are counted while they are written, so the count's place is reserved and filled in at the end. */
    static final int ROWS_DIGITS = 19;

    static final int NULL = 0;
    static final int TEXT = 1;

    private SnapshotFormat() {}

    static Schema schemaOf(TableMetadata table) {
        var fields = SchemaBuilder.record("Row")
                .namespace("io.rowmill.snapshot")
                .doc(table.name())
                .fields();
        List<ColumnMetadata> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            fields = fields.name("c" + i)
                    .doc(columns.get(i).name())
                    .type()
                    .unionOf()
                    .nullType()
                    .and()
                    .stringType()
                    .endUnion()
                    .noDefault();
        }
        return fields.endRecord();
    }
}
