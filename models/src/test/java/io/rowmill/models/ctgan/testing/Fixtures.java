package io.rowmill.models.ctgan.testing;

import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small encoded tables and small networks. */
public final class Fixtures {
    private Fixtures() {}

    /** Small and quick; {@code pairs} are names and values that replace those. */
    public static Settings settings(String... pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("epochs", "2");
        given.put("batchSize", "40");
        given.put("embeddingDim", "8");
        given.put("generatorDim", "16,16");
        given.put("discriminatorDim", "16,16");
        given.put("device", "CPU");
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Settings.of(CtganSettings.DESCRIPTORS, given);
    }

    /** Random rows of a layout. */
    public static EncodedTable random(int rows, long seed, Part... layout) {
        SplittableRandom random = new SplittableRandom(seed);
        List<EncodedPart> parts = new ArrayList<>();
        for (Part part : layout) {
            if (part instanceof Part.OneHot oneHot) {
                int[] codes = random.ints(rows, 0, oneHot.size()).toArray();
                parts.add(new EncodedPart.Codes(oneHot, codes));
            } else {
                float[] values = new float[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = (float) (2 * random.nextDouble() - 1);
                }
                parts.add(new EncodedPart.Scalars(values));
            }
        }
        return new EncodedTable(rows, parts);
    }

    public static EncodedTable codes(int size, int... codes) {
        return new EncodedTable(codes.length, List.of(new EncodedPart.Codes(new Part.OneHot(size, true), codes)));
    }

    public static TrainingInput root(EncodedTable content) {
        return new TrainingInput("things", content, EncodedTable.empty(content.rows()), null, new Seed(7));
    }

    public static int[] codesOf(EncodedTable table, int part) {
        return ((EncodedPart.Codes) table.parts().get(part)).codes();
    }

    public static float[] scalarsOf(EncodedTable table, int part) {
        return ((EncodedPart.Scalars) table.parts().get(part)).values();
    }

    /** Euclidean, in units of {@code ofLength} of the expected length, and {@code perValue} of each value's place. */
    public static double distance(
            TensorFile.Tensor actual, TensorFile.Tensor expected, double ofLength, double perValue) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < actual.values().length; i++) {
            difference += Math.pow(actual.values()[i] - expected.values()[i], 2);
            length += Math.pow(expected.values()[i], 2);
        }
        return Math.sqrt(difference) / (ofLength * Math.sqrt(length) + perValue * Math.sqrt(actual.values().length));
    }
}
