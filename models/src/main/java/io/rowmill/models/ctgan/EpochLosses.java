package io.rowmill.models.ctgan;

import io.rowmill.models.ctgan.step.TrainingStep;
import java.util.LinkedHashMap;
import java.util.Map;

/** Means of the losses over the steps of an epoch. */
final class EpochLosses {
    private double wasserstein;
    private double gradientPenalty;
    private double adversarial;
    private double crossEntropy;
    private int steps;

    void add(TrainingStep.Losses losses) {
        wasserstein += losses.wasserstein();
        gradientPenalty += losses.gradientPenalty();
        adversarial += losses.adversarial();
        crossEntropy += losses.crossEntropy();
        steps++;
    }

    /** The means by name; starts anew. */
    Map<String, Double> drain() {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("generator", adversarial / steps);
        out.put("critic", wasserstein / steps);
        out.put("gradientPenalty", gradientPenalty / steps);
        out.put("crossEntropy", crossEntropy / steps);
        clear();
        return out;
    }

    void clear() {
        wasserstein = gradientPenalty = adversarial = crossEntropy = 0;
        steps = 0;
    }
}
