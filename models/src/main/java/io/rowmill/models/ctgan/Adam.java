package io.rowmill.models.ctgan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980) with betas 0.5 and 0.9, bias correction, epsilon 1e-8 and weight decay as an L2 term of
 * the gradient.
 */
final class Adam {
    private static final float BETA1 = 0.5f;
    private static final float BETA2 = 0.9f;
    private static final float EPSILON = 1e-8f;
    /** Keeps second moments of weights without gradient out of the subnormal range, where arithmetic is slow. */
    private static final float FLOOR = 1e-30f;

    private final double learningRate;
    private final float decay;
    private final List<Moments> moments = new ArrayList<>();
    private long steps;

    Adam(NDManager manager, List<Parameter> parameters, double learningRate, double decay) {
        this.learningRate = learningRate;
        this.decay = (float) decay;
        for (Parameter parameter : parameters) {
            moments.add(new Moments(
                    parameter,
                    manager.zeros(parameter.value().getShape()),
                    manager.zeros(parameter.value().getShape())));
        }
    }

    /** One update. Gradients are used up: their memory is overwritten. */
    void step(Function<Parameter, NDArray> gradients) {
        steps++;
        double correction1 = 1 - StrictMath.pow(BETA1, steps);
        double correction2 = StrictMath.sqrt(1 - StrictMath.pow(BETA2, steps));
        float rate = (float) (learningRate * correction2 / correction1);
        float epsilon = (float) (EPSILON * correction2);
        for (Moments m : moments) {
            NDArray gradient = gradients.apply(m.parameter);
            update(m, gradient, rate, epsilon);
        }
    }

    private void update(Moments m, NDArray gradient, float rate, float epsilon) {
        NDArray value = m.parameter.value();
        if (decay > 0) {
            try (NDArray pull = value.mul(decay)) {
                gradient.addi(pull);
            }
        }
        m.first.muli(BETA1).addi(gradient.mul(1 - BETA1));
        m.second.muli(BETA2).addi(gradient.square().muli(1 - BETA2)).addi(FLOOR);
        try (NDArray denominator = m.second.sqrt();
                NDArray change = m.first.div(denominator.addi(epsilon))) {
            value.subi(change.muli(rate));
        }
    }

    /** Number of updates so far. */
    long steps() {
        return steps;
    }

    /** @param updates number of updates that the restored moments have seen */
    void restore(long updates) {
        this.steps = updates;
    }

    /** First and second moments as named tensors, for checkpoints. */
    List<Parameter> state() {
        List<Parameter> out = new ArrayList<>();
        for (Moments m : moments) {
            out.add(new Parameter(m.parameter.name() + ".first", m.first));
            out.add(new Parameter(m.parameter.name() + ".second", m.second));
        }
        return out;
    }

    private record Moments(Parameter parameter, NDArray first, NDArray second) {}
}
