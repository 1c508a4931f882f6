package io.rowmill.platform.needs;

import io.rowmill.core.failure.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process reaches what it needs: asked by threads of its own for as long as the process lives. What can't begin without
 * waits here. Nothing is asked before something waits.
 */
public final class Needs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Needs.class);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(5);
    private static final Duration WHILE_THERE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A process that starts answers nobody as long as it waits for its services. */
    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(20);

    private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

    /** User and password in a URL. */
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]*@");

    private final Map<Need, Future<Optional<String>>> questions = new LinkedHashMap<>();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final ExecutorService askers = Executors.newCachedThreadPool(task -> daemon(task, "rowmill-needs-ask"));
    private final Duration firstAttempt;
    private final Said said = new Said();
    private volatile Optional<String> trouble = Optional.empty();
    private @Nullable ScheduledExecutorService thread;
    private long askedAt;

    /**
     * @param start returns why it can't begin yet, in a sentence, or empty: it has begun
     * @param begun when it has, or never will
     */
    private record Waiting(Supplier<Optional<String>> start, Said said, CompletableFuture<Void> begun) {}

    public Needs(List<Need> needs) {
        this(needs, FIRST_ATTEMPT);
    }

    Needs(List<Need> needs, Duration firstAttempt) {
        this.firstAttempt = firstAttempt;
        needs.forEach(need -> questions.put(need, null));
    }

    /** @return what can't be used and why, in sentences; empty: all can, or nobody has asked yet */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * Runs something where all needs are there, on a thread of its own, and again as long as it says that it can't begin yet. Returns
     * when it has been tried once, or can't be yet, or takes its time.
     *
     * @param start returns why it can't begin yet, in a sentence, or empty: it has begun; what it throws ends the attempts
     * @return completed when it has begun, or with what it has thrown
     */
    public CompletableFuture<Void> whenThere(Supplier<Optional<String>> start) {
        Waiting task = new Waiting(start, new Said(), new CompletableFuture<>());
        waiting.add(task);
        try {
            thread().submit(this::look).get(firstAttempt.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("The start has taken {} s and continues.", firstAttempt.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return task.begun();
    }

    private synchronized ScheduledExecutorService thread() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "rowmill-needs"));
            var unused = thread.scheduleWithFixedDelay(
                    this::look, WHILE_AWAY.toMillis(), WHILE_AWAY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return thread;
    }

    private void look() {
        if (trouble.isPresent() || !waiting.isEmpty() || System.nanoTime() - askedAt > WHILE_THERE.toNanos()) {
            ask();
        }
        if (trouble.isEmpty()) {
            waiting.removeAll(waiting.stream().filter(this::isThrough).toList());
        }
    }

    private boolean isThrough(Waiting task) {
        try {
            Optional<String> why = task.start().get();
            task.said().say(why);
            if (why.isEmpty()) {
                task.begun().complete(null);
            }
        } catch (RuntimeException | Error e) {
            task.begun().completeExceptionally(e);
        }
        return task.begun().isDone();
    }

    /** All at once, and no longer than it takes one of them to lose patience. */
    private void ask() {
        askedAt = System.nanoTime();
        // Who still hasn't answered the last question isn't asked another.
        questions.replaceAll((need, last) -> last != null && !last.isDone() ? last : askers.submit(() -> ask(need)));
        List<String> troubles = new ArrayList<>();
        questions.forEach(
                (need, answer) -> answer(need, answer).map(Needs::ended).ifPresent(troubles::add));
        trouble = troubles.isEmpty()
                ? Optional.empty()
                : Optional.of(LOGIN.matcher(String.join(" ", troubles)).replaceAll("//"));
        said.say(trouble);
    }

    /** What others say has no full stop, where another sentence follows. */
    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    private static Optional<String> ask(Need need) {
        try {
            need.ask();
            return Optional.empty();
        } catch (FailureException e) {
            return Optional.of(String.join(" ", e.failure().messages()));
        } catch (Exception e) {
            return Optional.of(need.name() + " can't be used: " + e.getMessage());
        }
    }

    private Optional<String> answer(Need need, Future<Optional<String>> question) {
        long left = PATIENCE.toNanos() - (System.nanoTime() - askedAt);
        try {
            return question.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(need.name() + " hasn't answered for " + PATIENCE.toSeconds()
                    + " s: is it up, is the address right, does a firewall let you through?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the process ends");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Keeps the log to what is new. */
    private static final class Said {
        private Optional<String> last = Optional.empty();
        private long at;

        void say(Optional<String> trouble) {
            if (trouble.isEmpty()) {
                last.ifPresent(past -> LOG.info("All that was missing is available now."));
            } else if (!trouble.equals(last) || System.nanoTime() - at > SAY_AGAIN.toNanos()) {
                at = System.nanoTime();
                LOG.error("Not ready: {} Trying again every {} s.", ended(trouble.get()), WHILE_AWAY.toSeconds());
            }
            last = trouble;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Whatever waits never begins; one that is just beginning is interrupted. */
    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        askers.shutdownNow();
        questions.keySet().forEach(Need::close);
    }
}
