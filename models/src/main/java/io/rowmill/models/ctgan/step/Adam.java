package io.rowmill.models.ctgan.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.models.Parameter;
import io.rowmill.models.ctgan.settings.StepRates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Adam (Kingma and Ba, arXiv 1412.6980) with weight decay as an L2 term of the gradient. */
final class Adam {
    private static final float BETA1 = (float) StepRates.Adam.BETA1;
    private static final float BETA2 = (float) StepRates.Adam.BETA2;
    /** Keeps second moments of weights without gradient out of the subnormal range, where arithmetic is slow. */
    private static final float FLOOR = 1e-30f;

    private final float decay;
    private final List<Moments> moments = new ArrayList<>();

    Adam(NDManager manager, List<Parameter> parameters, double decay) {
        this.decay = (float) decay;
        for (Parameter parameter : parameters) {
            moments.add(new Moments(
                    parameter,
                    manager.zeros(parameter.value().getShape()),
                    manager.zeros(parameter.value().getShape())));
        }
    }

    /** One update. Gradients are used up: their memory is overwritten. */
    void step(StepRates.Adam rates, Function<Parameter, NDArray> gradients) {
        for (Moments m : moments) {
            update(m, gradients.apply(m.parameter), (float) rates.rate(), (float) rates.epsilon());
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
