package io.rowmill.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.e2e.harness.LibraryDatabase;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.Up;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the client of docs/events.md against a platform in one process and a database over JDBC. */
@ExtendWith(SharedUp.class)
class PlainKafkaClientE2E {
    private final Up up;
    private final PlainKafkaClient client;

    PlainKafkaClientE2E(Up up) {
        this.up = up;
        client = new PlainKafkaClient(up.bootstrapServers(), up.registryUrl());
    }

    @Test
    void itLearnsADatabaseAndReadsTypedRows() throws Exception {
        // Given
        String url = LibraryDatabase.create(up.home());

        // When
        ModelReady model = client.fit("library", url, Map.of("epochs", "2"));
        SampleCompleted sample = client.sample("library", 2.0);

        // Then
        assertThat(sample.getModelId()).isEqualTo(model.getModelId());
        List<GenericRecord> readers = rows(sample, "READER");
        List<GenericRecord> loans = rows(sample, "LOAN");
        Set<Object> keys = new HashSet<>(readers.stream().map(r -> r.get("ID")).toList());
        assertThat(readers)
                .hasSize(2 * LibraryDatabase.READERS)
                .hasSameSizeAs(keys)
                .allSatisfy(reader -> {
                    assertThat(reader.get("HEIGHT")).isInstanceOf(Double.class);
                    assertThat(reader.get("ACTIVE")).isInstanceOf(Boolean.class);
                });
        assertThat(loans).isNotEmpty().allSatisfy(loan -> {
            assertThat(keys).contains(loan.get("READER_ID"));
            assertThat(loan.get("DAY")).isInstanceOf(LocalDate.class);
            assertThat(loan.get("FEE")).isInstanceOf(BigDecimal.class);
        });
        assertThat(loans).extracting(loan -> loan.get("RETURNED")).hasAtLeastOneElementOfType(LocalDateTime.class);
        assertThat(rows(sample, "Visits per day"))
                .isNotEmpty()
                .allSatisfy(visit -> assertThat(keys).contains(visit.get("READER_ID")))
                .extracting(visit -> visit.get("at__C"))
                .hasAtLeastOneElementOfType(BigDecimal.class)
                .containsNull();
    }

    @Test
    void aRejectedRequestTellsWhy() {
        assertThatThrownBy(() -> client.fit("nothing", "ftp://example.com", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdbc:");
    }

    private List<GenericRecord> rows(SampleCompleted sample, String table) {
        SampledTable found = sample.getTables().stream()
                .filter(t -> t.getTable().equals(table))
                .findFirst()
                .orElseThrow();
        List<IndexedRecord> rows = new ArrayList<>();
        client.readRows(sample.getSampleId(), found, rows::add);
        return rows.stream().map(GenericRecord.class::cast).toList();
    }
}
