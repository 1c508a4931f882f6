package io.rowmill.sources;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/** Writes Parquet files by the library's own writer. */
final class ParquetWriting {
    private ParquetWriting() {}

    /** @param rows each fills a row; groups of rows are small, so that there are several */
    static void write(
            Path file,
            MessageType schema,
            CompressionCodecName codec,
            WriterVersion version,
            List<Consumer<Group>> rows)
            throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCodecFactory(new Codecs())
                .withCompressionCodec(codec)
                .withWriterVersion(version)
                .withRowGroupRowCountLimit(100)
                .build()) {
            for (Consumer<Group> row : rows) {
                Group group = new SimpleGroup(schema);
                row.accept(group);
                writer.write(group);
            }
        }
    }

    private static final class Codecs implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return BytesInput.from(pack(codec, bytes.toInputStream().readAllBytes()));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {
                    // Nothing is held.
                }
            };
        }

        private static byte[] pack(CompressionCodecName codec, byte[] bytes) throws IOException {
            return switch (codec) {
                case SNAPPY -> pack(new SnappyCompressor(), bytes);
                case ZSTD -> pack(new ZstdCompressor(), bytes);
                case LZ4_RAW -> pack(new Lz4Compressor(), bytes);
                case GZIP -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                        zip.write(bytes);
                    }
                    yield out.toByteArray();
                }
                default -> bytes;
            };
        }

        private static byte[] pack(Compressor by, byte[] bytes) {
            byte[] out = new byte[by.maxCompressedLength(bytes.length)];
            return Arrays.copyOf(out, by.compress(bytes, 0, bytes.length, out, 0, out.length));
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("files are only written");
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
