package io.rowmill.models.ctgan.network;

import io.rowmill.core.failure.FailureException;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.List;

/** How many weights a job's networks have. What no process holds is refused before memory is asked for it. */
public final class NetworkSize {
    /** Of both networks together: a gigabyte, and about three more while they are trained. */
    static final long MOST_WEIGHTS = 1L << 28;

    private NetworkSize() {}

    /** @throws FailureException (Rejected, {@code network-too-large}) if the settings' layers have more weights than that */
    public static void require(BatchShape shape, CtganSettings settings) {
        double weights = generator(
                        shape.generatorInput(),
                        settings.generatorDim(),
                        shape.row().width())
                + critic(shape.criticInput(), settings.discriminatorDim());
        if (weights > MOST_WEIGHTS) {
            throw FailureException.rejected(
                    "network-too-large",
                    "The networks would have %.3g weights, and at most %.3g are allowed: make generatorDim and discriminatorDim smaller."
                            .formatted(weights, (double) MOST_WEIGHTS));
        }
    }

    /** Each residual layer hands its input on beside its output. A double, since the product of two limits is beyond a long. */
    static double generator(int input, List<Integer> hidden, int output) {
        double weights = 0;
        double width = input;
        for (int size : hidden) {
            weights += width * size;
            width += size;
        }
        return weights + width * output;
    }

    static double critic(int input, List<Integer> hidden) {
        double weights = 0;
        double width = input;
        for (int size : hidden) {
            weights += width * size;
            width = size;
        }
        return weights + width;
    }
}
