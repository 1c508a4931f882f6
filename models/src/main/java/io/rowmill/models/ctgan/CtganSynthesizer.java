package io.rowmill.models.ctgan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.models.HostTensor;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.Noise;
import io.rowmill.models.ctgan.digits.DigitCalibration;
import io.rowmill.models.ctgan.digits.DigitChoice;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.network.Generator;
import io.rowmill.models.ctgan.network.OutputLayer;
import io.rowmill.models.ctgan.network.SamplingGenerator;
import io.rowmill.models.ctgan.rows.Categories;
import io.rowmill.models.ctgan.rows.RowCode;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.rows.RowWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows from a trained generator, in blocks of fixed size, so that memory does not grow with the number of rows beyond the rows
 * themselves. The generator normalizes by its running statistics: a row does not depend on the rows beside it. Categories are
 * drawn from the generator's distribution; a conditioned category is the one that was asked for.
 */
final class CtganSynthesizer implements Synthesizer {
    private static final int BLOCK = 1000;
    private static final int CALIBRATION_BLOCKS = 10;
    private static final int CALIBRATION_ROUNDS = 4;

    private final WeightsHeader header;
    private final RowCode rowCode;
    private final RowCode contextCode;
    private final RowLayout layout;
    private final RowLayout contextLayout;
    private final Categories categories;
    private final NDManager manager;
    private final SamplingGenerator generator;
    private final OutputLayer output;

    /** Per part; null where it has no digits. */
    private final List<DigitChoice> choices = new ArrayList<>();

    private CtganSynthesizer(TensorFile<WeightsHeader> file) {
        header = file.header();
        rowCode = new RowCode(header.layout(), header.digits());
        contextCode = new RowCode(header.contextLayout(), header.contextDigits());
        layout = rowCode.row();
        contextLayout = contextCode.row();
        categories = Categories.ofCounts(header.categoryCounts());
        manager = Torch.newManager(Torch.device("CPU"));
        output = new OutputLayer(layout);
        generator = generator(file);
        for (int part = 0; part < rowCode.layout().size(); part++) {
            Digits digits = rowCode.digits(part);
            choices.add(digits == null ? null : DigitChoice.of(digits));
        }
        // Rows with a context differ from context to context: there is no distribution of them all to hold against the
        // table's.
        if (contextLayout.width() == 0 && !rowCode.digits().isEmpty()) {
            Torch.prepareThread();
            for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
                calibrate(round);
            }
        }
    }

    private void calibrate(int round) {
        Map<Digits, DigitCalibration> calibrations = new LinkedHashMap<>();
        rowCode.digits().forEach(d -> calibrations.put(d, new DigitCalibration(d, choices.get(d.part()))));
        HostTensor input = new HostTensor(BLOCK, header.embeddingDim());
        for (int i = 0; i < CALIBRATION_BLOCKS; i++) {
            SplittableRandom random =
                    new Seed(i).derive("calibration").derive(round).random();
            Noise.normal(input, header.embeddingDim(), random);
            long[] conditions = conditions(random);
            try (NDManager block = manager.newSubManager()) {
                double[] weights = output.categoryWeights(
                                generator.forward(input.view(block), block.create(conditions)))
                        .toDoubleArray();
                calibrations.forEach((digits, to) -> add(to, digits, weights, conditions, random));
            }
        }
        calibrations.forEach((digits, of) -> choices.set(digits.part(), of.calibrated()));
    }

    private void add(DigitCalibration to, Digits digits, double[] weights, long[] conditions, SplittableRandom random) {
        int high = rowCode.inner(digits.part());
        int highStart = layout.offset(high) - layout.scalars();
        int lowStart = layout.offset(high + 1) - layout.scalars();
        for (int row = 0; row < BLOCK; row++) {
            int at = row * layout.oneHotWidth();
            long given = conditions[row] + layout.oneHotWidth() - layout.conditionWidth() - highStart;
            if (given >= 0 && given < digits.highs()) {
                to.add(weights, at + lowStart, (int) given);
            } else {
                to.add(weights, at + highStart, at + lowStart, random);
            }
        }
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
        EncodedTable contextOfRows = groups.contextOfRows();
        if (!contextOfRows.layout().equals(header.contextLayout())) {
            throw new IllegalArgumentException("the contexts are not of the layout that the model was trained with");
        }
        Torch.prepareThread();
        int rows = groups.rows();
        RowWriter contexts = new RowWriter(contextLayout, contextCode.encode(contextOfRows));
        SampledRows out = new SampledRows(rowCode, choices, rows);
        HostTensor input = new HostTensor(BLOCK, header.embeddingDim() + contextLayout.width());
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            SplittableRandom random = seed.derive(from / BLOCK).random();
            Noise.normal(input, header.embeddingDim(), random);
            long[] conditions = conditions(random);
            writeContexts(input, contexts, from, count);
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
                conditions[i] = (long) layout.conditionOffset(k) + categories.draw(k, random);
            }
        }
        return conditions;
    }

    private void writeContexts(HostTensor input, RowWriter contexts, int from, int count) {
        for (int i = 0; i < count; i++) {
            int at = i * input.columns() + header.embeddingDim();
            for (int c = 0; c < contextLayout.width(); c++) {
                input.values().put(at + c, 0f);
            }
            contexts.write(from + i, input.values(), at);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
