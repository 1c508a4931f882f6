package io.rowmill.models.ctgan.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.models.HostTensor;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.network.BatchShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring packs of a {@link StepBatch} as tensors, in the order in which {@link ScriptStep}'s script takes them.
 *
 * @param of packs that the batch has
 */
record BatchPart(int from, int to, int of) {
    /** One of {@code parts} of about the same size. */
    static BatchPart nth(int part, int parts, int packs) {
        return new BatchPart((int) ((long) packs * part / parts), (int) ((long) packs * (part + 1) / parts), packs);
    }

    int packs() {
        return to - from;
    }

    double share() {
        return (double) packs() / of;
    }

    boolean isLast() {
        return to == of;
    }

    /** How many packs, the part's first ones, have a gradient penalty: their share of the batch's. */
    int penalized(BatchShape shape) {
        return Math.max(1, (int) Math.round(share() * shape.penalized()));
    }

    List<NDArray> of(BatchShape shape, StepBatch.Contrast contrast, NDManager memory) {
        List<NDArray> out = new ArrayList<>(inputs(contrast.fake(), memory));
        out.add(view(contrast.real(), memory));
        out.add(view(contrast.realCondition(), memory));
        out.add(view(contrast.alpha(), memory));
        contrast.dropout().forEach(mask -> out.add(ofCritic(mask, penalized(shape), memory)));
        return out;
    }

    /** What the generator's update takes of it. */
    List<NDArray> fakes(StepBatch.Contrast contrast, NDManager memory) {
        List<NDArray> out = new ArrayList<>(inputs(contrast.fake(), memory));
        contrast.dropout().forEach(mask -> out.add(mask.view(memory, from, to)));
        return out;
    }

    private List<NDArray> inputs(StepBatch.Fake fake, NDManager memory) {
        return List.of(view(fake.input(), memory), view(fake.gumbel(), memory), view(fake.condition(), memory));
    }

    /** A tensor has the same number of rows for every pack. */
    private NDArray view(HostTensor tensor, NDManager memory) {
        int perPack = tensor.rows() / of;
        return tensor.view(memory, from * perPack, to * perPack);
    }

    /** Fakes, real rows, as many interpolates as there are penalties. */
    private NDArray ofCritic(HostTensor mask, int penalized, NDManager memory) {
        if (packs() == of) {
            return mask.view(memory, 0, 2 * of + penalized);
        }
        NDArray fakes = mask.view(memory, from, to);
        NDArray real = mask.view(memory, of + from, of + to);
        return fakes.concat(real, 0).concat(mask.view(memory, 2 * of + from, 2 * of + from + penalized), 0);
    }
}
