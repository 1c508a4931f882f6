package io.rowmill.sources;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.csv.CsvTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How pages of a Parquet file are unpacked: in Java, without native code and without Hadoop's codecs. */
final class ParquetCodecs implements CompressionCodecFactory {
    private final String file;

    /** @param file its name, for messages */
    ParquetCodecs(String file) {
        this.file = file;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Unpacking((packed, size) -> packed);
            case GZIP -> new Unpacking(ParquetCodecs::unzip);
            case SNAPPY -> new Unpacking((packed, size) -> unpack(new SnappyDecompressor(), packed, size));
            case ZSTD -> new Unpacking((packed, size) -> unpack(new ZstdDecompressor(), packed, size));
            case LZ4_RAW -> new Unpacking((packed, size) -> unpack(new Lz4Decompressor(), packed, size));
            default ->
                throw FailureException.rejected(
                        CsvTable.INVALID,
                        "File " + file + " is compressed by " + codec
                                + ", which is not read: write it with snappy, zstd, gzip or lz4_raw.");
        };
    }

    private static byte[] unzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(size);
        }
    }

    private static byte[] unpack(Decompressor decompressor, byte[] packed, int size) {
        byte[] bytes = new byte[size];
        int length = decompressor.decompress(packed, 0, packed.length, bytes, 0, size);
        if (length != size) {
            throw new IllegalArgumentException("a page has " + length + " bytes instead of " + size);
        }
        return bytes;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("files are only read");
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    private interface Unpack {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    private record Unpacking(Unpack by) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(by.unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            out.put(by.unpack(bytes, size));
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
