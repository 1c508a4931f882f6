package io.rowmill.models.argn;

import ai.djl.ndarray.NDManager;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.models.HostTensor;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows from a trained network, in blocks of bounded size. Where rows of a group follow one another, all first rows are drawn, then all
 * second ones, and so on.
 */
final class ArgnSynthesizer implements Synthesizer {
    private static final int BLOCK = 2048;
    /** Draws of a row that has a code it must not have. */
    private static final int ATTEMPTS = 16;

    private final Layout layout;
    private final NDManager manager;
    private final Network network;
    private final CodeDrawer drawer;
    private final TorchScript likelihood;
    private final boolean anyOrder;
    private final int codes;

    private ArgnSynthesizer(TensorFile<WeightsHeader> file) {
        layout = new Layout(file.header().layout());
        manager = Torch.newManager(Torch.device("CPU"));
        int[][] frequencies =
                layout.learned().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
        network = Network.create(manager, layout, frequencies, new Seed(0));
        network.tensors().parts().forEach(p -> p.restore(file.tensors()));
        drawer = new CodeDrawer(manager, network);
        likelihood = TorchScript.load(ArgnSynthesizer.class, "likelihood.torchscript", false, Torch.device("CPU"));
        anyOrder = file.header().anyOrder();
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
        return sample(groups, Conditions.NONE, seed);
    }

    @Override
    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        requireContexts(groups);
        if (!anyOrder
                && (conditions.known().isPresent()
                        || !conditions.shares().isEmpty()
                        || !conditions.odds().isEmpty())) {
            throw FailureException.rejected(
                    "fixed-order", "This table was learned with columnOrder=FIXED: none of its columns can be given.");
        }
        Torch.prepareThread();
        Draft draft = new Draft(layout, groups);
        draft.meet(conditions, seed.derive("conditions"));
        float[] penalties = penalties(conditions);
        int longest = Arrays.stream(groups.counts()).max().orElse(0);
        int places = layout.source().sequential() ? longest : 1;
        for (int place = 0; place < places; place++) {
            int[] which = layout.source().sequential()
                    ? draft.rowsAt(place)
                    : IntStream.range(0, draft.rows()).toArray();
            SplittableRandom random = seed.derive(place).random();
            draft.byUnknown(which).forEach((unknown, rows) -> {
                CodeDrawer.Wish wish = new CodeDrawer.Wish(
                        order(unknown, conditions), penalties, conditions.temperature(), conditions.topP());
                for (int from = 0; !unknown.isEmpty() && from < rows.length; from += BLOCK) {
                    int[] block = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BLOCK));
                    draw(draft, block, wish, random);
                    redraw(draft, block, wish, random, conditions);
                }
            });
        }
        return draft.table();
    }

    /** Sub-columns with factors first, so that all others are conditioned on what comes of them. */
    private double[] order(BitSet unknown, Conditions conditions) {
        BitSet first = new BitSet();
        for (int part : conditions.odds().keySet()) {
            int from = layout.firstSubColumn(part);
            first.set(from, from + (layout.isSplit(part) ? 2 : 1));
        }
        return IntStream.concat(
                        unknown.stream().filter(first::get), unknown.stream().filter(s -> !first.get(s)))
                .asDoubleStream()
                .toArray();
    }

    /** A part of two sub-columns can't be kept from a code by one of them: its rows are drawn until none has it. */
    private void redraw(
            Draft draft, int[] block, CodeDrawer.Wish wish, SplittableRandom random, Conditions conditions) {
        Map<Integer, int[]> split = new TreeMap<>(conditions.excluded());
        conditions
                .odds()
                .forEach((part, odds) -> split.put(
                        part,
                        IntStream.range(0, odds.length)
                                .filter(c -> odds[c] == 0)
                                .toArray()));
        split.keySet().removeIf(part -> !layout.isSplit(part) || !isDrawn(part, wish.order()));
        if (split.isEmpty()) {
            return;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int[] wrong = draft.having(split, block);
            if (wrong.length == 0) {
                return;
            }
            draw(draft, wrong, wish, random);
        }
        draft.avoid(split, block);
    }

    private boolean isDrawn(int part, double[] order) {
        int first = layout.firstSubColumn(part);
        return Arrays.stream(order).anyMatch(s -> s == first);
    }

    /** What is added to the logits: nothing where all codes may come, else what keeps one from coming. */
    private float[] penalties(Conditions conditions) {
        boolean none = conditions.excluded().isEmpty() && conditions.odds().isEmpty();
        float[] out = new float[none ? 0 : codes];
        conditions.excluded().forEach((part, excluded) -> {
            for (int code : layout.isSplit(part) ? new int[0] : excluded) {
                out[start(part) + code] = Float.NEGATIVE_INFINITY;
            }
        });
        conditions.odds().forEach((part, odds) -> {
            for (int code = 0; code < (layout.isSplit(part) ? 0 : odds.length); code++) {
                out[start(part) + code] += (float) Math.log(odds[code]);
            }
        });
        return out;
    }

    /** Where the logits of a part begin. */
    private int start(int part) {
        return layout.learned().subList(0, layout.firstSubColumn(part)).stream()
                .mapToInt(SubColumn::size)
                .sum();
    }

    private void draw(Draft draft, int[] rows, CodeDrawer.Wish wish, SplittableRandom random) {
        HostTensor known = new HostTensor(rows.length, layout.all().size());
        for (int i = 0; i < rows.length; i++) {
            draft.write(rows[i], known, i);
        }
        float[] drawn =
                drawer.draw(known, Strata.draw(rows.length, layout.learned().size(), random), wish);
        for (int i = 0; i < rows.length; i++) {
            draft.set(rows[i], drawn, i * layout.learned().size());
        }
    }

    /** The chain rule along the natural order: log p(row) = sum over s of log p(code s | context, codes before s). */
    @Override
    public double[] logLikelihood(Groups groups, EncodedTable rows) {
        requireContexts(groups);
        if (!rows.layout().equals(layout.source().content()) || rows.rows() != groups.rows()) {
            throw new IllegalArgumentException("rows of another layout or number than the groups'");
        }
        Torch.prepareThread();
        Draft draft = new Draft(layout, groups);
        draft.meet(new Conditions(Optional.of(rows), Map.of(), Map.of(), 1, 1), new Seed(0));
        double[] out = new double[rows.rows()];
        for (int from = 0; from < out.length; from += BLOCK) {
            HostTensor known = new HostTensor(
                    Math.min(BLOCK, out.length - from), layout.all().size());
            for (int i = 0; i < known.rows(); i++) {
                draft.write(from + i, known, i);
            }
            try (NDManager memory = manager.newSubManager()) {
                float[] sums = likelihood
                        .run(
                                List.of(
                                        network.embeddings(),
                                        network.first(),
                                        network.heads(),
                                        List.of(known.view(memory))),
                                List.of(),
                                memory)
                        .toFloatArray();
                for (int i = 0; i < sums.length; i++) {
                    out[from + i] = draft.isComplete(from + i) ? sums[i] : Double.NaN;
                }
            }
        }
        return out;
    }

    private void requireContexts(Groups groups) {
        if (!groups.contextLayout().equals(layout.source().context())) {
            throw new IllegalArgumentException("the contexts are not of the layout that the model was trained with");
        }
    }

    @Override
    public void close() {
        manager.close();
        drawer.close();
        likelihood.close();
    }
}
