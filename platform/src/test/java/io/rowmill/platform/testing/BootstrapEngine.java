package io.rowmill.platform.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The smallest engine that keeps an engine's promises: it learns rows by heart and draws from them with repetition, whatever the
 * context. A module's tests have it by naming it in {@code META-INF/services} of their resources.
 */
public final class BootstrapEngine implements SynthesizerEngine {
    /** As in the setting {@code engine}. */
    public static final String NAME = "bootstrap";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<SettingDescriptor> settings() {
        return List.of(SettingDescriptor.whole("epochs", "3", 1, 100, "How often it says that it learns."));
    }

    @Override
    public Map<String, String> multiples() {
        return Map.of();
    }

    /** @param values per part one per row; codes as whole numbers */
    private record Weights(int rows, List<Part> layout, List<float[]> values) {
        static Weights of(EncodedTable table) {
            List<float[]> values = new ArrayList<>();
            for (EncodedPart part : table.parts()) {
                values.add(part instanceof EncodedPart.Codes codes ? floats(codes.codes()) : scalars(part));
            }
            return new Weights(table.rows(), table.layout(), values);
        }

        private static float[] scalars(EncodedPart part) {
            return ((EncodedPart.Scalars) part).values();
        }

        private static float[] floats(int[] codes) {
            float[] out = new float[codes.length];
            IntStream.range(0, out.length).forEach(i -> out[i] = codes[i]);
            return out;
        }

        EncodedTable table() {
            List<EncodedPart> parts = new ArrayList<>();
            for (int i = 0; i < layout.size(); i++) {
                parts.add(part(layout.get(i), values.get(i)));
            }
            return new EncodedTable(rows, parts);
        }

        private static EncodedPart part(Part layout, float[] values) {
            return layout instanceof Part.OneHot oneHot
                    ? new EncodedPart.Codes(
                            oneHot,
                            IntStream.range(0, values.length)
                                    .map(i -> (int) values[i])
                                    .toArray())
                    : new EncodedPart.Scalars(values);
        }
    }

    @Override
    public Trained train(
            TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException {
        return train(0, input, settings, checkpoint, listener);
    }

    /** Learns the rows of this input; the metric {@code earlierRows} says how many the earlier weights knew. */
    @Override
    public Trained trainFrom(
            InputStream earlier,
            TrainingInput input,
            Settings settings,
            Optional<InputStream> checkpoint,
            TrainingListener listener)
            throws IOException {
        return train(JSON.readValue(earlier, Weights.class).rows(), input, settings, checkpoint, listener);
    }

    private static Trained train(
            int earlierRows,
            TrainingInput input,
            Settings settings,
            Optional<InputStream> checkpoint,
            TrainingListener listener)
            throws IOException {
        int rows = input.content().rows();
        EncodedTable all = input.content().gather(IntStream.range(0, rows).toArray());
        int first = checkpoint.isPresent() ? checkpoint.get().read() : 0;
        int epochs = settings.integer("epochs");
        for (int epoch = first + 1; epoch <= epochs; epoch++) {
            if (listener.cancelled()) {
                throw new TrainingCancelledException(input.name());
            }
            int done = epoch;
            listener.onCheckpoint((OutputStream out) -> out.write(done));
            Map<String, Double> losses = Map.of("loss", 1.0 / epoch);
            try (Synthesizer current = new Bootstrap(all)) {
                Double quality = boxed(listener.quality(current));
                listener.onProgress(new TrainingListener.Progress(epoch, epochs, losses, rows, 0, quality));
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("epochs", (double) epochs);
        metrics.put("epochsOfThisProcess", (double) (epochs - first));
        metrics.put("earlierRows", (double) earlierRows);
        return new Trained(JSON.writeValueAsBytes(Weights.of(all)), metrics);
    }

    private static Double boxed(java.util.OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    @Override
    public Synthesizer load(InputStream weights) throws IOException {
        return new Bootstrap(JSON.readValue(weights, Weights.class).table());
    }

    private record Bootstrap(EncodedTable source) implements Synthesizer {
        @Override
        public EncodedTable sample(Groups groups, Seed seed) {
            SplittableRandom random = seed.random();
            return source.gather(IntStream.range(0, groups.rows())
                    .map(i -> random.nextInt(source.rows()))
                    .toArray());
        }

        @Override
        public void close() {}
    }
}
