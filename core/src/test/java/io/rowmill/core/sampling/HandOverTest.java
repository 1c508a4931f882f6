package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.Spelling;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandOverTest {
    /** Bytes of {@link #SAMPLE} in format version 1: they must stay readable. */
    private static final String VERSION_1 = "5257484f0000000100000002"
            + "00000001000463617264" + "0000000000000003"
            + "000000010001630001780000000200000000003f000000bf80000000000004010000000" + "3ffffffff"
            + "0000000100026964" + "0000000000000007ffffffffffffffff";

    /** Bytes of {@link #WITH_VALUES} in format version 2: they must stay readable. */
    private static final String VERSION_2 = "5257484f000000020000000c00000000000000000000000000000001000463656c6c"
            + "0001ffffffffffffffff023fd0000000000000030000000200000002fb1e0400000002c3a4050000000000004d46"
            + "06ffffffffffffffff3b9ac618070809fffffffffffffffe1dcd65000a000000020100000000000000070a0000000300";

    private static final HandOver SAMPLE = new HandOver(
            2,
            Map.of("card", new int[] {0, 3}),
            Map.of(
                    new ColumnRef("c", "x"),
                    List.of(
                            new EncodedPart.Scalars(new float[] {0.5f, -1f}),
                            new EncodedPart.Codes(new Part.OneHot(4, true), new int[] {3, -1}))),
            Map.of("id", new long[] {7, -1}),
            Map.of());

    private static final HandOver WITH_VALUES =
            new HandOver(12, Map.of(), Map.of(), Map.of(), Map.of("cell", new Object[] {
                null,
                -1L,
                0.25,
                new BigDecimal("-12.50"),
                "ä",
                LocalDate.of(2024, 2, 29),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                false,
                true,
                Duration.ofMillis(-1_500),
                new Spelling(2, 7L),
                new Spelling(3, null)
            }));

    @Test
    void earlierVersionsStayReadable() throws IOException {
        assertThat(read(VERSION_1)).usingRecursiveComparison().isEqualTo(SAMPLE);
        assertThat(read(VERSION_2)).usingRecursiveComparison().isEqualTo(WITH_VALUES);
    }

    @Test
    void isWrittenInTheNewestVersion() throws IOException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // When
        WITH_VALUES.writeTo(out);

        // Then
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(VERSION_2);
    }

    private static HandOver read(String hex) throws IOException {
        return HandOver.readFrom(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }

    @Test
    void isEmptyWhereItSaysNothingOfAnyRow() {
        // Given
        HandOver ofNoUse = new HandOver(2, Map.of(), Map.of(), Map.of(), Map.of());
        HandOver ofKeys = new HandOver(2, Map.of(), Map.of(), SAMPLE.keys(), Map.of());

        // When / Then
        assertThat(ofNoUse.isEmpty()).isTrue();
        assertThat(ofKeys.isEmpty()).isFalse();
        assertThat(SAMPLE.isEmpty()).isFalse();
        assertThat(WITH_VALUES.isEmpty()).isFalse();
    }

    @Test
    void otherBytesAreADefect() {
        // Given
        byte[] bytes = new byte[64];

        // When / Then
        assertThatThrownBy(() -> HandOver.readFrom(new ByteArrayInputStream(bytes)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("unreadable-hand-over");
    }
}
