package io.rowmill.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedColumnFileTest {
    private static final List<EncodedPart> GOLDEN = List.of(
            new EncodedPart.Scalars(new float[] {0.5f, -0.99f, 0f}),
            new EncodedPart.Codes(new Part.OneHot(10, false), new int[] {9, 0, -1}),
            new EncodedPart.Codes(new Part.OneHot(300, true), new int[] {299, -1, 7}),
            new EncodedPart.Codes(new Part.OneHot(70_000, true), new int[] {-1, 69_999, 0}));

    @TempDir
    Path folder;

    private static void assertEqual(List<EncodedPart> actual, List<EncodedPart> expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void version1IsWrittenAndReadAsOnItsFirstDay() throws Exception {
        // Given
        byte[] golden;
        try (InputStream in = getClass().getResourceAsStream("encoded-column-v1.bin")) {
            golden = in.readAllBytes();
        }
        Path file = folder.resolve("column");

        // When
        EncodedColumnFile.write(file, GOLDEN);

        // Then
        assertThat(Files.readAllBytes(file)).isEqualTo(golden);
        assertEqual(EncodedColumnFile.read(new ByteArrayInputStream(golden)).parts(), GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 32_768, 32_769, 1_000_000})
    void aMappedFileGivesTheRowsAskedFor(int size) throws Exception {
        // Given
        SplittableRandom random = new SplittableRandom(size);
        int[] codes = random.ints(5_001, -1, size).toArray();
        codes[0] = size - 1;
        float[] scalars = new float[codes.length];
        Arrays.fill(scalars, 0.25f);
        scalars[5_000] = -1f;
        List<EncodedPart> parts =
                List.of(new EncodedPart.Codes(new Part.OneHot(size, true), codes), new EncodedPart.Scalars(scalars));
        Path file = folder.resolve("column");

        // When
        EncodedColumnFile.write(file, parts);
        EncodedColumnFile mapped = EncodedColumnFile.map(file);

        // Then
        int[] rows = {5_000, 0, -1, 17, 17};
        assertThat(mapped.rows()).isEqualTo(5_001);
        assertThat(mapped.layout()).containsExactly(new Part.OneHot(size, true), new Part.Scalar());
        assertEqual(mapped.parts(), parts);
        assertEqual(mapped.parts(rows), parts.stream().map(p -> p.gather(rows)).toList());
        assertEqual(
                mapped.parts(2, 4),
                parts.stream().map(p -> p.gather(new int[] {2, 3})).toList());
    }

    @Test
    void aColumnWithoutRowsOrPartsIsAFileToo() throws Exception {
        // Given
        Path file = folder.resolve("column");

        // When
        EncodedColumnFile.create(file, 5, List.of()).close();
        EncodedColumnFile withoutParts = EncodedColumnFile.map(file);
        EncodedColumnFile.create(file, 0, List.of(new Part.Scalar())).close();
        EncodedColumnFile withoutRows = EncodedColumnFile.map(file);

        // Then
        assertThat(withoutParts.rows()).isEqualTo(5);
        assertThat(withoutParts.parts()).isEmpty();
        assertThat(withoutRows.parts().get(0).rows()).isZero();
    }

    @Test
    void whatIsCutOffOrForeignIsADefect() throws Exception {
        // Given
        Path file = folder.resolve("column");
        EncodedColumnFile.write(file, GOLDEN);
        byte[] bytes = Files.readAllBytes(file);

        // When, Then
        for (int length : new int[] {0, 10, 30, 90, bytes.length - 1}) {
            byte[] cut = Arrays.copyOf(bytes, length);
            Files.write(file, cut);
            assertThatThrownBy(() -> EncodedColumnFile.map(file)).isInstanceOf(FailureException.class);
            assertThatThrownBy(() -> EncodedColumnFile.read(new ByteArrayInputStream(cut)))
                    .isInstanceOf(FailureException.class);
        }
        bytes[8] = 2;
        assertThatThrownBy(() -> EncodedColumnFile.read(new ByteArrayInputStream(bytes)))
                .hasMessageContaining("version 2");
    }

    @Test
    void aWrongNumberOfRowsDoesNotGoUnnoticed() throws Exception {
        // Given
        Path file = folder.resolve("column");
        EncodedColumnWriter tooFew = EncodedColumnFile.create(file, 2, List.of(new Part.Scalar()));
        tooFew.scalar(0, 1f);

        // When, Then
        assertThatThrownBy(tooFew::close).isInstanceOf(IllegalStateException.class);
        try (EncodedColumnWriter exact = EncodedColumnFile.create(file, 1, List.of(new Part.OneHot(3, true)))) {
            exact.code(0, 2);
            assertThatThrownBy(() -> exact.code(0, 2)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> exact.code(0, 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> exact.scalar(0, 1f)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
