package io.rowmill.platform.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    Path dir;

    @Test
    void cellsComeBackAsTheyWentInAndTheRowsAreCounted() throws IOException {
        // Given
        Path file = dir.resolve("t.avro");
        TableMetadata table = table("a b", "1/č", "rowmill.rows");
        try (SnapshotWriter writer = new SnapshotWriter(file, table)) {
            writer.write(new String[] {null, "", "x"});
            writer.write(new String[] {"ž\n", "\uD83D\uDE00", null});
        }

        // When
        SnapshotRows rows = new SnapshotRows(file, table("1/č", "a b"));

        // Then
        assertThat(rows.rowCount()).isEqualTo(2);
        try (RowCursor cursor = rows.open()) {
            cursor.advance();
            assertThat(Arrays.asList(cursor.value(0), cursor.value(1))).containsExactly("", null);
            cursor.advance();
            assertThat(List.of(cursor.value(0), cursor.value(1))).containsExactly("\uD83D\uDE00", "ž\n");
            assertThat(cursor.advance()).isFalse();
        }
    }

    @Test
    void manyRowsSpanManyBlocks() throws IOException {
        // Given
        Path file = dir.resolve("t.avro");
        try (SnapshotWriter writer = new SnapshotWriter(file, table("n"))) {
            for (int i = 0; i < 200_000; i++) {
                writer.write(new String[] {Integer.toString(i)});
            }
        }

        // When
        SnapshotRows rows = new SnapshotRows(file, table("n"));

        // Then
        try (RowCursor cursor = rows.open()) {
            for (int i = 0; i < rows.rowCount(); i++) {
                assertThat(cursor.advance()).isTrue();
                assertThat(cursor.value(0)).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void aFileThatWasNotClosedIsRefused() throws IOException {
        // Given
        Path file = dir.resolve("t.avro");
        new SnapshotWriter(file, table("n"));

        // When / Then
        assertThatThrownBy(() -> new SnapshotRows(file, table("n")))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("incomplete");
    }

    @Test
    void aBlockThatIsNoRowsIsRefused() {
        // Given a row of one text that says it is longer than its block, and one that ends before it
        byte[] tooLong = {2, 20, 'a'};
        byte[] tooShort = {2, 2, 'a', 'b'};

        // When // Then
        assertThatThrownBy(() -> cells(tooLong)).isInstanceOf(AvroRuntimeException.class);
        assertThatThrownBy(() -> cells(tooShort)).isInstanceOf(AvroRuntimeException.class);
        assertThatThrownBy(() -> cells(new byte[] {2})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(cells(new byte[] {2, 2, 'a'})).containsExactly("a");
    }

    private static List<String> cells(byte[] bytes) {
        SnapshotBlock block = new SnapshotBlock(1);
        block.begin(ByteBuffer.wrap(bytes), 1);
        List<String> cells = new ArrayList<>();
        while (block.advance()) {
            cells.add(block.cell(0));
        }
        return cells;
    }

    @Test
    void aMissingColumnIsRefused() throws IOException {
        // Given
        Path file = dir.resolve("t.avro");
        new SnapshotWriter(file, table("n")).close();

        // When / Then
        assertThatThrownBy(() -> new SnapshotRows(file, table("m")))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("has no column m");
        assertThat(Files.size(file)).isPositive();
    }

    private static TableMetadata table(String... columns) {
        return new TableMetadata(
                "t",
                Stream.of(columns)
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
    }
}
