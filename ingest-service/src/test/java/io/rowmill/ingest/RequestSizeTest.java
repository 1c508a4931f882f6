package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.Source;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestSizeTest {
    private static FitRequested request(String metadata, Map<String, String> settings, List<String> only) {
        return FitRequested.newBuilder()
                .setRunId("run")
                .setName("name")
                .setSource(new Source("store:x", null, null, Map.of()))
                .setMetadata(metadata)
                .setSettings(settings)
                .setOnly(only)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    private static DatabaseMetadata database(int tables, int columns) {
        String ofTable = IntStream.range(0, columns)
                .mapToObj(c -> "\"c" + c + "\": {\"sdtype\": \"numerical\"}")
                .collect(Collectors.joining(", "));
        String all = IntStream.range(0, tables)
                .mapToObj(t -> "\"t" + t + "\": {\"columns\": {" + ofTable + "}}")
                .collect(Collectors.joining(", "));
        return MetadataJson.read("{\"tables\": {" + all + "}}", "test").metadata();
    }

    @Test
    void allThatIsTooLargeIsSaidAtOnceBeforeAnythingIsRead() {
        // Given
        FitRequested event = request(
                "x".repeat(8_000_001), Map.of("x".repeat(501), "y".repeat(500_001)), Collections.nCopies(10_001, "t"));

        // When // Then
        assertThatThrownBy(() -> RequestSize.require(event))
                .hasMessageContaining("8000001 characters in the metadata, and at most 8000000 are allowed")
                .hasMessageContaining("501 characters in the name of a setting")
                .hasMessageContaining("500001 characters in one setting")
                .hasMessageContaining("10001 tables and batches in 'only'");
    }

    @Test
    void whatIsAsLargeAsAllowedPasses() {
        RequestSize.require(request(null, Map.of("x".repeat(500), "y".repeat(500_000)), List.of()));
        assertThat(RequestSize.errors(database(1_000, 50))).isEmpty();
        assertThat(RequestSize.errors(database(1, 10_000))).isEmpty();
    }

    @Test
    void tablesAndColumnsHaveALimitEach() {
        assertThat(RequestSize.errors(database(1_001, 1)))
                .containsExactly("The request has 1001 tables, and at most 1000 are allowed.");
        assertThat(RequestSize.errors(database(1, 10_001)))
                .containsExactly(
                        "Table t0 has 10001 columns, and at most 10000 are allowed: leave some out of the source.");
        assertThat(RequestSize.errors(database(6, 9_000)))
                .containsExactly("The request has 54000 columns in all tables, and at most 50000 are allowed.");
    }
}
