package io.rowmill.platform.stream;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.avro.AvroCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Another fan-in, and how much of its entries it has read and written: what its work grows with. */
final class WatchedFanIn extends FanIn {
    private final FanIn watched;
    private final AtomicLong work;

    /** @param work grows by one and an entry's length in characters whenever an entry is read, passed over, put or deleted */
    WatchedFanIn(AvroCodec codec, FanIn watched, AtomicLong work) {
        super(codec, "/watched");
        this.watched = watched;
        this.work = work;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void init(ProcessorContext<byte[], Outgoing> context) {
        watched.init(proxy(
                ProcessorContext.class,
                context,
                (method, arguments, result) -> result instanceof TimestampedKeyValueStore<?, ?> store
                        ? proxy(TimestampedKeyValueStore.class, store, this::entries)
                        : result));
    }

    private Object entries(Method method, Object[] arguments, Object result) {
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            count(arguments[i]);
        }
        work.incrementAndGet();
        count(result);
        return result instanceof KeyValueIterator<?, ?> iterator
                ? proxy(KeyValueIterator.class, iterator, this::passed)
                : result;
    }

    private Object passed(Method method, Object[] arguments, Object result) {
        if (result instanceof KeyValue<?, ?> entry) {
            work.incrementAndGet();
            count(entry.value);
        }
        return result;
    }

    private void count(Object entry) {
        if (entry instanceof ValueAndTimestamp<?> value) {
            work.addAndGet(value.value().toString().length());
        }
    }

    private interface Seen {
        Object instead(Method method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, Object target, Seen seen) {
        return type.cast(Proxy.newProxyInstance(
                WatchedFanIn.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return seen.instead(method, arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        watched.process(record);
    }

    @Override
    protected void onEvent(Object event) {
        throw new AssertionError("the watched one sees events");
    }

    @Override
    protected void onFailure(String subject, Failure failure) {
        throw new AssertionError("the watched one sees failures");
    }
}
