package io.rowmill.sources;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.float16Type;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intervalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in Apache's format of columns. */
class ParquetFileTest {
    private static final int ROWS = 250;
    private static final MessageType PEOPLE = Types.buildMessage()
            .required(INT64)
            .named("id")
            .optional(BINARY)
            .as(stringType())
            .named("name")
            .optional(DOUBLE)
            .named("height")
            .named("people");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void rowsComeBackInAnyCompressionAndVersion(CompressionCodecName codec) throws IOException {
        for (WriterVersion version : WriterVersion.values()) {
            // Given
            people(codec, version);

            // When
            List<List<String>> rows = rows("people");

            // Then
            assertThat(rows).as("%s", version).hasSize(ROWS);
            assertThat(rows.get(0)).containsExactly("0", null, "1.5");
            assertThat(rows.get(249)).containsExactly("249", "person 4", "126.0");
            assertThat(rows.get(14)).containsExactly("14", "person 4", null);
        }
    }

    @Test
    void anEmptyTextIsNoNullAndColumnsAreFoundByName() throws IOException {
        // Given
        write(PEOPLE, List.of(row -> row.append("id", 7L).append("name", "")));
        TableMetadata turned = table("people", List.of("height", "name", "id"));

        // When
        try (PositionedCursor cursor = source().find(turned).orElseThrow()) {
            cursor.advance();

            // Then
            assertThat(IntStream.range(0, 3).mapToObj(cursor::value).toList()).isEqualTo(Arrays.asList(null, "", "7"));
            assertThat(cursor.position()).isEqualTo(1);
            assertThat(cursor.advance()).isFalse();
        }
    }

    @Test
    void everyFlatTypeHasItsText() throws IOException {
        // Given
        MessageType schema = Types.buildMessage()
                .required(BOOLEAN)
                .named("flag")
                .required(INT32)
                .named("plain")
                .required(INT32)
                .as(intType(32, false))
                .named("unsigned")
                .required(INT64)
                .as(intType(64, false))
                .named("huge")
                .required(INT32)
                .as(decimalType(2, 9))
                .named("price")
                .required(FIXED_LEN_BYTE_ARRAY)
                .length(16)
                .as(decimalType(10, 38))
                .named("exact")
                .required(FLOAT)
                .named("single")
                .required(DOUBLE)
                .named("big")
                .required(DOUBLE)
                .named("none")
                .required(INT32)
                .as(dateType())
                .named("day")
                .required(INT64)
                .as(timeType(false, TimeUnit.MICROS))
                .named("clock")
                .required(INT64)
                .as(timestampType(false, TimeUnit.MICROS))
                .named("at")
                .required(INT64)
                .as(timestampType(true, TimeUnit.NANOS))
                .named("moment")
                .required(INT96)
                .named("older")
                .required(FIXED_LEN_BYTE_ARRAY)
                .length(16)
                .as(uuidType())
                .named("uuid")
                .required(BINARY)
                .named("unsaid")
                .required(FIXED_LEN_BYTE_ARRAY)
                .length(2)
                .as(float16Type())
                .named("half")
                .named("people");
        write(schema, List.of(row -> row.append("half", Binary.fromConstantByteArray(new byte[] {0, (byte) 0xc1}))
                .append("flag", true)
                .append("plain", -3)
                .append("unsigned", -1)
                .append("huge", -1L)
                .append("price", -150)
                .append("exact", Binary.fromConstantByteArray(sixteen(new BigInteger("-12345678901234567890123"))))
                .append("single", 0.1f)
                .append("big", 1e10)
                .append("none", Double.NaN)
                .append("day", -1)
                .append("clock", 43_200_250_000L)
                .append("at", -1_500_000L)
                .append("moment", 1_709_209_800_000_000_000L)
                .append("older", julian(2_440_589, 3_600_000_000_000L))
                .append("uuid", Binary.fromConstantByteArray(sixteen(BigInteger.valueOf(255))))
                .append("unsaid", "Zo\u00eb")));

        // When / Then
        assertThat(rows("people").get(0))
                .containsExactly(
                        "true",
                        "-3",
                        "4294967295",
                        "18446744073709551615",
                        "-1.50",
                        "-1234567890123.4567890123",
                        "0.1",
                        "10000000000",
                        "NaN",
                        "1969-12-31",
                        "12:00:00.25",
                        "1969-12-31 23:59:58.5",
                        "2024-02-29 12:30:00+00",
                        "1970-01-02 01:00:00",
                        "00000000-0000-0000-0000-0000000000ff",
                        "Zo\u00eb",
                        "-2.5");
    }

    @Test
    void typesAreDetectedAsInOtherFiles() throws IOException {
        // Given
        people(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_2_0);

        // When
        MetadataFindings found = SourceDetector.detect(source());
        DatabaseMetadata metadata = found.metadata();

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(metadata.table("people").primaryKey()).containsExactly("id");
        assertThat(metadata.table("people").column("height").sdtype()).isEqualTo(Sdtype.NUMERICAL);
        assertThat(source().describe()).containsExactly("people.parquet: Parquet");
    }

