package io.rowmill.platform.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.rowmill.core.failure.Failure;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.topic.Topics;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FanInCommitTest {
    private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
    private final FanIn fanIn = new FanIn(new AvroCodec(new MockSchemaRegistryClient()), "/rowmill/test") {
        @Override
        protected void onEvent(Object event) {}

        @Override
        protected void onFailure(String subject, Failure failure) {}
    };

    @BeforeEach
    void start() {
        KeyValueStore<?, ?> store = (KeyValueStore<?, ?>)
                FanInMemory.builder().withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        context.setRecordMetadata(Topics.SAMPLE_BARRIERS.name(), 0, 0);
        fanIn.init(context);
    }

    private boolean commitsAt(long millis) {
        context.resetCommit();
        context.setCurrentSystemTimeMs(millis);
        // What it holds doesn't matter.
        fanIn.process(new Record<>("s".getBytes(UTF_8), "poison".getBytes(UTF_8), millis, new RecordHeaders()));
        return context.committed();
    }

    @Test
    void anEventThatComesAloneIsCommittedAtOnceAndABurstTogether() {
        // When / Then
        assertThat(commitsAt(10_000)).isTrue();
        assertThat(commitsAt(10_010)).isFalse();
        assertThat(commitsAt(10_150)).isFalse();
        assertThat(commitsAt(10_300)).isFalse();
        assertThat(commitsAt(10_500)).isTrue();
    }
}
