package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden file was written by the first release of its version; later programs must read it. */
class WeightsFormatTest {
    private static final WeightsHeader HEADER = new WeightsHeader(
            2,
            List.of(3),
            List.of(new Part.OneHot(2, true), new Part.Scalar(), new Part.OneHot(3, false)),
            List.of(new Part.Scalar()),
            new int[][] {{3, 1}},
            false,
            List.of(),
            List.of());

    /** The first part is seen as two digits by networks: two high ones, three low ones. */
    private static final WeightsHeader WITH_DIGITS = new WeightsHeader(
            2,
            List.of(3),
            List.of(new Part.OneHot(5, true), new Part.Scalar()),
            List.of(new Part.OneHot(4, true)),
            new int[][] {{6, 4}},
            false,
            List.of(new Digits(0, 3, new int[] {0, 4, 1, 2, 3}, new int[] {3, 1, 2, 1, 3})),
            List.of(new Digits(0, 2, new int[] {3, 2, 1, 0}, new int[] {1, 2, 3, 4})));

    private static TensorFile<WeightsHeader> fileWithDigits() {
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
        tensor(tensors, "generator.residual0.weight", 3, 8);
        tensor(tensors, "generator.residual0.bias", 3);
        tensor(tensors, "generator.residual0.scale", 3);
        tensor(tensors, "generator.residual0.shift", 3);
        tensor(tensors, "generator.output.weight", 6, 11);
        tensor(tensors, "generator.output.bias", 6);
        tensor(tensors, "generator.residual0.mean", 3);
        tensor(tensors, "generator.residual0.variance", 3);
        return new TensorFile<>(WITH_DIGITS, tensors);
    }

    /** Values by formula: bytes that no training on another machine could change. */
    private static TensorFile<WeightsHeader> file() {
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
        tensor(tensors, "generator.residual0.weight", 3, 5);
        tensor(tensors, "generator.residual0.bias", 3);
        tensor(tensors, "generator.residual0.scale", 3);
        tensor(tensors, "generator.residual0.shift", 3);
        tensor(tensors, "generator.output.weight", 6, 8);
        tensor(tensors, "generator.output.bias", 6);
        tensor(tensors, "generator.residual0.mean", 3);
        tensor(tensors, "generator.residual0.variance", 3);
        return new TensorFile<>(HEADER, tensors);
    }

    private static void tensor(Map<String, TensorFile.Tensor> tensors, String name, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        float[] values =
                new float[(int) dimensions.stream().reduce(1L, (a, b) -> a * b).longValue()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 5 + 1) / 8f;
        }
        tensors.put(name, new TensorFile.Tensor(dimensions, values));
    }

    private static byte[] golden() throws IOException {
        return golden("ctgan-weights-v1");
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = WeightsFormatTest.class.getResourceAsStream("/golden/" + name + ".bin")) {
            return in.readAllBytes();
        }
    }

    @Test
    void readsVersionOne() throws IOException {
        // When
        TensorFile<WeightsHeader> read =
                TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, new ByteArrayInputStream(golden()));

        // Then
        assertThat(read).usingRecursiveComparison().isEqualTo(file());
        try (Synthesizer synthesizer = new CtganEngine().load(new ByteArrayInputStream(golden()))) {
            EncodedTable contexts = Fixtures.random(2, 1, new Part.Scalar());
            EncodedTable rows = synthesizer.sample(new Groups(contexts, new int[] {2, 3}), new Seed(1));
            assertThat(rows.rows()).isEqualTo(5);
            assertThat(rows.layout()).isEqualTo(HEADER.layout());
        }
    }

    @Test
    void writesVersionOneByteForByte() throws IOException {
        // When
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file().write(WeightsHeader.KIND, out);

        // Then
        assertThat(out.toByteArray()).isEqualTo(golden());
    }

    @Test
    void readsAndWritesVersionOneWithDigits() throws IOException {
        // Given
        byte[] golden = golden("ctgan-weights-v1-digits");

        // When
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fileWithDigits().write(WeightsHeader.KIND, out);

        // Then
        assertThat(out.toByteArray()).isEqualTo(golden);
        try (Synthesizer synthesizer = new CtganEngine().load(new ByteArrayInputStream(golden))) {
            EncodedTable contexts = Fixtures.codes(4, 3, -1);
            EncodedTable rows = synthesizer.sample(new Groups(contexts, new int[] {200, 300}), new Seed(1));
            assertThat(rows.layout()).isEqualTo(WITH_DIGITS.layout());
            assertThat(Fixtures.codesOf(rows, 0)).contains(0, 1, 2, 3, 4).doesNotContain(-1, 5);
        }
    }

    @Test
    void refusesWeightsThatDoNotFitTheirHeader() throws IOException {
        // Given
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>(file().tensors());
        tensors.remove("generator.output.bias");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(HEADER, tensors).write(WeightsHeader.KIND, out);

        // When / Then
        assertThatThrownBy(() -> new CtganEngine().load(new ByteArrayInputStream(out.toByteArray())))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("do not fit their header");
    }

    @Test
    void refusesContextsOfAnotherLayout() throws IOException {
        try (Synthesizer synthesizer = new CtganEngine().load(new ByteArrayInputStream(golden()))) {
            assertThatThrownBy(() -> synthesizer.sample(Groups.root(3), new Seed(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layout");
        }
    }
}
