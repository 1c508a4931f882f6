package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorFileTest {
    private record Header(String title) {}

    private static byte[] bytes() throws IOException {
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new TensorFile.Tensor(List.of(2L, 2L), new float[] {1, -2, 3.5f, Float.MIN_VALUE}));
        tensors.put("a", new TensorFile.Tensor(List.of(70_000L), new float[70_000]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(new Header("t"), tensors).write("test", out);
        return out.toByteArray();
    }

    private static TensorFile<Header> read(String kind, byte[] bytes) throws IOException {
        return TensorFile.read(kind, Header.class, new ByteArrayInputStream(bytes));
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        // When
        TensorFile<Header> file = read("test", bytes());

        // Then
        assertThat(file.header()).isEqualTo(new Header("t"));
        assertThat(file.tensors().keySet()).containsExactly("b", "a");
        assertThat(file.tensors().get("b").values()).containsExactly(1, -2, 3.5f, Float.MIN_VALUE);
        assertThat(file.tensors().get("b").shape()).containsExactly(2L, 2L);
    }

    @Test
    void refusesBytesOfAnotherSort() {
        assertThatThrownBy(() -> read("test", new byte[100])).hasMessageContaining("does not start as a tensor file");
    }

    @Test
    void refusesAFileThatEndsTooEarly() throws IOException {
        byte[] bytes = bytes();

        for (int length : new int[] {4, 13, 40, bytes.length - 1}) {
            assertThatThrownBy(() -> read("test", Arrays.copyOf(bytes, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(FailureException.class);
        }
    }

    @Test
    void refusesAChangedValue() throws IOException {
        byte[] bytes = bytes();
        bytes[bytes.length - 100] ^= 1;

        assertThatThrownBy(() -> read("test", bytes)).hasMessageContaining("checksum");
    }

    @Test
    void refusesAnotherKindAndANewerVersion() throws IOException {
        byte[] newer = bytes();
        newer[11] = 9;

        assertThatThrownBy(() -> read("other", bytes())).hasMessageContaining("another kind");
        assertThatThrownBy(() -> read("test", newer)).hasMessageContaining("format version is 9");
    }
}
