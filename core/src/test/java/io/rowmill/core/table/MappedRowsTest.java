package io.rowmill.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedRowsTest {
    @TempDir
    Path folder;

    private EncodedColumnFile column(String name, EncodedPart... parts) throws Exception {
        EncodedColumnFile.write(folder.resolve(name), List.of(parts));
        return EncodedColumnFile.map(folder.resolve(name));
    }

    @Test
    void everyColumnFindsItsRowsInItsOwnWay() throws Exception {
        // Given: a child's amount; its parent's colour and size, where it has a parent
        EncodedColumnFile amounts = column("amount", new EncodedPart.Scalars(new float[] {.1f, .2f, .3f}));
        Part.OneHot colours = new Part.OneHot(300, true);
        EncodedColumnFile parents = column(
                "parent",
                new EncodedPart.Codes(colours, new int[] {299, -1}),
                new EncodedPart.Scalars(new float[] {.5f, .6f}));
        int[] parentOf = {1, -1, 0};

        // When
        MappedRows rows = new MappedRows(
                3,
                List.of(
                        new MappedRows.Source(amounts, IntUnaryOperator.identity()),
                        new MappedRows.Source(parents, row -> parentOf[row])));

        // Then
        assertThat(rows.layout()).containsExactly(new Part.Scalar(), colours, new Part.Scalar());
        assertThat(rows.width()).isEqualTo(302);
        EncodedTable expected = new EncodedTable(
                3,
                List.of(
                        new EncodedPart.Scalars(new float[] {.1f, .2f, .3f}),
                        new EncodedPart.Codes(colours, new int[] {-1, -1, 299}),
                        new EncodedPart.Scalars(new float[] {.6f, 0f, .5f})));
        assertThat(rows.gather(new int[] {0, 1, 2})).usingRecursiveComparison().isEqualTo(expected);
        int[] some = {2, -1, 2};
        assertThat(rows.gather(some)).usingRecursiveComparison().isEqualTo(expected.gather(some));
    }
}
