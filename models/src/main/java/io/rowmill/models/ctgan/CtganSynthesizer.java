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
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final SamplingGenerator generator;
    private final OutputLayer output;

    private CtganSynthesizer(TensorFile<WeightsHeader> file) {
        header = file.header();
        layout = new RowLayout(header.layout());
        contextLayout = new RowLayout(header.contextLayout());
        categories = Categories.ofCounts(header.categoryCounts());
        manager = Torch.newManager(Torch.device("CPU"));
        output = new OutputLayer(layout);
        generator = generator(file);
    }

    static CtganSynthesizer load(InputStream weights) throws IOException {
        return of(TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, weights));
    }

    static CtganSynthesizer of(TensorFile<WeightsHeader> file) {
        try {
            return new CtganSynthesizer(file);
        } catch (IllegalArgumentException e) {
            throw FailureException.defect("unreadable-" + WeightsHeader.KIND, "The weights do not fit their header.");
        }
    }

    private SamplingGenerator generator(TensorFile<WeightsHeader> file) {
        int input = header.embeddingDim() + layout.conditionWidth() + contextLayout.width();
        try (NDManager loading = manager.newSubManager()) {
            Generator trained =
                    new Generator(loading, input, header.generatorDim(), layout.width(), new Seed(0).random());
            trained.all().forEach(parameter -> parameter.restore(file.tensors()));
            return new SamplingGenerator(manager, trained, layout.conditionWidth(), contextLayout.width());
        }
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
        HostTensor input = new HostTensor(BLOCK, header.embeddingDim() + contextLayout.width());
        for (int from = 0; from < groupOfRow.length; from += BLOCK) {
            int count = Math.min(BLOCK, groupOfRow.length - from);
            SplittableRandom random = seed.derive(from / BLOCK).random();
            Noise.normal(input, header.embeddingDim(), random);
            long[] conditions = conditions(random);
            writeContexts(input, contexts, groupOfRow, from, count);
            try (NDManager block = manager.newSubManager()) {
                NDArray logits = generator.forward(input.view(block), block.create(conditions));
                out.add(from, count, output, logits, conditions, random);
            }
        }
        return out.table();
    }

    /** @return per row of a block the position of its category in the condition; the condition's width: none */
    private long[] conditions(SplittableRandom random) {
        long[] conditions = new long[BLOCK];
        Arrays.fill(conditions, layout.conditionWidth());
        if (header.conditioned()) {
            for (int i = 0; i < BLOCK; i++) {
                int k = random.nextInt(categories.parts());
                conditions[i] = layout.conditionOffset(k) + categories.draw(k, random);
            }
        }
        return conditions;
    }

    private void writeContexts(HostTensor input, RowWriter contexts, int[] groupOfRow, int from, int count) {
        for (int i = 0; i < count; i++) {
            int at = i * input.columns() + header.embeddingDim();
            for (int c = 0; c < contextLayout.width(); c++) {
                input.values().put(at + c, 0f);
            }
            contexts.write(groupOfRow[from + i], input.values(), at);
        }
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

        void add(int from, int count, OutputLayer output, NDArray logits, long[] conditions, SplittableRandom random) {
            if (layout.scalars() > 0) {
                addScalars(from, count, output.scalars(logits).toFloatArray());
            }
            if (layout.oneHotWidth() > 0) {
                addCodes(from, count, output.categoryWeights(logits).toDoubleArray(), conditions, random);
            }
        }

        private void addScalars(int from, int count, float[] values) {
            for (int part = 0; part < scalars.size(); part++) {
                float[] column = scalars.get(part);
                for (int i = 0; column != null && i < count; i++) {
                    column[from + i] = values[i * layout.scalars() + layout.offset(part)];
                }
            }
        }

        private void addCodes(int from, int count, double[] weights, long[] conditions, SplittableRandom random) {
            int width = layout.oneHotWidth();
            int conditionStart = width - layout.conditionWidth();
            for (int i = 0; i < count; i++) {
                long given = conditionStart + conditions[i];
                for (int part = 0; part < codes.size(); part++) {
                    if (codes.get(part) != null) {
                        int offset = layout.offset(part) - layout.scalars();
                        int size = layout.parts().get(part).width();
                        int code = draw(weights, i * width + offset, size, random);
                        boolean isGiven = given >= offset && given < offset + size;
                        codes.get(part)[from + i] = isGiven ? (int) given - offset : code;
                    }
                }
            }
        }

        /** Inverse of the cumulative distribution at a uniform point. */
        private static int draw(double[] weights, int start, int size, SplittableRandom random) {
            double sum = 0;
            for (int c = 0; c < size; c++) {
                sum += weights[start + c];
            }
            double left = random.nextDouble() * sum;
            int code = 0;
            while (code < size - 1 && (left -= weights[start + code]) >= 0) {
                code++;
            }
            return code;
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
