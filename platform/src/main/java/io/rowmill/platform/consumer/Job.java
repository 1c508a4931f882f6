package io.rowmill.platform.consumer;

import io.rowmill.platform.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a handler can do besides its work. Outputs are collected. When the handler returns, they are committed in one
 * transaction with the offset of the input.
 */
public interface Job {

    /** Publishes an event with its CloudEvents headers when the job is done. */
    void publish(Topic topic, String key, SpecificRecord event);

    /**
     * Publishes a synthetic row when the job is done.
     *
     * @param key in the wire format, or null
     * @param partition of the row, or null: by key
     * @param value in the wire format
     */
    void publishRow(Topic topic, @Nullable Integer partition, byte @Nullable [] key, byte[] value, Headers headers);

    /** Reports that the work so far is saved: a process that repeats the job continues from here. */
    default void progressed() {}

    /** True if the run or sample was cancelled or has failed. */
    boolean ended();

    /**
     * True if the run or sample has ended, the partition was revoked, or the service stops. The handler must return at its next
     * step.
     */
    boolean cancelled();
}
