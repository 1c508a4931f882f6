package io.rowmill.platform.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * The state of a fan-in: text entries by key, in memory, with a topic as their log. Use many small entries instead of a large
 * one: each change writes the whole entry, and an entry must fit into a record.
 */
public final class FanInMemory {
    static final String STORE = "state";

    private final TimestampedKeyValueStore<String, String> store;
    private final LongSupplier now;

    FanInMemory(TimestampedKeyValueStore<String, String> store, LongSupplier now) {
        this.store = store;
        this.now = now;
    }

    static StoreBuilder<TimestampedKeyValueStore<String, String>> builder() {
        return Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.String());
    }

    /** @return null if there is none */
    public String get(String key) {
        return ValueAndTimestamp.getValueOrNull(store.get(key));
    }

    public void put(String key, String entry) {
        store.put(key, ValueAndTimestamp.make(entry, now.getAsLong()));
    }

    public void forget(String key) {
        store.delete(key);
    }

    /** Deletes all entries with this key prefix. */
    public void forgetAll(String prefix) {
        try (var entries = store.prefixScan(prefix, new StringSerializer())) {
            forget(entries, Long.MAX_VALUE);
        }
    }

    /** Deletes entries that were last written before a time, in milliseconds since the epoch. */
    void forgetBefore(long time) {
        try (var entries = store.all()) {
            forget(entries, time);
        }
    }

    private void forget(KeyValueIterator<String, ValueAndTimestamp<String>> entries, long before) {
        List<String> old = new ArrayList<>();
        while (entries.hasNext()) {
            KeyValue<String, ValueAndTimestamp<String>> entry = entries.next();
            if (entry.value.timestamp() < before) {
                old.add(entry.key);
            }
        }
        old.forEach(store::delete);
    }
}
