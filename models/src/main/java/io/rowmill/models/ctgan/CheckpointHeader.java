package io.rowmill.models.ctgan;

import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.batch.TrainingJob;
import java.util.List;
import java.util.Map;

/**
 * Where a job stood. The random state is the number of steps: every batch derives from the seed and its ordinal.
 *
 * @param step finished steps
 * @param seconds they took; 0 in checkpoints of earlier releases
 * @param job what the state belongs to
 * @param best what validation has seen so far
 * @param good the point that the job would go back to
 */
record CheckpointHeader(long step, double seconds, Job job, EarlyStopping.State best, Snapshots.Saved good) {
    static final String KIND = "ctgan-checkpoint";

    /** Everything that must be equal for a job to go on from a checkpoint. */
    record Job(long seed, int rows, List<Part> layout, List<Part> contextLayout, Map<String, String> settings) {
        Job {
            layout = List.copyOf(layout);
            contextLayout = List.copyOf(contextLayout);
            settings = Map.copyOf(settings);
        }

        static Job of(TrainingJob job) {
            return new Job(
                    job.seed().value(),
                    job.rows(),
                    job.shape().row().parts(),
                    job.shape().context().parts(),
                    job.given().asMap());
        }
    }
}
