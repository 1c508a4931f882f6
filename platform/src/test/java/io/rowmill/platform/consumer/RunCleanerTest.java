package io.rowmill.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.platform.topic.Topic;
import io.rowmill.schemas.RunCancelled;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RunCleanerTest {
    private static final String LATE = ArtifactKeys.checkpoint("run-7", "orders", "all");

    private final MemoryObjectStore store = new MemoryObjectStore();

    /** @param ended the run was cancelled or has failed */
    private record Running(boolean ended) implements Job {
        @Override
        public void publish(Topic topic, String key, SpecificRecord event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publishRow(Topic topic, Integer partition, byte[] key, byte[] value, Headers headers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean cancelled() {
            return ended();
        }
    }

    /** A handler that writes real rows, whatever has become of the run meanwhile. */
    private void write(boolean ended) throws Exception {
        JobHandler<RunCancelled> writing = (event, job) -> store.put(LATE, new byte[] {1});
        new RunCleaner(store)
                .after(writing, RunCancelled::getRunId)
                .handle(new RunCancelled("run-7", "", Instant.EPOCH), new Running(ended));
    }

    @Test
    void whatAJobWritesStaysWhileItsRunGoesOn() throws Exception {
        write(false);
        assertThat(store.exists(LATE)).isTrue();
    }

    @Test
    void whatAJobWritesAfterItsRunHasEndedIsDeleted() throws Exception {
        write(true);
        assertThat(store.exists(LATE)).isFalse();
    }

    @Test
    void whatAJobWritesAfterAStallInWhichItsRunGotItsModelIsDeleted() throws Exception {
        // Given
        otherWorkersFinishTheRun();

        // When
        write(false);

        // Then
        assertThat(store.exists(LATE)).isFalse();
    }

    private void otherWorkersFinishTheRun() throws IOException {
        store.put(ArtifactKeys.model(RunNames.modelId("run-7")), new byte[] {1});
    }
}
