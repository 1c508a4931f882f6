package io.rowmill.platform.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.MadeUpColumn;
import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of preprocess for one table.
 *
 * @param transform fitted transforms of the table, as JSON
 * @param columns encoded content columns, in the order of the table
 * @param batches batches of the learned columns, in sampling order; a table that is not split has one
 * @param hidden how much of each column is hidden because it is rare or extreme
 * @param madeUp columns whose values are made up instead of learned
 * @param rules rules between the columns of its rows, as JSON; null: there are none, or they weren't looked for
 * @param copied the rows of a reference table, as JSON: they are public and outlive the run; null: the table is learned
 */
public record PreprocessManifest(
        int formatVersion,
        String runId,
        String table,
        long rows,
        BlobRef transform,
        List<EncodedColumn> columns,
        List<ColumnBatch> batches,
        List<HiddenValues> hidden,
        List<MadeUpColumn> madeUp,
        @Nullable BlobRef rules,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlobRef copied) {
    public static final int FORMAT_VERSION = 1;

    public PreprocessManifest {
        columns = List.copyOf(columns);
        // Before there were batches, every table was learned whole.
        batches = batches == null ? whole(columns) : List.copyOf(batches);
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        madeUp = madeUp == null ? List.of() : List.copyOf(madeUp);
    }

    /** Of a table without rules. */
    public PreprocessManifest(
            int formatVersion,
            String runId,
            String table,
            long rows,
            BlobRef transform,
            List<EncodedColumn> columns,
            List<ColumnBatch> batches,
            List<HiddenValues> hidden,
            List<MadeUpColumn> madeUp) {
        this(formatVersion, runId, table, rows, transform, columns, batches, hidden, madeUp, null, null);
    }

    /** Of a table that is copied: nothing of it is learned. */
    public PreprocessManifest copied(BlobRef rowsAsTheyAre) {
        return new PreprocessManifest(
                formatVersion,
                runId,
                table,
                rows,
                transform,
                columns,
                List.of(),
                hidden,
                List.of(),
                rules,
                rowsAsTheyAre);
    }

    private static List<ColumnBatch> whole(List<EncodedColumn> columns) {
        List<String> learned =
                learned(columns).stream().map(EncodedColumn::column).toList();
        return learned.isEmpty() ? List.of() : List.of(ColumnBatch.whole(learned));
    }

    /** @param digest digest of the file, which readers check */
    public record EncodedColumn(String column, List<Part> parts, String key, String digest, long size) {}

    /** Content columns that are learned. A constant column has no parts and is not among them. */
    public List<EncodedColumn> learnedColumns() {
        return learned(columns);
    }

    private static List<EncodedColumn> learned(List<EncodedColumn> columns) {
        return columns.stream().filter(c -> !c.parts().isEmpty()).toList();
    }

    public EncodedColumn column(String name) {
        return columns.stream()
                .filter(c -> c.column().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no encoded column " + table + "." + name));
    }
}
