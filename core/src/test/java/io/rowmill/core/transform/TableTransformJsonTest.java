package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableTransformJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InMemoryRows ROWS = Tables.of(
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("price", Sdtype.NUMERICAL),
                    ColumnMetadata.of("kind", Sdtype.CATEGORICAL),
                    ColumnMetadata.of("since", Sdtype.DATETIME),
                    ColumnMetadata.of("active", Sdtype.BOOLEAN),
                    ColumnMetadata.of("name", Sdtype.UNKNOWN),
                    ColumnMetadata.of("born", Sdtype.UNKNOWN)),
            "1",
            "9.99",
            "a",
            "2020-01-01 00:00:00",
            "t",
            "Ann",
            "1962-02-18",
            "2",
            "10.00",
            null,
            "2020-01-02 06:00:00",
            "t",
            "Bob",
            null,
            "3",
            null,
            "",
            "2020-01-03 00:00:00",
            "t",
            "Eve",
            "1958-12-08");

    private static JsonNode golden() throws IOException {
        try (InputStream in = TableTransformJsonTest.class.getResourceAsStream("table-transform-v1.json")) {
            return JSON.readTree(in);
        }
    }

    @Test
    void version1IsWrittenAsOnItsFirstDay() throws Exception {
        // Given, When
        TableTransform transform = Transforms.fit(ROWS, TransformOptions.DEFAULT, Set.of("id"));

        // Then
        assertThat(JSON.readTree(JSON.writeValueAsString(transform))).isEqualTo(golden());
    }

    @Test
    void version1IsReadAsOnItsFirstDay() throws Exception {
        // Given
        TableTransform transform = JSON.treeToValue(golden(), TableTransform.class);

        // When
        EncodedTable encoded = Transforms.encode(transform, ROWS);
        DecodedRows decoded = transform.decode(encoded, 0, Transforms.SEED);

        // Then
        assertThat(transform.contentColumns()).containsExactly("price", "kind", "since", "active");
        assertThat(Transforms.cells(transform, decoded, "price")).containsExactly("9.99", "10.00", null);
        assertThat(Transforms.cells(transform, decoded, "kind")).containsExactly("a", null, "");
        assertThat(Transforms.cells(transform, decoded, "since"))
                .containsExactly("2020-01-01 00:00:00", "2020-01-02 06:00:00", "2020-01-03 00:00:00");
        assertThat(Transforms.cells(transform, decoded, "name")).allMatch(c -> c.matches("[A-Z][a-z]{2}"));
    }

    /** Later kinds of version 1: columns as categories, spikes, words, a transform of the user. */
    @ParameterizedTest
    @EnumSource(Encoding.class)
    void laterKindsOfVersion1AreWrittenAndReadAsOnTheirFirstDay(Encoding encoding) throws Exception {
        // Given
        String golden = "table-transform-v1-" + encoding.name().toLowerCase(Locale.ROOT) + ".json";
        InMemoryRows rows = laterRows();
        TransformOptions options = new TransformOptions(
                NullStrategy.MODEL, 10, encoding, Locale.GERMAN, Protection.OFF, Map.of("amount", "euro"));

        // When
        TableTransform fitted = Transforms.fit(rows, options, Set.of());
        JsonNode frozen;
        try (InputStream in = TableTransformJsonTest.class.getResourceAsStream(golden)) {
            frozen = JSON.readTree(in);
        }
        TableTransform read = JSON.treeToValue(frozen, TableTransform.class);

        // Then
        assertThat(JSON.readTree(JSON.writeValueAsString(fitted))).isEqualTo(frozen);
        DecodedRows decoded = read.decode(Transforms.encode(read, rows), 0, Transforms.SEED);
        assertThat(Transforms.cells(read, decoded, "gain")).startsWith("0", "0", "0");
        assertThat(Transforms.cells(read, decoded, "amount")).startsWith("5,5 EUR");
        assertThat(Transforms.cells(read, decoded, "city")).doesNotContain("Xtown");
    }

    private static InMemoryRows laterRows() {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            cells.add(i < 26 ? "0" : Integer.toString(i * i));
            cells.add(i % 2 == 0 ? "5,5 EUR" : "6,5 EUR");
            cells.add(i % 2 == 0 ? "Xtown" : "Ytown");
        }
        return Tables.of(
                List.of(
                        ColumnMetadata.of("gain", Sdtype.NUMERICAL),
                        ColumnMetadata.of("amount", Sdtype.CATEGORICAL),
                        new ColumnMetadata("city", Sdtype.UNKNOWN, "city", true, Optional.empty())),
                cells.toArray(String[]::new));
    }

    @Test
    void anUnknownVersionIsRefused() throws Exception {
        // Given
        JsonNode future = ((ObjectNode) golden()).put("formatVersion", 2);

        // When, Then
        assertThatThrownBy(() -> JSON.treeToValue(future, TableTransform.class))
                .hasMessageContaining("unknown format version 2");
    }
}
