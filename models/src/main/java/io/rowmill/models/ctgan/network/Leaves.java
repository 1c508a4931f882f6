package io.rowmill.models.ctgan.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.models.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The parameters of one network as leaves of one step's graph: they share memory with the parameters and own the gradients. */
public final class Leaves implements Function<Parameter, NDArray> {
    private final Map<Parameter, NDArray> leaves = new HashMap<>();

    public Leaves(List<Parameter> parameters, NDManager step) {
        for (Parameter parameter : parameters) {
            NDArray leaf = parameter.value().stopGradient();
            leaf.attach(step);
            leaf.setRequiresGradient(true);
            leaves.put(parameter, leaf);
        }
    }

    @Override
    public NDArray apply(Parameter parameter) {
        return leaves.get(parameter);
    }
}
