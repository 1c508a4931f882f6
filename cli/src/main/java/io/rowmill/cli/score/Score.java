package io.rowmill.cli.score;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.BoostedTrees;
import io.rowmill.core.quality.Closeness;
import io.rowmill.core.quality.DatabaseQuality;
import io.rowmill.core.quality.Detection;
import io.rowmill.core.quality.MemoryTable;
import io.rowmill.core.quality.TrainOnSynthetic;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All figures of a synthetic database.
 *
 * @param detection per table, AUC of telling real from synthetic
 * @param closeness per table that has held-out rows
 * @param trainOnSynthetic per table that has a target
 */
public record Score(
        DatabaseQuality quality,
        Map<String, Double> detection,
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
        Map<String, MemoryTable> real = Folder.read(request.real(), metadata);
        Map<String, MemoryTable> synthetic = Folder.read(request.synthetic(), metadata);
        onStep.accept("accuracy");
        DatabaseQuality quality = DatabaseQuality.compare(metadata, real, synthetic, SEED);
        Map<String, Double> detection = new LinkedHashMap<>();
        Map<String, Closeness> closeness = new LinkedHashMap<>();
        Map<String, TrainOnSynthetic> utility = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            String name = table.name();
            if (trees.isPresent()) {
                onStep.accept("detection in " + name);
                detection.put(
                        name,
                        Detection.auc(real.get(name), synthetic.get(name), parent(metadata, name), trees.get(), SEED));
            }
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

    /** The foreign key whose siblings stay together. */
    private static Optional<List<String>> parent(DatabaseMetadata metadata, String table) {
        return metadata.parentsOf(table).stream().map(Relationship::childKey).findFirst();
    }

    private static Optional<MemoryTable> holdout(ScoreRequest request, TableMetadata table) throws IOException {
        return request.holdout().isEmpty()
                ? Optional.empty()
                : Folder.find(request.holdout().get(), table);
    }
}
