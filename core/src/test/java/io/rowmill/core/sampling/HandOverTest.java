package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

    private static final HandOver SAMPLE = new HandOver(
            2,
            Map.of("card", new int[] {0, 3}),
            Map.of(
                    new ColumnRef("c", "x"),
                    List.of(
                            new EncodedPart.Scalars(new float[] {0.5f, -1f}),
                            new EncodedPart.Codes(new Part.OneHot(4, true), new int[] {3, -1}))),
            Map.of("id", new long[] {7, -1}));

    @Test
    void version1StaysReadable() throws IOException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // When
        SAMPLE.writeTo(out);
        HandOver read =
                HandOver.readFrom(new ByteArrayInputStream(HexFormat.of().parseHex(VERSION_1)));

        // Then
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(VERSION_1);
        assertThat(read).usingRecursiveComparison().isEqualTo(SAMPLE);
    }

    @Test
    void isEmptyWhereItSaysNothingOfAnyRow() {
        // Given
        HandOver ofNoUse = new HandOver(2, Map.of(), Map.of(), Map.of());
        HandOver ofKeys = new HandOver(2, Map.of(), Map.of(), SAMPLE.keys());

        // When / Then
        assertThat(ofNoUse.isEmpty()).isTrue();
        assertThat(ofKeys.isEmpty()).isFalse();
        assertThat(SAMPLE.isEmpty()).isFalse();
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
