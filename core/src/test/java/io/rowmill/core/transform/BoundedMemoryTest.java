package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnsWriter;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedMemoryTest {
    private static final int ROWS = 150_000;
    /** Held together, the texts would need far more than the heap of the test. */
    private static final int TEXT_LENGTH = 8_000;

    @TempDir
    Path folder;

    @Test
    void aTableLargerThanTheHeapIsFittedAndEncoded() throws Exception {
        // Given
        TableRows rows = new GeneratedRows();
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan((long) ROWS * TEXT_LENGTH);

        // When
        TableTransform transform = TableTransform.fit(rows, Set.of(), TransformOptions.DEFAULT, new Seed(1));
        transform.encode(rows, new Seed(1), EncodedColumnsWriter.files(folder::resolve));

        // Then
        assertThat(transform.contentColumns()).containsExactly("number");
        assertThat(EncodedColumnFile.map(folder.resolve("number")).rows()).isEqualTo(ROWS);
    }

    private static final class GeneratedRows implements TableRows {
        private static final String FILLER = "lorem ipsum ".repeat(TEXT_LENGTH / 12);

        @Override
        public TableMetadata metadata() {
            return new TableMetadata(
                    "t",
                    List.of(ColumnMetadata.of("number", Sdtype.NUMERICAL), ColumnMetadata.of("text", Sdtype.TEXT)),
                    List.of());
        }

        @Override
        public long rowCount() {
            return ROWS;
        }

        @Override
        public RowCursor open() {
            return new RowCursor() {
                private int row = -1;

                @Override
                public boolean advance() {
                    return ++row < ROWS;
                }

                @Override
                public String value(int column) {
                    long mixed = new Seed(1).derive(row).value();
                    return column == 0 ? Integer.toString((int) mixed) : mixed + FILLER;
                }

                @Override
                public void close() {}
            };
        }
    }
}
