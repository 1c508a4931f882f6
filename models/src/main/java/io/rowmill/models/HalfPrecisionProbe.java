package io.rowmill.models;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out once per process and device whether matrix products of bfloat16 are faster: without native support they crawl. */
public final class HalfPrecisionProbe {
    private static final Map<Device, Boolean> ANSWERS = new ConcurrentHashMap<>();

    private static final int SIZE = 512;
    private static final int TRIES = 5;

    /** Less than this is not worth the rounding. Processors give about 2 or much less than 1, so that noise decides nothing. */
    private static final double WORTHWHILE = 1.25;

    private static final String PRODUCT =
            """
            class Step(Module):
              __parameters__ = []
              __buffers__ = []
              half : bool

              def forward(self: __torch__.Step, x: List[Tensor]) -> Tensor:
                if (self).half:
                  y = torch.to(torch.mm(torch.to(x[0], 15), torch.to(x[0], 15)), 6)
                else:
                  y = torch.mm(x[0], x[0])
                return torch.max(y)
            """;

    private HalfPrecisionProbe() {}

    /** Takes a few hundredths of a second when a device is asked for first. */
    public static boolean pays(Device device) {
        return ANSWERS.computeIfAbsent(device, HalfPrecisionProbe::measure);
    }

    private static boolean measure(Device device) {
        return bestNanos(SIZE, false, device) > WORTHWHILE * bestNanos(SIZE, true, device);
    }

    /** Time of a product of two square matrices. The script returns what it has computed: a result without use is left out. */
    static long bestNanos(int size, boolean half, Device device) {
        long best = Long.MAX_VALUE;
        try (NDManager manager = Torch.newManager(device);
                TorchScript script = TorchScript.compile(PRODUCT, half, device)) {
            NDArray x = manager.ones(new Shape(size, size));
            for (int i = 0; i < TRIES; i++) {
                long start = System.nanoTime();
                try (NDManager call = manager.newSubManager()) {
                    script.run(List.of(List.of(x)), List.of(), call).getFloat();
                }
                best = Math.min(best, System.nanoTime() - start);
            }
        }
        return best;
    }
}
