package io.rowmill.models;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.rowmill.core.failure.FailureException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The one place that starts PyTorch and picks its device. Starting unpacks native libraries (to {@code DJL_CACHE_DIR}) and
 * takes about a second, so it happens on first use.
 */
public final class Torch {
    static final String ENGINE_NAME = "PyTorch";

    private static final String COMPUTE_THREADS = "ai.djl.pytorch.num_threads";

    /**
     * Held while a job trains with autograd: the library allows one gradient collector per JVM, so such jobs run one after the
     * other. Sampling needs no gradients and runs beside them.
     */
    private static final ReentrantLock AUTOGRAD = new ReentrantLock(true);

    private Torch() {}

    /** @param choice AUTO, CPU or CUDA */
    public static Device device(String choice) {
        boolean cuda = engine().getGpuCount() > 0;
        if (choice.equals("CUDA") && !cuda) {
            throw FailureException.rejected(
                    "no-cuda",
                    "Setting 'device' is CUDA, but this machine offers no CUDA device to the tensor library.");
        }
        return cuda && !choice.equals("CPU") ? Device.gpu() : Device.cpu();
    }

    /** A root of memory that the caller closes. */
    public static NDManager newManager(Device device) {
        return engine().newBaseManager(device);
    }

    private static Engine engine() {
        return Holder.ENGINE;
    }

    /**
     * Sets the number of compute threads for the calling thread. The library keeps it per thread and a new thread's first matrix
     * products would take all cores: another rounding than later ones have, so that a model depended on the order of the jobs.
     */
    public static void prepareThread() {
        engine();
        TorchNative.prepareThread(Integer.getInteger(COMPUTE_THREADS));
    }

    /** Whether the library had no memory left on its device; every tensor made before that is as it was. */
    public static boolean isOutOfMemory(EngineException e) {
        String message = String.valueOf(e.getMessage());
        return Stream.of("out of memory", "can't allocate memory", "not enough memory")
                .anyMatch(message::contains);
    }

    /** Waits until no other job of this JVM trains with autograd, and prepares the thread. */
    public static AutogradLease leaseAutograd() {
        AUTOGRAD.lock();
        prepareThread();
        return AUTOGRAD::unlock;
    }

    /**
     * Records the operations of this thread until it is closed.
     *
     * @throws IllegalStateException if the thread has not leased autograd
     */
    public static GradientCollector collectGradients() {
        if (!AUTOGRAD.isHeldByCurrentThread()) {
            throw new IllegalStateException("lease autograd before collecting gradients");
        }
        return engine().newGradientCollector();
    }

    /** Ends with {@link #close()}, on the thread that took it. */
    public interface AutogradLease extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Holder {
        static final Engine ENGINE = start();

        private static Engine start() {
            // Before the library starts: no downloads, no telemetry, one compute thread. A second one makes a step of
            // this size slower; two cores are used best by two jobs side by side.
            System.setProperty("ai.djl.offline", "true");
            setDefault(COMPUTE_THREADS, "1");
            setDefault("ai.djl.pytorch.num_interop_threads", "1");
            return Engine.getEngine(ENGINE_NAME);
        }

        private static void setDefault(String name, String value) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        }
    }
}
