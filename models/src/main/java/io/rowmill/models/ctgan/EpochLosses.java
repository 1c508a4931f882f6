package io.rowmill.models.ctgan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of the losses over the updates of an epoch. */
final class EpochLosses {
    private double wasserstein;
    private double gradientPenalty;
    private double adversarial;
    private double crossEntropy;
    private int criticUpdates;
    private int generatorUpdates;

    void add(TrainingStep.CriticLosses losses) {
        wasserstein += losses.wasserstein();
        gradientPenalty += losses.gradientPenalty();
        criticUpdates++;
    }

    void add(TrainingStep.GeneratorLosses losses) {
        adversarial += losses.adversarial();
        crossEntropy += losses.crossEntropy();
        generatorUpdates++;
    }

    /** Whether every loss so far was a number. */
    boolean isFinite() {
        return Double.isFinite(wasserstein + gradientPenalty + adversarial + crossEntropy);
    }

    /** The means by name; starts anew. */
    Map<String, Double> drain() {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("generator", adversarial / generatorUpdates);
        out.put("critic", wasserstein / criticUpdates);
        out.put("gradientPenalty", gradientPenalty / criticUpdates);
        out.put("crossEntropy", crossEntropy / generatorUpdates);
        wasserstein = gradientPenalty = adversarial = crossEntropy = 0;
        criticUpdates = generatorUpdates = 0;
        return out;
    }
}
