package io.rowmill.models.ctgan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows from a trained generator, in blocks of fixed size, so that memory does not grow with the number of rows beyond the rows
 * themselves. The generator normalizes by its running statistics: a row does not depend on the rows beside it. Categories are
 * drawn from the generator's distribution; a conditioned category is the one that was asked for.
 */
final class CtganSynthesizer implements Synthesizer {
    private static final int BLOCK = 1000;

    private final WeightsHeader header;
    private final RowLayout layout;
    private final RowLayout contextLayout;
    private final Categories categories;
    private final NDManager manager;
    private final Generator generator;
    private final OutputLayer output;

    private CtganSynthesizer(TensorFile<WeightsHeader> file) {
        header = file.header();
        layout = new RowLayout(header.layout());
        contextLayout = new RowLayout(header.contextLayout());
        categories = Categories.ofCounts(header.categoryCounts());
        manager = Torch.newManager(Torch.device("CPU"));
        output = new OutputLayer(layout);
        generator = new Generator(manager, inputWidth(), header.generatorDim(), layout.width(), new Seed(0).random());
        generator.all().forEach(parameter -> parameter.restore(file.tensors()));
    }

    static CtganSynthesizer load(InputStream weights) throws IOException {
        TensorFile<WeightsHeader> file = TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, weights);
        try {
            return new CtganSynthesizer(file);
        } catch (IllegalArgumentException e) {
            throw FailureException.defect("unreadable-" + WeightsHeader.KIND, "The weights do not fit their header.");
        }
    }

    private int inputWidth() {
        return header.embeddingDim() + layout.conditionWidth() + contextLayout.width();
    }

    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        if (!groups.contexts().layout().equals(header.contextLayout())) {
            throw new IllegalArgumentException("the contexts are not of the layout that the model was trained with");
        }
        Torch.prepareThread();
        int[] groupOfRow = groups.groupOfRow();
        RowWriter contexts = new RowWriter(contextLayout, groups.contexts());
        SampledRows out = new SampledRows(layout, groupOfRow.length);
        HostTensor input = new HostTensor(BLOCK, inputWidth());
        for (int from = 0; from < groupOfRow.length; from += BLOCK) {
            int count = Math.min(BLOCK, groupOfRow.length - from);
            SplittableRandom random = seed.derive(from / BLOCK).random();
            int[] forced = fill(input, contexts, groupOfRow, from, count, random);
            try (NDManager block = manager.newSubManager()) {
                NDArray logits = generator.forward(input.view(block), Parameter::value, false);
                out.add(from, count, output.probabilities(logits).toFloatArray(), forced, random);
            }
        }
        return out.table();
    }

    /** @return per row of the block the dense position of the conditioned category; -1 without one */
    private int[] fill(
            HostTensor input, RowWriter contexts, int[] groupOfRow, int from, int count, SplittableRandom random) {
        int[] forced = new int[BLOCK];
        input.clear();
        Noise.normal(input, header.embeddingDim(), random);
        for (int i = 0; i < BLOCK; i++) {
            int at = i * input.columns() + header.embeddingDim();
            forced[i] = -1;
            if (header.conditioned()) {
                int k = random.nextInt(categories.parts());
                int position = layout.conditionOffset(k) + categories.draw(k, random);
                input.values().put(at + position, 1f);
                forced[i] = layout.width() - layout.conditionWidth() + position;
            }
            if (i < count) {
                contexts.write(groupOfRow[from + i], input.values(), at + layout.conditionWidth());
            }
        }
        return forced;
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Encoded rows under construction. */
    private static final class SampledRows {
        private final RowLayout layout;
        private final int rows;
        private final List<float[]> scalars = new ArrayList<>();
        private final List<int[]> codes = new ArrayList<>();

        SampledRows(RowLayout layout, int rows) {
            this.layout = layout;
            this.rows = rows;
            for (Part part : layout.parts()) {
                scalars.add(part instanceof Part.Scalar ? new float[rows] : null);
                codes.add(part instanceof Part.OneHot ? new int[rows] : null);
            }
        }

        void add(int from, int count, float[] dense, int[] forced, SplittableRandom random) {
            for (int i = 0; i < count; i++) {
                int start = i * layout.width();
                for (int part = 0; part < scalars.size(); part++) {
                    int offset = layout.offset(part);
                    if (scalars.get(part) != null) {
                        scalars.get(part)[from + i] = Math.max(-1f, Math.min(1f, dense[start + offset]));
                    } else {
                        int size = layout.parts().get(part).width();
                        int code = draw(dense, start + offset, size, random);
                        boolean given = forced[i] >= offset && forced[i] < offset + size;
                        codes.get(part)[from + i] = given ? forced[i] - offset : code;
                    }
                }
            }
        }

        /** Inverse of the cumulative distribution at a uniform point. */
        private static int draw(float[] probabilities, int start, int size, SplittableRandom random) {
            double left = random.nextDouble();
            int likeliest = 0;
            for (int c = 0; c < size; c++) {
                left -= probabilities[start + c];
                if (left < 0) {
                    return c;
                }
                likeliest = probabilities[start + c] > probabilities[start + likeliest] ? c : likeliest;
            }
            return likeliest;
        }

        EncodedTable table() {
            List<EncodedPart> parts = new ArrayList<>();
            for (int part = 0; part < scalars.size(); part++) {
                parts.add(
                        scalars.get(part) != null
                                ? new EncodedPart.Scalars(scalars.get(part))
                                : new EncodedPart.Codes(
                                        (Part.OneHot) layout.parts().get(part), codes.get(part)));
            }
            return new EncodedTable(rows, parts);
        }
    }
}
