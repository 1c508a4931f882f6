package io.rowmill.cli.score;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.BoostedTrees;
import io.rowmill.core.quality.Closeness;
import io.rowmill.core.quality.DatabaseDetection;
import io.rowmill.core.quality.DatabaseQuality;
import io.rowmill.core.quality.MemoryTable;
import io.rowmill.core.quality.TrainOnSynthetic;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All figures of a synthetic database.
 *
 * @param detection how well a classifier tells real from synthetic; nothing without a classifier
 * @param closeness per table that has held-out rows
 * @param trainOnSynthetic per table that has a target
 */
public record Score(
        DatabaseQuality quality,
        DatabaseDetection detection,
        Map<String, Closeness> closeness,
        Map<String, TrainOnSynthetic> trainOnSynthetic) {

    /** Fixed, so that the same files always score the same. */
    private static final Seed SEED = new Seed(7);

    /**
     * @param trees empty: what needs them is left out
     * @param onStep told what is being measured
     */
    public static Score measure(ScoreRequest request, Optional<? extends BoostedTrees> trees, Consumer<String> onStep)
            throws IOException {
        DatabaseMetadata metadata = request.metadata();
        onStep.accept("reading");
        Map<String, MemoryTable> real = Folder.read(request.real(), request.files(), metadata);
        Map<String, MemoryTable> synthetic =
                Folder.read(request.synthetic(), request.files().withoutSkippedLines(), metadata);
        onStep.accept("accuracy");
        DatabaseQuality quality = DatabaseQuality.compare(metadata, real, synthetic, SEED);
        DatabaseDetection detection = trees.isPresent()
                ? DatabaseDetection.measure(metadata, real, synthetic, trees.get(), SEED, onStep)
                : DatabaseDetection.NONE;
        Map<String, Closeness> closeness = new LinkedHashMap<>();
        Map<String, TrainOnSynthetic> utility = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            String name = table.name();
            Optional<MemoryTable> holdout = holdout(request, table);
            if (holdout.isPresent() && !table.contentColumns().isEmpty()) {
                onStep.accept("distances in " + name);
                closeness.put(name, Closeness.measure(real.get(name), synthetic.get(name), holdout.get(), SEED));
                if (trees.isPresent() && request.targets().containsKey(name)) {
                    onStep.accept("training on synthetic " + name);
                    utility.put(
                            name,
                            TrainOnSynthetic.measure(
                                    real.get(name),
                                    synthetic.get(name),
                                    holdout.get(),
                                    request.targets().get(name),
                                    trees.get(),
                                    SEED));
                }
            }
        }
        return new Score(quality, detection, closeness, utility);
    }

    private static Optional<MemoryTable> holdout(ScoreRequest request, TableMetadata table) throws IOException {
        return request.holdout().isEmpty()
                ? Optional.empty()
                : Folder.find(request.holdout().get(), request.files(), table);
    }
}
