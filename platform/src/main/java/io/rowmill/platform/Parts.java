package io.rowmill.platform;

import io.rowmill.platform.consumer.JobConsumer;
import io.rowmill.platform.stream.FanInTopology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What a service is made of: opened one after the other, closed in reverse order. If one can't be opened, none is left open. */
public final class Parts implements RunningService {
    private final List<AutoCloseable> parts = new ArrayList<>();

    private Parts() {}

    /** @param opening adds each part as soon as there is one */
    public static Parts open(Consumer<Parts> opening) {
        Parts parts = new Parts();
        try {
            opening.accept(parts);
            return parts;
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    public <T extends AutoCloseable> T add(T part) {
        parts.add(part);
        return part;
    }

    public void addAll(Collection<? extends AutoCloseable> more) {
        parts.addAll(more);
    }

    /** All consumers among them poll, and all fan-ins run. */
    @Override
    public boolean healthy() {
        return parts.stream().allMatch(Parts::isHealthy);
    }

    private static boolean isHealthy(AutoCloseable part) {
        if (part instanceof JobConsumer<?> consumer) {
            return consumer.healthy();
        }
        return !(part instanceof FanInTopology fanIn) || fanIn.healthy();
    }

    @Override
    public void close() {
        Platform.closeAll(parts);
    }
}
