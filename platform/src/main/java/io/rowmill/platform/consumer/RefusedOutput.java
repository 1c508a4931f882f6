package io.rowmill.platform.consumer;

import io.rowmill.platform.topic.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** A commit that the cluster will never take, because of a record for the topic it names. */
final class RefusedOutput extends KafkaException {
    private RefusedOutput(String topic, KafkaException refusal) {
        super("topic " + topic + ": " + Refusals.sentence(refusal), refusal);
    }

    /** @return why the cluster will never take what was sent, or empty: try again */
    static Optional<String> reason(KafkaException failure) {
        return failure instanceof RefusedOutput refused
                ? Optional.of(String.valueOf(refused.getMessage()))
                : Refusals.in(failure).map(Refusals::sentence);
    }

    /** Sends the records of one transaction and remembers the first refusal: what the transaction itself throws doesn't name the topic. */
    static final class Watch {
        private static final Duration PAUSE = Duration.ofMillis(100);

        private final List<Future<?>> sent = new ArrayList<>();
        private final AtomicReference<RefusedOutput> first = new AtomicReference<>();

        void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
            sent.add(producer.send(record, (at, failure) -> Refusals.in(failure)
                    .ifPresent(refusal -> first.compareAndSet(null, new RefusedOutput(record.topic(), refusal)))));
        }

        /** Waits until every record has been answered for, well or badly. */
        void await(Runnable whileWaiting) {
            for (Future<?> record : sent) {
                while (!isAnswered(record)) {
                    whileWaiting.run();
                }
            }
        }

        private static boolean isAnswered(Future<?> record) {
            try {
                record.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException e) {
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        /** @return the refusal that ended the transaction, else what it threw */
        KafkaException explain(KafkaException thrown) {
            return first.get() == null ? thrown : first.get();
        }
    }
}
