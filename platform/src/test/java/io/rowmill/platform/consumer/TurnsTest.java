package io.rowmill.platform.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fresh records and those that wait take turns. */
class TurnsTest {
    private static final TopicPartition INPUT = new TopicPartition("input", 0);
    private static final TopicPartition WAITING = new TopicPartition("waiting", 0);
    private static final TopicPartition OTHER_WAITING = new TopicPartition("waiting", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Turns turns = new Turns("waiting");

    @BeforeEach
    void assign() {
        consumer.assign(List.of(INPUT, WAITING, OTHER_WAITING));
    }

    private static ConsumerRecord<byte[], byte[]> waiting(Instant until) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("waiting", 0, 5, null, new byte[0]);
        record.headers().add("retry-until", Long.toString(until.toEpochMilli()).getBytes(UTF_8));
        return record;
    }

    @Test
    void afterOneThatWaitedAFreshOneComesFirst() {
        // When
        assertThat(turns.begins(waiting(Instant.now()))).isTrue();
        turns.arrange(consumer);

        // Then
        assertThat(consumer.paused()).containsExactlyInAnyOrder(WAITING, OTHER_WAITING);

        // When
        assertThat(turns.begins(new ConsumerRecord<>("input", 0, 1, null, new byte[0])))
                .isTrue();
        turns.arrange(consumer);

        // Then
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void whereNothingIsFreshTheNextOneThatWaitsComes() {
        // When
        turns.begins(waiting(Instant.now()));
        turns.nothingFresh();
        turns.arrange(consumer);

        // Then
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void onlyThePartitionWhoseTimeHasNotComeIsHeldBack() {
        // When
        assertThat(turns.begins(waiting(Instant.now().plusSeconds(10)))).isFalse();
        turns.arrange(consumer);

        // Then
        assertThat(consumer.paused()).containsExactly(WAITING);
    }
}
