package io.rowmill.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.Up;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampledTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs the client of docs/events.md against a platform in one process and a database over JDBC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainKafkaClientE2E {
    private Path dir;
    private Up up;
    private PlainKafkaClient client;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        dir = temporary;
        up = Up.start(new Rowmill(dir).with(Map.of("ROWMILL_SOURCE_USER", "SA")), dir.resolve("data"));
        client = new PlainKafkaClient(up.bootstrapServers(), up.registryUrl());
    }

    @AfterAll
    void stop() throws Exception {
        up.close();
    }

    @Test
    void itLearnsADatabaseAndReadsTypedRows() throws Exception {
        // Given
        String url = database();

        // When
        ModelReady model = client.fit("library", url, Map.of("epochs", "2"));
        SampleCompleted sample = client.sample("library", 2.0);

        // Then
        assertThat(sample.getModelId()).isEqualTo(model.getModelId());
        List<GenericRecord> readers = rows(sample, "READER");
        List<GenericRecord> loans = rows(sample, "LOAN");
        assertThat(readers).hasSize(80);
        Set<Object> keys = new HashSet<>(readers.stream().map(r -> r.get("ID")).toList());
        assertThat(keys).hasSize(80);
        assertThat(loans).isNotEmpty().allSatisfy(loan -> {
            assertThat(keys).contains(loan.get("READER_ID"));
            assertThat(loan.get("DAY")).isInstanceOf(LocalDate.class);
            assertThat(loan.get("FEE")).isInstanceOf(BigDecimal.class);
        });
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

    /** 40 readers with none to four loans each. */
    private String database() throws Exception {
        String url = "jdbc:hsqldb:file:" + dir.resolve("db/library");
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement sql = connection.createStatement()) {
            sql.execute("create table READER (ID integer primary key, KIND varchar(10) not null)");
            sql.execute("create table LOAN (ID integer primary key, READER_ID integer not null references READER,"
                    + " DAY date not null, FEE decimal(6, 2) not null)");
            int loan = 0;
            for (int reader = 1; reader <= 40; reader++) {
                sql.execute(
                        "insert into READER values (%d, '%s')".formatted(reader, reader % 3 == 0 ? "child" : "adult"));
                for (int n = reader % 5; n > 0; n--) {
                    loan++;
                    sql.execute("insert into LOAN values (%d, %d, date '2024-03-%02d', %d.50)"
                            .formatted(loan, reader, 1 + loan % 28, loan % 7));
                }
            }
            sql.execute("shutdown");
        }
        return url;
    }
}
