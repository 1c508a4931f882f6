package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process can keep objects: asked by a thread of its own for as long as the process lives. What needs the store to
 * begin waits here.
 */
public final class StorageWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(5);
    private static final Duration WHILE_THERE = Duration.ofSeconds(30);
    private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

    private final ObjectStore store;
    private final List<Runnable> waiting = new ArrayList<>();
    private ScheduledExecutorService thread;
    private volatile Optional<String> trouble = Optional.empty();
    private long saidAt;

    public StorageWatch(ObjectStore store) {
        this.store = store;
    }

    /** @return why objects can't be kept, in a sentence; empty: they can, or nobody has asked yet */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Runs something at once where the store can be used, else when it can, on the watch's thread. */
    public void whenUsable(Runnable task) {
        if (isUsableOrWaits(task)) {
            task.run();
        }
    }

    private synchronized boolean isUsableOrWaits(Runnable task) {
        if (thread == null) {
            ask();
            thread = Executors.newSingleThreadScheduledExecutor(StorageWatch::daemon);
            askLater();
        }
        if (trouble.isPresent()) {
            waiting.add(task);
        }
        return trouble.isEmpty();
    }

    private void askLater() {
        Duration pause = trouble.isPresent() ? WHILE_AWAY : WHILE_THERE;
        thread.schedule(this::askAndGoOn, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askAndGoOn() {
        ask();
        List<Runnable> ready = new ArrayList<>();
        synchronized (this) {
            if (trouble.isEmpty()) {
                ready.addAll(waiting);
                waiting.clear();
            }
            if (!thread.isShutdown()) {
                askLater();
            }
        }
        ready.forEach(Runnable::run);
    }

    private void ask() {
        Optional<String> before = trouble;
        try {
            store.prepare();
            trouble = Optional.empty();
        } catch (FailureException e) {
            trouble = Optional.of(String.join(" ", e.failure().messages()));
        } catch (IOException | RuntimeException e) {
            trouble = Optional.of("The object store can't be used: " + e.getMessage());
        }
        say(before);
    }

    private void say(Optional<String> before) {
        if (trouble.isEmpty()) {
            before.ifPresent(past -> LOG.info("The object store can be used again."));
        } else if (!trouble.equals(before) || System.nanoTime() - saidAt > SAY_AGAIN.toNanos()) {
            saidAt = System.nanoTime();
            LOG.error("Not ready: {} Trying again every {} s.", trouble.get(), WHILE_AWAY.toSeconds());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "rowmill-storage-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
