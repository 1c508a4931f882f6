package io.rowmill.platform.consumer;

import io.rowmill.platform.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/** What a handler can do besides its work. Outputs are collected and leave, with the input's offset, in one transaction when the handler returns. */
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
    void publishRow(Topic topic, Integer partition, byte[] key, byte[] value, Headers headers);

    /** What is done so far is saved: a process that does the job again goes on from here. */
    default void progressed() {}

    /** The run or sample has been cancelled or has failed. */
    boolean ended();

    /** The run or sample has ended, the partition was taken away, or the service stops: leave at the next step. */
    boolean cancelled();
}