    @Test
    void columnsThatAreNoSingleValueAreNamedAllAtOnce() throws IOException {
        // Given
        MessageType schema = Types.buildMessage()
                .required(INT64)
                .named("id")
                .optionalGroup()
                .optional(BINARY)
                .named("street")
                .named("address")
                .optionalList()
                .optionalElement(INT32)
                .named("marks")
                .repeated(INT32)
                .named("tags")
                .optional(FIXED_LEN_BYTE_ARRAY)
                .length(12)
                .as(intervalType())
                .named("span")
                .named("people");
        write(schema, List.of(row -> row.append("id", 1L)));

        // When / Then
        assertThat(source().catalogue().unreadable().get("people"))
                .contains("File people.parquet: these columns are nested (lists, maps or structs), which is not read:"
                        + " address, marks, tags. Write each as JSON text")
                .contains("these columns are neither text, numbers, times nor true and false: span.");
    }

    @Test
    void bytesThatAreNoTextAreNamedByTheirPlace() throws IOException {
        // Given
        write(PEOPLE, List.of(row -> row.append("id", 1L).append("name", "secret"), row -> row.append("id", 2L)
                .append("name", Binary.fromConstantByteArray(new byte[] {'s', 'e', (byte) 0xff}))));

        // When / Then
        assertThatThrownBy(() -> rows("people"))
                .hasMessageContaining("File people.parquet, row 2, column name: the bytes are no text in UTF-8")
                .hasMessageNotContaining("se\ufffd");
    }

    @Test
    void whatIsNoParquetIsSaid() throws IOException {
        // Given
        Files.writeString(folder.resolve("people.parquet"), "id,name\n1,secret\n");

        // When / Then
        assertThat(source().catalogue().unreadable().get("people"))
                .contains("File people.parquet is no Parquet file")
                .doesNotContain("secret");
    }

    @Test
    void noByteThatIsWrongMakesAnotherRowOrADefect() throws IOException {
        // Given
        people(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        Path file = folder.resolve("people.parquet");
        byte[] good = Files.readAllBytes(file);
        List<List<String>> expected = rows("people");

        for (int at = 4; at < good.length; at += 7) {
            byte[] bad = good.clone();
            bad[at] ^= 0x55;
            Files.write(file, bad);

            // When
            String said = outcome(expected);

            // Then
            assertThat(said).as("byte %d of %d", at, good.length).isIn("the same rows", "rejected");
        }
    }

    /** What statistics and names say may be wrong without being noticed; rows are covered by checksums. */
    private String outcome(List<List<String>> expected) throws IOException {
        try {
            return rows("people").equals(expected) ? "the same rows" : "other rows";
        } catch (FailureException e) {
            return e.failure() instanceof Failure.Rejected ? "rejected" : "a defect";
        }
    }

    @Test
    void noCopyIsLeft() throws IOException {
        // Given
        people(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        Set<String> before = copies();

        // When
        try (PositionedCursor cursor =
                source().find(table("people", List.of("id", "name", "height"))).orElseThrow()) {
            // Then
            assertThat(cursor.advance()).isTrue();
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                assertThat(before).containsAll(copies());
            }
        }
        assertThat(before).containsAll(copies());
    }

    private static Set<String> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith("rowmill-") && f.endsWith(".parquet"))
                    .collect(Collectors.toSet());
        }
    }

    private void people(CompressionCodecName codec, WriterVersion version) throws IOException {
        Path file = folder.resolve("people.parquet");
        Files.deleteIfExists(file);
        List<Consumer<Group>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            long id = i;
            rows.add(row -> {
                row.append("id", id);
                if (id % 7 > 0 || id == 14) {
                    row.append("name", "person " + (id == 14 ? 4 : id % 7));
                }
                if (id % 14 > 0 || id == 0) {
                    row.append("height", 1.5 + id / 2.0);
                }
            });
        }
        ParquetWriting.write(file, PEOPLE, codec, version, rows);
    }

    private void write(MessageType schema, List<Consumer<Group>> rows) throws IOException {
        ParquetWriting.write(
                folder.resolve("people.parquet"), schema, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, rows);
    }

    private static byte[] sixteen(BigInteger number) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
        byte[] end = number.toByteArray();
        System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
        return bytes;
    }

    private static Binary julian(int day, long nanos) {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        return Binary.fromConstantByteArray(bytes.putLong(nanos).putInt(day).array());
    }

    private CsvSource source() {
        return new CsvSource(new FolderFiles(folder));
    }

    private static TableMetadata table(String name, List<String> columns) {
        return new TableMetadata(
                name,
                columns.stream()
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
    }

    private List<List<String>> rows(String table) throws IOException {
        CsvSource source = source();
        SourceCatalogue catalogue = source.catalogue();
        if (catalogue.tables().isEmpty()) {
            throw FailureException.rejected("unreadable", catalogue.unreadable().toString());
        }
        List<String> columns = catalogue.tables().get(0).columnNames();
        List<List<String>> rows = new ArrayList<>();
        try (PositionedCursor cursor = source.find(table(table, columns)).orElseThrow()) {
            while (cursor.advance()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
