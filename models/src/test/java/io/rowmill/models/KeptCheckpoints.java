package io.rowmill.models;

import io.rowmill.core.synthesizer.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every checkpoint of a training. */
public class KeptCheckpoints implements TrainingListener {
    private final List<byte[]> checkpoints = new ArrayList<>();

    @Override
    public void onProgress(Progress progress) {}

    @Override
    public void onCheckpoint(CheckpointWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checkpoints.add(out.toByteArray());
    }

    public List<byte[]> all() {
        return checkpoints;
    }

    /** The one in the middle. */
    public Optional<InputStream> middle() {
        return Optional.of(new ByteArrayInputStream(checkpoints.get(checkpoints.size() / 2)));
    }
}
