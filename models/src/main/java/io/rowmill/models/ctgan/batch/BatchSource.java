package io.rowmill.models.ctgan.batch;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.models.HostTensor;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.rows.RowWriter;
import io.rowmill.models.ctgan.rows.TrainingRows;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Draws the batches of a job. Every update's batch is a function of the seed and the update's ordinal alone, so the random state
 * of a job is one number and a resumed job goes on as if it had never stopped.
 */
public final class BatchSource {
    private final BatchShape shape;
    private final TrainingRows rows;
    private final RowWriter contentWriter;
    private final RowWriter contextWriter;
    private final Seed criticSeed;
    private final Seed generatorSeed;
    private final TrainingRows.Draws draws;
    private final int[] permutation;
    private final double dropout;

    /** @param dropout share of the critic's hidden values that are left out of an update */
    BatchSource(
            BatchShape shape, TrainingRows rows, EncodedRows content, EncodedRows context, double dropout, Seed seed) {
        this.shape = shape;
        this.dropout = dropout;
        this.rows = rows;
        this.contentWriter = new RowWriter(shape.row(), content);
        this.contextWriter = new RowWriter(shape.context(), context);
        this.criticSeed = seed.derive("critic-batch");
        this.generatorSeed = seed.derive("generator-batch");
        this.draws = new TrainingRows.Draws(shape.rows());
        this.permutation = new int[shape.rows()];
    }

    public void fill(StepBatch batch, long step) {
        for (int k = 0; k < shape.criticUpdates(); k++) {
            fill(
                    batch.contrasts().get(k),
                    criticSeed.derive(step * shape.criticUpdates() + k).random());
        }
    }

    /** @param ordinal of the update among all updates of the generator */
    public void fill(StepBatch.Fake batch, long ordinal) {
        fill(batch, generatorSeed.derive(ordinal).random());
    }

    private void fill(StepBatch.Contrast batch, SplittableRandom random) {
        fill(batch.fake(), random);
        batch.dropout().forEach(mask -> Noise.dropout(mask, dropout, random));
        shuffle(random);
        batch.real().clear();
        for (int i = 0; i < shape.rows(); i++) {
            int draw = permutation[i];
            int at = i * batch.real().columns();
            contentWriter.write(draws.row(draw), batch.real().values(), at);
            carry(draw, batch.real().values(), at + shape.row().width());
            if (shape.lookedUp() > 0) {
                batch.realCondition().values().put(i, conditionStart(draw) + draws.category(draw));
            }
        }
        Noise.uniform(batch.alpha(), random);
    }

    private void fill(StepBatch.Fake batch, SplittableRandom random) {
        rows.draw(draws, random);
        HostTensor input = batch.input();
        input.clear();
        Noise.normal(input, shape.noise(), random);
        for (int i = 0; i < shape.rows(); i++) {
            carry(i, input.values(), i * input.columns() + shape.noise());
            if (batch.condition().columns() > 0) {
                writeCondition(i, batch.condition().values());
            }
        }
        Noise.gumbel(batch.gumbel(), random);
    }

    private void writeCondition(int draw, FloatBuffer out) {
        RowLayout row = shape.row();
        int part = draws.part(draw);
        out.put(4 * draw, part < 0 ? 0 : row.offset(row.conditionalParts()[part]));
        out.put(4 * draw + 1, part < 0 ? 1 : row.categories(part));
        out.put(4 * draw + 2, part < 0 ? 0 : draws.category(draw));
        out.put(4 * draw + 3, conditionStart(draw));
    }

    private int conditionStart(int draw) {
        return draws.part(draw) < 0 ? 0 : shape.row().conditionOffset(draws.part(draw));
    }

    /** Condition and context of one draw: they stay together, in fake rows and in real ones. */
    private void carry(int draw, FloatBuffer out, int at) {
        if (shape.lookedUp() == 0 && draws.part(draw) >= 0) {
            out.put(at + conditionStart(draw) + draws.category(draw), 1f);
        }
        contextWriter.write(
                draws.row(draw), out, at + shape.carried() - shape.context().width());
    }

    /** The critic sees real rows in another order than the fakes of the same draws. */
    private void shuffle(SplittableRandom random) {
        for (int i = 0; i < permutation.length; i++) {
            int j = random.nextInt(i + 1);
            permutation[i] = permutation[j];
            permutation[j] = i;
        }
    }
}
