package io.rowmill.cli.score;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.quality.BoostedTrees;
import io.rowmill.core.quality.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * LightGBM 4 with fixed parameters: 100 trees of 31 leaves, rate 0.1; less cautious with few rows. Categories beyond the 255 most frequent count as one. One
 * thread: several wait for each other in busy loops, many times as long as the work takes when other processes need the cores.
 */
public final class LightGbm implements BoostedTrees {
    private static final int TREES = 100;
    private static final int MOST_CATEGORIES = 255;
    private static final String PARAMETERS =
            "objective=binary num_threads=1 learning_rate=0.1 num_leaves=31 seed=7 deterministic=true"
                    + " force_row_wise=true verbosity=-1";

    private static final String TEMPORARY = "java.io.tmpdir";

    private static boolean isLoaded;

    private LightGbm() {}

    /** @throws FailureException (Rejected) if the library can't run on this machine */
    public static LightGbm load() {
        try {
            loadFromOwnFolder();
            return new LightGbm();
        } catch (IOException | LinkageError e) {
            throw FailureException.rejected(
                    "no-lightgbm",
                    "The boosting library can't be loaded on this machine (on Linux it needs libgomp.so.1): use --no-classifier"
                            + " for the figures that don't need it.");
        }
    }

    /**
     * The library unpacks itself into the folder of temporary files under a fixed name: a second process would write over what the
     * first one runs, and that one would crash.
     */
    private static synchronized void loadFromOwnFolder() throws IOException {
        if (isLoaded) {
            return;
        }
        String shared = System.getProperty(TEMPORARY);
        Path own = Files.createTempDirectory("rowmill-lightgbm");
        System.setProperty(TEMPORARY, own.toString());
        try {
            LGBMBooster.loadNative();
            isLoaded = true;
        } finally {
            System.setProperty(TEMPORARY, shared);
            deleteAtExit(own);
        }
    }

    private static void deleteAtExit(Path folder) throws IOException {
        folder.toFile().deleteOnExit();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(f -> f.toFile().deleteOnExit());
        }
    }

    @Override
    public Verdict judge(Features train, boolean[] positive, Features test) {
        String parameters = PARAMETERS + caution(train.rows()) + categoricalFeatures(train);
        try (LGBMDataset dataset =
                LGBMDataset.createFromMat(flat(train), train.rows(), train.columns(), true, parameters, null)) {
            dataset.setField("label", labels(positive));
            try (LGBMBooster booster = LGBMBooster.create(dataset, parameters)) {
                for (int i = 0; i < TREES && !booster.updateOneIter(); i++) {
                    // One tree a turn; true: no split is worth it any more.
                }
                double[] scores = booster.predictForMat(
                        flat(test), test.rows(), test.columns(), true, PredictionType.C_API_PREDICT_NORMAL);
                return new Verdict(scores, booster.featureImportance(0, FeatureImportanceType.GAIN));
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("the boosting library failed", e);
        }
    }

    /**
     * By the library's own values, made for many rows, few rows stay undivided, and numbers that nearly agree share a bin: nothing
     * would be told apart. From 10,000 rows on these values hold.
     */
    private static String caution(int rows) {
        double share = Math.min(1, rows / 10_000.0);
        return String.format(
                Locale.ROOT,
                " max_bin=%d min_data_in_bin=%d min_data_in_leaf=%d min_data_per_group=%d cat_l2=%s cat_smooth=%s",
                share < 1 ? 1023 : 255,
                share < 1 ? 1 : 3,
                Math.max(5, Math.min(20, rows / 25)),
                Math.max(5, Math.round(100 * share)),
                Math.max(1, 10 * share),
                Math.max(1, 10 * share));
    }

    private static String categoricalFeatures(Features features) {
        String columns = IntStream.range(0, features.columns())
                .filter(c -> features.categorical()[c])
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        return columns.isEmpty() ? "" : " categorical_feature=" + columns;
    }

    private static float[] labels(boolean[] positive) {
        float[] labels = new float[positive.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = positive[i] ? 1 : 0;
        }
        return labels;
    }

    private static double[] flat(Features features) {
        double[] flat = new double[features.rows() * features.columns()];
        int at = 0;
        for (double[] row : features.values()) {
            for (int c = 0; c < row.length; c++) {
                flat[at++] = features.categorical()[c] ? Math.min(row[c], MOST_CATEGORIES) : row[c];
            }
        }
        return flat;
    }
}
