package io.rowmill.platform.consumer;

import io.rowmill.platform.event.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Whose turn it is: records that wait for another attempt come when their time has come, and never two of them in a row while
 * fresh ones are there. So what fails again and again takes half of a worker's time at most. For the polling thread alone.
 */
final class Turns {
    private final String waitingTopic;
    private final Map<TopicPartition, Instant> notBefore = new HashMap<>();
    private boolean freshFirst;

    Turns(String waitingTopic) {
        this.waitingTopic = waitingTopic;
    }

    /** Lets the consumer fetch from those partitions whose turn it can be, while no job runs. */
    void arrange(Consumer<?, ?> consumer) {
        Instant now = Instant.now();
        notBefore.values().removeIf(time -> !now.isBefore(time));
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.resume(assigned);
        consumer.pause(assigned.stream()
                .filter(p -> p.topic().equals(waitingTopic))
                .filter(p -> freshFirst || notBefore.containsKey(p))
                .collect(Collectors.toSet()));
    }

    /** A poll has brought nothing: there is no fresh record. */
    void nothingFresh() {
        freshFirst = false;
    }

    /** @return false: its time has not come, and it is to be read again */
    boolean begins(ConsumerRecord<?, ?> record) {
        Optional<Waiting> waiting = Waiting.of(record, waitingTopic);
        if (waiting.isPresent() && !waiting.get().isDue(Instant.now())) {
            notBefore.put(
                    new TopicPartition(record.topic(), record.partition()),
                    waiting.get().until());
            return false;
        }
        freshFirst = waiting.isPresent();
        return true;
    }
}
