package io.rowmill.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.stream.Stream;

/** The one user of the tensor library's internal interface: what its public one does not offer. */
final class TorchNative {
    private TorchNative() {}

    /** Settings that the library keeps per thread. */
    static void prepareThread(int computeThreads) {
        JniUtils.setNumThreads(computeThreads);
        // The optimizer rewrites a script after its first runs: another rounding, and a resumed job would differ.
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Calls {@code forward} without recording gradients; the result belongs to {@code manager}. */
    static NDArray forward(
            PtSymbolBlock script, List<List<NDArray>> tensors, List<double[]> numbers, NDManager manager) {
        IValue[] arguments = Stream.concat(
                        tensors.stream().map(TorchNative::tensorList),
                        numbers.stream().map(IValue::listFrom))
                .toArray(IValue[]::new);
        try (IValue result = IValueUtils.forward(script, arguments)) {
            return result.toTensor((PtNDManager) manager);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    private static IValue tensorList(List<NDArray> tensors) {
        return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
    }
}
