package io.rowmill.models.argn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows from a trained network, in blocks of bounded size. Where rows of a group follow one another, all first rows are drawn, then all
 * second ones, and so on.
 */
final class ArgnSynthesizer implements Synthesizer {
    private static final int BLOCK = 1024;

    private final Layout layout;
    private final NDManager manager;
    private final Network network;
    private final TorchScript script;
    private final double[] naturalOrder;
    private final int codes;

    private ArgnSynthesizer(TensorFile<WeightsHeader> file) {
        layout = new Layout(file.header().layout());
        manager = Torch.newManager(Torch.device("CPU"));
        int[][] frequencies =
                layout.learned().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
        network = Network.create(manager, layout, frequencies, new Seed(0));
        network.tensors().parts().forEach(p -> p.restore(file.tensors()));
        script = TorchScript.load(ArgnSynthesizer.class, "sampling.torchscript", false, Torch.device("CPU"));
        naturalOrder =
                IntStream.range(0, layout.learned().size()).asDoubleStream().toArray();
        codes = layout.learned().stream().mapToInt(SubColumn::size).sum();
    }

    static ArgnSynthesizer load(InputStream weights) throws IOException {
        TensorFile<WeightsHeader> file = TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, weights);
        try {
            return new ArgnSynthesizer(file);
        } catch (IllegalArgumentException e) {
            throw FailureException.defect("unreadable-" + WeightsHeader.KIND, "The weights do not fit their header.");
        }
    }

    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        if (!groups.contexts().layout().equals(layout.source().context())) {
            throw new IllegalArgumentException("the contexts are not of the layout that the model was trained with");
        }
        Torch.prepareThread();
        Draft draft = new Draft(groups);
        if (layout.source().sequential()) {
            int longest = Arrays.stream(groups.counts()).max().orElse(0);
            for (int place = 0; place < longest; place++) {
                draft.draw(draft.rowsAt(place), seed.derive(place));
            }
        } else {
            draft.draw(IntStream.range(0, draft.rows).toArray(), seed);
        }
        return draft.table();
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }

    /** Rows under construction. */
    private final class Draft {
        private final Groups groups;
        private final int rows;
        private final int[] groupOfRow;
        private final int[] startOfGroup;
        private final int[] learned;
        private final int[][] parts;

        Draft(Groups groups) {
            this.groups = groups;
            this.groupOfRow = groups.groupOfRow();
            this.rows = groupOfRow.length;
            this.startOfGroup = new int[groups.counts().length];
            for (int g = 1; g < startOfGroup.length; g++) {
                startOfGroup[g] = startOfGroup[g - 1] + groups.counts()[g - 1];
            }
            this.learned = new int[rows * layout.learned().size()];
            this.parts = new int[layout.source().content().size()][rows];
        }

        int[] rowsAt(int place) {
            return IntStream.range(0, startOfGroup.length)
                    .filter(g -> groups.counts()[g] > place)
                    .map(g -> startOfGroup[g] + place)
                    .toArray();
        }

        void draw(int[] which, Seed seed) {
            for (int from = 0; from < which.length; from += BLOCK) {
                int count = Math.min(BLOCK, which.length - from);
                block(which, from, count, seed.derive(from / BLOCK).random());
            }
        }

        private void block(int[] which, int from, int count, SplittableRandom random) {
            HostTensor input = new HostTensor(count, layout.all().size());
            HostTensor uniform = new HostTensor(count, layout.learned().size());
            for (int i = 0; i < count; i++) {
                write(which[from + i], input, i);
            }
            for (int i = 0; i < uniform.values().capacity(); i++) {
                uniform.values().put(i, (float) (random.nextInt() >>> 8) * 0x1p-24f);
            }
            float[] drawn;
            try (NDManager memory = manager.newSubManager()) {
                drawn = script.run(
                                List.of(
                                        network.embeddings(),
                                        network.first(),
                                        network.heads(),
                                        List.of(
                                                input.view(memory),
                                                uniform.view(memory),
                                                memory.zeros(new Shape(1, codes)))),
                                List.of(naturalOrder, new double[] {1, 1}),
                                memory)
                        .toFloatArray();
            }
            int width = layout.learned().size();
            for (int i = 0; i < count; i++) {
                int row = which[from + i];
                for (int s = 0; s < width; s++) {
                    learned[row * width + s] = (int) drawn[i * width + s];
                }
                layout.join(learned, row * width, parts, row);
            }
        }

        private void write(int row, HostTensor input, int at) {
            int[] given = new int[layout.given().size()];
            int group = groupOfRow[row];
            layout.context(groups.contexts(), group, given);
            if (layout.source().sequential()) {
                int place = row - startOfGroup[group];
                int width = layout.learned().size();
                int[] before = place == 0 ? null : Arrays.copyOfRange(learned, (row - 1) * width, row * width);
                layout.sequence(before, place, groups.counts()[group], given);
            }
            for (int i = 0; i < given.length; i++) {
                input.values().put(at * input.columns() + i, given[i]);
            }
            for (int i = given.length; i < input.columns(); i++) {
                input.values().put(at * input.columns() + i, 0);
            }
        }

        EncodedTable table() {
            List<EncodedPart> out = new ArrayList<>();
            for (int p = 0; p < parts.length; p++) {
                out.add(new EncodedPart.Codes(
                        (Part.OneHot) layout.source().content().get(p), parts[p]));
            }
            return new EncodedTable(rows, out);
        }
    }
}
