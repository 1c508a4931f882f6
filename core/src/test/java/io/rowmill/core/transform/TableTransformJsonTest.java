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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
    void version_1_is_written_as_on_its_first_day() throws Exception {
        // Given, When
        TableTransform transform = Transforms.fit(ROWS, TransformOptions.DEFAULT, Set.of("id"));

        // Then
        assertThat(JSON.readTree(JSON.writeValueAsString(transform))).isEqualTo(golden());
    }

    @Test
    void version_1_is_read_as_on_its_first_day() throws Exception {
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

    @Test
    void an_unknown_version_is_refused() throws Exception {
        // Given
        JsonNode future = ((ObjectNode) golden()).put("formatVersion", 2);

        // When, Then
        assertThatThrownBy(() -> JSON.treeToValue(future, TableTransform.class))
                .hasMessageContaining("unknown format version 2");
    }
}
