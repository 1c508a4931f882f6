package io.rowmill.platform.rows;

import io.rowmill.platform.avro.AvroCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table as keys and values for its topic, in the Confluent wire format: the bytes that a general Avro writer would
 * make of the {@link RowSchema}, at a fraction of its time. For use by one thread.
 */
public final class RowEncoder {
    private final Part value;
    private final @Nullable Part key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

    /** Cells of a row that go into one record. */
    private record Part(byte[] head, int[] columns, List<CellWriter> writers) {}

    /**
     * @param topic whose subjects the schemas are registered under
     * @throws io.rowmill.core.failure.FailureException Transient if the registry is away, Defect if it refuses a schema
     */
    public RowEncoder(RowSchema schema, AvroCodec codec, String topic) {
        int[] all = IntStream.range(0, schema.columns().size()).toArray();
        value = part(schema, all, codec.valueHead(topic, schema.value()));
        key = schema.key()
                .map(k -> part(schema, schema.keyColumns(), codec.keyHead(topic, k)))
                .orElse(null);
    }

    private static Part part(RowSchema schema, int[] columns, byte[] head) {
        List<CellWriter> writers = Arrays.stream(columns)
                .mapToObj(c -> CellWriter.of(schema.columns().get(c)))
                .toList();
        return new Part(head, columns, writers);
    }

    /** @param row typed values ({@link io.rowmill.core.format.ValueFormat#parse}) in column order */
    public byte[] value(Object[] row) {
        return encode(value, row);
    }

    /** @return null for a table without a primary key */
    public byte @Nullable [] key(Object[] row) {
        return key == null ? null : encode(key, row);
    }

    private byte[] encode(Part part, Object[] row) {
        bytes.reset();
        bytes.writeBytes(part.head);
        try {
            for (int i = 0; i < part.columns.length; i++) {
                part.writers.get(i).write(row[part.columns[i]], encoder);
            }
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
