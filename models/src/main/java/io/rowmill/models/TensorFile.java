package io.rowmill.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowmill.core.failure.FailureException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A self-describing file of tensors: the eight bytes {@code RWTENSOR}, format version (int), header length (int), header (JSON,
 * UTF-8), the tensors in the header's order (little-endian f32), CRC-32C of all of it (long). Ints and the long are big-endian.
 *
 * @param header what the values mean, as the writer's record
 * @param tensors by name, in file order
 */
public record TensorFile<H>(H header, Map<String, Tensor> tensors) {
    public static final int FORMAT_VERSION = 1;

    private static final byte[] MAGIC = "RWTENSOR".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HEADER = 1 << 28;
    private static final int BLOCK = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Values in row-major order. */
    public record Tensor(List<Long> shape, float[] values) {
        public Tensor {
            shape = List.copyOf(shape);
            if (shape.stream().reduce(1L, Math::multiplyExact) != values.length) {
                throw new IllegalArgumentException("shape and number of values differ");
            }
        }
    }

    private record Entry(String name, List<Long> shape) {
        long size() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    private record Envelope(String kind, JsonNode header, List<Entry> tensors) {}

    /** @param kind what the file is for; {@link #read} insists on it */
    public void write(String kind, OutputStream out) throws IOException {
        List<Entry> entries = new ArrayList<>();
        tensors.forEach((name, tensor) -> entries.add(new Entry(name, tensor.shape())));
        byte[] json = JSON.writeValueAsBytes(new Envelope(kind, JSON.<ObjectNode>valueToTree(header), entries));
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        data.write(MAGIC);
        data.writeInt(FORMAT_VERSION);
        data.writeInt(json.length);
        data.write(json);
        for (Tensor tensor : tensors.values()) {
            writeValues(tensor.values(), data);
        }
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    private static void writeValues(float[] values, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            block.asFloatBuffer().put(values, from, count);
            out.write(block.array(), 0, count * Float.BYTES);
        }
    }

    /** @throws FailureException (Defect) if the bytes are anything but a whole file of this kind and a known version */
    public static <H> TensorFile<H> read(String kind, Class<H> headerType, InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        try {
            Envelope envelope = readEnvelope(kind, data);
            H header = JSON.treeToValue(envelope.header(), headerType);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Entry entry : envelope.tensors()) {
                tensors.put(entry.name(), new Tensor(entry.shape(), readValues(entry.size(), data)));
            }
            long checksum = checked.getChecksum().getValue();
            if (data.readLong() != checksum) {
                throw unreadable(kind, "its checksum is wrong");
            }
            return new TensorFile<>(header, tensors);
        } catch (EOFException e) {
            throw unreadable(kind, "it ends too early");
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            throw unreadable(kind, "its header is malformed");
        }
    }

    private static Envelope readEnvelope(String kind, DataInputStream data) throws IOException {
        if (!Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
            throw unreadable(kind, "it does not start as a tensor file");
        }
        int version = data.readInt();
        if (version != FORMAT_VERSION) {
            throw unreadable(kind, "its format version is " + version + ", this program reads " + FORMAT_VERSION);
        }
        int length = data.readInt();
        if (length < 0 || length > MAX_HEADER) {
            throw unreadable(kind, "its header is malformed");
        }
        Envelope envelope = JSON.readValue(data.readNBytes(length), Envelope.class);
        if (!kind.equals(envelope.kind())) {
            throw unreadable(kind, "it is a file of another kind");
        }
        return envelope;
    }

    private static float[] readValues(long size, DataInputStream data) throws IOException {
        float[] values = new float[Math.toIntExact(size)];
        byte[] block = new byte[BLOCK * Float.BYTES];
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            data.readFully(block, 0, count * Float.BYTES);
            ByteBuffer.wrap(block)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, from, count);
        }
        return values;
    }

    private static FailureException unreadable(String kind, String why) {
        return FailureException.defect("unreadable-" + kind, "The " + kind + " file cannot be read: " + why + ".");
    }
}
