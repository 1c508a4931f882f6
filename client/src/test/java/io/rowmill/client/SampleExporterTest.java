package io.rowmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.csv.CsvDialect;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.rows.RowEncoder;
import io.rowmill.platform.rows.RowSchema;
import io.rowmill.platform.rows.RowSchema.RowColumn;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.TopicOffsets;
import io.rowmill.platform.topic.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleExporterTest {
    private static final String SAMPLE = "sample-1";
    private static final int ROWS = 500;
    private static final Map<String, ValueFormat> FORMATS = new LinkedHashMap<>();

    @TempDir
    private static Path dir;

    private static EmbeddedPlatform embedded;
    private static Platform platform;

    @BeforeAll
    static void start() throws Exception {
        FORMATS.put("key", new ValueFormat.Text());
        FORMATS.put("unit price", new ValueFormat.Decimal(2, 2));
        FORMATS.put("count", new ValueFormat.WholeNumber(3));
        FORMATS.put("day", new ValueFormat.Date("%d.%m.%Y"));
        FORMATS.put("at", new ValueFormat.Timestamp("%Y-%m-%d %H:%M:%S", 0));
        FORMATS.put("ok", new ValueFormat.Bool("Y", "N"));
        FORMATS.put("note", new ValueFormat.Text());
        embedded = EmbeddedPlatform.start(dir.resolve("platform"), EmbeddedPlatform.Ports.ANY);
        EmbeddedPlatform.Addresses at = embedded.addresses();
        platform = new Platform(Connection.of(
                        at.bootstrapServers(),
                        at.registryUrl(),
                        at.s3Endpoint(),
                        Optional.of(new Connection.Credentials(at.accessKey(), at.secretKey())))
                .settings(dir));
    }

    @AfterAll
    static void stop() {
        platform.close();
        embedded.close();
    }

    private static RowSchema schema(String table) {
        List<RowColumn> columns = FORMATS.entrySet().stream()
                .map(e -> new RowColumn(e.getKey(), e.getValue(), !e.getKey().equals("key")))
                .toList();
        return new RowSchema(table, columns, List.of("key"));
    }

    private static Object[] row(int ordinal) {
        return ordinal % 5 == 0
                ? new Object[] {"k" + ordinal, null, null, null, null, null, ""}
                : new Object[] {
                    "k" + ordinal,
                    new BigDecimal(ordinal).movePointLeft(1).setScale(2),
                    (long) ordinal,
                    LocalDate.of(2020, 1, 1).plusDays(ordinal),
                    LocalDateTime.of(2021, 5, 6, 7, 8, 9).plusSeconds(ordinal),
                    ordinal % 2 == 0,
                    "a, \"b\""
                };
    }

    /** In an order and over partitions that have nothing to do with the ordinals; another sample's row lies among them. */
    private static SampleManifest publish(String prefix, int rows) throws Exception {
        Topic topic = Topics.rows(prefix, "Order Lines", 3);
        platform.ensureTopics(List.of(topic));
        RowEncoder encoder = new RowEncoder(schema("Order Lines"), platform.codec(), topic.name());
        RowDigest digest = new RowDigest();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(platform.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < rows; i++) {
                int ordinal = (i * 7) % rows;
                byte[] value = encoder.value(row(ordinal));
                digest.add(value);
                sent.add(producer.send(record(topic, i % 3, SAMPLE, ordinal, value)));
                if (i == 0) {
                    sent.add(producer.send(record(topic, 0, "another sample", ordinal, value)));
                }
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
        try (TopicOffsets offsets = new TopicOffsets(platform.kafkaProperties())) {
            var table = new SampleManifest.Table(
                    "Order Lines", topic.name(), rows, 1, RowDigest.format(digest.sum()), offsets.end(topic.name()));
            return new SampleManifest(SampleManifest.FORMAT_VERSION, SAMPLE, "model", List.of(table), 0, 0, false);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            Topic topic, int partition, String sample, int ordinal, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), partition, null, value);
        record.headers().add("sample-id", sample.getBytes(StandardCharsets.UTF_8));
        record.headers().add("row", Integer.toString(ordinal).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static SampleExporter exporter() {
        return exporter(FileStyle.PLAIN);
    }

    private static SampleExporter exporter(FileStyle style) {
        return new SampleExporter(new RowTopicReader(platform), SampleExporterTest::schema, table -> style, dir);
    }

    @Test
    void aFileIsNamedAndWrittenLikeTheSources() throws Exception {
        // Given
        SampleManifest sample = publish("rows.dialect", 3);
        CsvDialect dialect = new CsvDialect(
                '\t', '"', CsvDialect.Quotes.TEXTS, "UTF-16LE", true, "\r\n", true, null, 0, List.of("NA"), "NA");
        Path out = dir.resolve("dialect");

        // When
        exporter(new FileStyle(".tsv", dialect)).export(sample, out, (table, rows, of) -> {});

        // Then
        assertThat(Files.readString(out.resolve("Order Lines.tsv"), StandardCharsets.UTF_16LE))
                .startsWith("\uFEFF\"key\"\t\"unit price\"\t\"count\"")
                .contains("\r\n\"k0\"\tNA\tNA\tNA\tNA\tNA\t\"\"\r\n")
                .contains("\r\n\"k1\"\t0.10\t001\t\"02.01.2020\"");
    }

    @Test
    void rowsAreWrittenByOrdinalInTheSourcesFormats() throws Exception {
        // Given
        SampleManifest sample = publish("rows.export", ROWS);
        Path out = dir.resolve("new/out");

        // When
        var files = exporter().export(sample, out, (table, rows, of) -> {});

        // Then
        assertThat(files).hasSize(1);
        List<String> lines = Files.readAllLines(out.resolve("Order Lines.csv"));
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).isEqualTo("key,unit price,count,day,at,ok,note");
        assertThat(lines.get(1)).isEqualTo("k0,,,,,,\"\"");
        assertThat(lines.get(2)).isEqualTo("k1,0.10,001,02.01.2020,2021-05-06 07:08:10,N,\"a, \"\"b\"\"\"");
        assertThat(lines.get(ROWS)).startsWith("k" + (ROWS - 1) + ",");
    }

    @Test
    void aFileOfTheSameNameIsReplacedOnlyWhenAllRowsAreThere() throws Exception {
        // Given
        SampleManifest sample = publish("rows.incomplete", 10);
        SampleManifest.Table table = sample.tables().get(0);
        var tampered = new SampleManifest.Table(
                table.table(), table.topic(), table.rows() + 1, table.chunks(), table.digest(), table.endOffsets());
        Path out = Files.createDirectories(dir.resolve("kept"));
        Files.writeString(out.resolve("Order Lines.csv"), "before");

        // When
        assertThatThrownBy(() -> exporter()
                        .export(
                                new SampleManifest(1, SAMPLE, "model", List.of(tampered), 0, 0, false),
                                out,
                                (t, rows, of) -> {}))
                // Then
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("10 rows of the sample, its manifest says 11");
        assertThat(Files.readString(out.resolve("Order Lines.csv"))).isEqualTo("before");
        try (var left = Files.list(out)) {
            assertThat(left).hasSize(1);
        }
    }

    /** A sampler that was killed leaves its transaction open; the rows of the one that took over lie behind it. */
    @Test
    void rowsBehindATransactionThatStillIsOpenAreWaitedFor() throws Exception {
        // Given
        Topic topic = Topics.rows("rows.open", "Order Lines", 3);
        platform.ensureTopics(List.of(topic));
        Map<String, Object> dying = new HashMap<>(platform.kafkaProperties());
        dying.put("transactional.id", "dying");
        dying.put("transaction.timeout.ms", 3_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(dying, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(topic, 0, SAMPLE, 0, new byte[] {0})).get();

            // When
            SampleManifest sample = publish("rows.open", ROWS);
            var files = exporter().export(sample, dir.resolve("open"), (table, rows, of) -> {});

            // Then
            assertThat(Files.readAllLines(files.get(0).file())).hasSize(ROWS + 1);
        }
    }
}
