package io.rowmill.platform.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.rows.RowSchema.RowColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowEncoderTest {
    private static final String TOPIC = "rows";

    private final AvroCodec codec = new AvroCodec(new MockSchemaRegistryClient());
    private final RowSchema schema = new RowSchema(
            "t",
            List.of(
                    new RowColumn("id", new ValueFormat.WholeNumber(1), false),
                    new RowColumn("whole", new ValueFormat.WholeNumber(1), true),
                    new RowColumn("decimal", new ValueFormat.Decimal(0, 2), true),
                    new RowColumn("real", new ValueFormat.Real(0, 3, false), true),
                    new RowColumn("date", new ValueFormat.Date("%Y-%m-%d"), true),
                    new RowColumn("time", new ValueFormat.Timestamp("%Y-%m-%d %H:%M:%S.%f", 0), true),
                    new RowColumn("flag", new ValueFormat.Bool("yes", "no"), true),
                    new RowColumn("text", new ValueFormat.Text(), true),
                    new RowColumn("code", new ValueFormat.Text(), false)),
            List.of("code", "id"));
    private final RowEncoder encoder = new RowEncoder(schema, codec, TOPIC);

    private static Object[] row(Object... cells) {
        return cells;
    }

    static Stream<Object[]> rows() {
        return Stream.of(
                        row(
                                7L,
                                -1L,
                                new BigDecimal("3.14"),
                                2.5,
                                LocalDate.of(1999, 12, 31),
                                LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000),
                                true,
                                "Grüße, \uD83D\uDE00",
                                "a"),
                        row(
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                new BigDecimal("-0.01"),
                                -0.0,
                                LocalDate.of(1901, 1, 1),
                                LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1_000),
                                false,
                                "",
                                ""),
                        row(0L, null, null, null, null, null, null, null, "x"))
                .map(cells -> new Object[] {cells});
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsTheBytesThatAGeneralAvroWriterMakes(Object[] row) {
        // Given
        GenericRecord value = record(schema.value(), row);
        GenericRecord key = record(schema.key().orElseThrow(), new Object[] {row[8], row[0]});

        // When
        byte[] valueBytes = encoder.value(row);
        byte[] keyBytes = encoder.key(row);

        // Then
        assertThat(valueBytes).isEqualTo(codec.encodeValue(TOPIC, value));
        assertThat(keyBytes).isEqualTo(codec.encodeKey(TOPIC, key));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aReaderFindsTheTypedValues(Object[] row) {
        // When
        GenericRecord read = (GenericRecord) codec.decode(TOPIC, encoder.value(row));

        // Then
        assertThat(IntStream.range(0, row.length).mapToObj(read::get)).containsExactly(row);
    }

    @Test
    void aDecimalIsWrittenWithTheScaleOfItsSchema() {
        // Given
        Object[] row = row(1L, null, new BigDecimal("1.005"), null, null, null, null, null, "x");

        // When
        GenericRecord read = (GenericRecord) codec.decode(TOPIC, encoder.value(row));

        // Then
        assertThat(read.get("decimal")).isEqualTo(new BigDecimal("1.00"));
    }

    @Test
    void aDecimalOfMoreDigitsThanItsSchemaIsRefused() {
        // Given
        Object[] row = row(1L, null, BigDecimal.TEN.pow(37), null, null, null, null, null, "x");

        // Then
        assertThatThrownBy(() -> encoder.value(row)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void rowsOfATableWithoutAPrimaryKeyHaveNoKey() {
        // Given
        RowSchema keyless = new RowSchema("t", List.of(new RowColumn("text", new ValueFormat.Text(), true)), List.of());

        // When
        byte[] key = new RowEncoder(keyless, codec, TOPIC).key(row("x"));

        // Then
        assertThat(key).isNull();
    }

    private static GenericRecord record(Schema schema, Object[] cells) {
        GenericRecord record = new GenericData.Record(schema);
        IntStream.range(0, cells.length).forEach(i -> record.put(i, cells[i]));
        return record;
    }
}
