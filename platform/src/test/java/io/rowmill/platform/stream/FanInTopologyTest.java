package io.rowmill.platform.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.testing.RealPlatform;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleWritten;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fan-in against a real broker: where its outputs go, and that poison doesn't stop it. */
class FanInTopologyTest {
    private static final int CHUNKS = 64;

    @TempDir
    private Path dir;

    /** Asks for many chunks at once. */
    private static final class Asking extends FanIn {
        Asking(AvroCodec codec) {
            super(codec, "/rowmill/test");
        }

        @Override
        protected void onEvent(Object event) {
            String sampleId = ((SampleWritten) event).getSampleId();
            for (long i = 0; i < CHUNKS; i++) {
                var chunk = new SampleChunkRequested(sampleId, "m", "p", "t", i, 0L, 1L, "{}");
                publish(Topics.SAMPLE_CHUNKS, sampleId + "/t/" + i, sampleId, chunk);
            }
        }

        @Override
        protected void onFailure(String subject, Failure failure) {}
    }

    @Test
    void jobsAreDealtInTurnAndPoisonIsPassedOver() throws Exception {
        try (RealPlatform real = RealPlatform.start(dir)) {
            // Given
            real.platform().prepare();
            String input = Topics.SAMPLE_BARRIERS.name();
            byte[] key = "s1".getBytes(UTF_8);
            byte[] event =
                    real.platform().codec().encodeValue(input, new SampleWritten("s1", "m", List.of(), Instant.EPOCH));

            // When
            real.send(new ProducerRecord<>(input, key, "poison".getBytes(UTF_8)));
            real.send(new ProducerRecord<>(input, key, event));
            try (FanInTopology topology = real.platform()
                    .fanIn(
                            "test-asking",
                            List.of(Topics.SAMPLE_BARRIERS),
                            List.of(Topics.SAMPLE_CHUNKS),
                            () -> new Asking(real.platform().codec()))) {
                String last = "s1/t/" + (CHUNKS - 1);
                real.await(Topics.SAMPLE_CHUNKS, r -> new String(r.key(), UTF_8).equals(last));
            }

            // Then
            Map<Integer, Long> dealt = real.records(Topics.SAMPLE_CHUNKS).stream()
                    .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
            assertThat(dealt)
                    .hasSize(Topics.SAMPLE_CHUNKS.partitions())
                    .values()
                    .containsOnly(2L);
            assertThat(real.records(Topics.SAMPLE_BARRIERS.deadLetters()))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo("poison".getBytes(UTF_8)));
        }
    }
}
