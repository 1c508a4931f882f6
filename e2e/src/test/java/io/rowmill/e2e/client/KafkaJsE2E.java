package io.rowmill.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.e2e.harness.LibraryDatabase;
import io.rowmill.e2e.harness.Project;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.Up;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the JavaScript client of docs/events.md, which shares no code with rowmill, against {@code rowmill up}. */
@Tag("kafkajs")
class KafkaJsE2E {
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}T00:00:00.000Z";
    private static final String TIMESTAMP = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}.\\d{3}Z";

    /** What the client prints of a row. */
    private record Line(String table, Map<String, Object> key, Map<String, Object> row) {}

    @TempDir
    private Path dir;

    @Test
    void itLearnsADatabaseAndReadsTypedRows() throws Exception {
        // Given
        NodeProgram client = NodeProgram.install(Project.path("e2e/src/test/js"), Project.path("e2e/target/js"));
        String url = LibraryDatabase.create(dir.resolve("db"));
        Rowmill rowmill = new Rowmill(dir).with(LibraryDatabase.access(dir.resolve("db")));

        // When
        List<Line> lines;
        List<String> plain;
        try (Up up = Up.start(rowmill, dir.resolve("data"))) {
            lines = parse(client.run("client.js", up.bootstrapServers(), up.registryUrl(), url));
            up.run("sample", "example", "--topic-prefix", "plain", "--compression", "gzip", "--follow")
                    .exits(0);
            plain = client.run("plain.js", up.bootstrapServers(), "plain.READER", "" + LibraryDatabase.READERS);
        }

        // Then
        assertThat(plain)
                .as("rows that kafkajs reads without a codec of the reader's choice")
                .hasSize(LibraryDatabase.READERS);
        Set<Object> keys = new HashSet<>();
        of("READER", lines).forEach(reader -> keys.add(reader.key().get("ID")));
        assertThat(of("READER", lines))
                .hasSize(LibraryDatabase.READERS)
                .hasSameSizeAs(keys)
                .extracting(Line::row)
                .allSatisfy(reader -> {
                    assertThat(keys).contains(reader.get("ID"));
                    assertThat(reader.get("KIND")).isIn("adult", "child");
                    assertThat(reader.get("HEIGHT")).isInstanceOf(Number.class);
                    assertThat(reader.get("ACTIVE")).isInstanceOf(Boolean.class);
                });
        assertThat(of("LOAN", lines)).isNotEmpty().extracting(Line::row).allSatisfy(loan -> {
            assertThat(keys).contains(loan.get("READER_ID"));
            assertThat(loan.get("DAY")).asString().matches(DATE).startsWith("2024-03-");
            assertThat(loan.get("FEE")).asString().matches("\\d\\.\\d\\d");
        });
        assertThat(of("LOAN", lines))
                .extracting(loan -> loan.row().get("RETURNED"))
                .containsNull()
                .anySatisfy(at -> assertThat(at).asString().matches(TIMESTAMP).startsWith("2024-04-"));
        assertThat(of("Visits per day", lines)).isNotEmpty().allSatisfy(visit -> {
            assertThat(visit.key()).isNull();
            assertThat(keys).contains(visit.row().get("READER_ID"));
        });
        assertThat(of("Visits per day", lines))
                .extracting(visit -> visit.row().get("at__C"))
                .containsNull()
                .anySatisfy(degrees -> assertThat(degrees).asString().matches("-\\d+\\.\\d"));
    }

    private static List<Line> parse(List<String> printed) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Line> lines = new ArrayList<>();
        for (String line : printed) {
            lines.add(json.readValue(line, Line.class));
        }
        return lines;
    }

    private static List<Line> of(String table, List<Line> lines) {
        return lines.stream().filter(line -> line.table().equals(table)).toList();
    }
}
