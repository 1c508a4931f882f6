package io.rowmill.models.ctgan.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.rows.Categories;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.rows.TrainingRows;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private static final int ROWS = 300;
    private static final EncodedTable CONTENT = Fixtures.random(
            ROWS, 1, new Part.OneHot(3, true), new Part.Scalar(), new Part.OneHot(5, true), new Part.OneHot(2, true));
    private static final EncodedTable CONTEXT = Fixtures.random(ROWS, 2, new Part.Scalar());

    private final RowLayout row = new RowLayout(CONTENT.layout());
    private final BatchShape shape = new BatchShape(100, 10, 4, row, new RowLayout(CONTEXT.layout()), List.of(6, 7), 1);

    private final BatchShape rootShape = new BatchShape(100, 10, 4, row, new RowLayout(List.of()), List.of(6, 7), 1);

    /** Of a root table: conditions are looked up. */
    private BatchSource rootSource() {
        TrainingRows rows = new TrainingRows(row, CONTENT, Categories.count(row, CONTENT, true), 0);
        return new BatchSource(rootShape, rows, CONTENT, EncodedTable.empty(ROWS), 0.5, new Seed(3));
    }

    private BatchSource source(double unconditioned) {
        TrainingRows rows = new TrainingRows(row, CONTENT, Categories.count(row, CONTENT, true), unconditioned);
        return new BatchSource(shape, rows, CONTENT, CONTEXT, 0.5, new Seed(3));
    }

    @Test
    void realRowsFulfilTheirConditionOnEveryColumn() {
        // Given
        StepBatch step = StepBatch.allocate(shape);
        StepBatch.Contrast batch = step.contrasts().get(0);
        int conditionStart = row.width() - row.conditionWidth();
        Set<Integer> conditioned = new HashSet<>();

        // When
        source(0).fill(step, 0);

        // Then
        FloatBuffer real = batch.real().values();
        for (int i = 0; i < 100; i++) {
            int at = i * batch.real().columns();
            int ones = 0;
            for (int c = 0; c < row.conditionWidth(); c++) {
                if (real.get(at + row.width() + c) == 1f) {
                    ones++;
                    conditioned.add(c);
                    assertThat(real.get(at + conditionStart + c)).isEqualTo(1f);
                }
            }
            assertThat(ones).isEqualTo(1);
        }
        assertThat(conditioned).hasSize(row.conditionWidth());
    }

    @Test
    void lookedUpConditionsAreThoseOfTheirRows() {
        // Given
        StepBatch step = StepBatch.allocate(rootShape);
        StepBatch.Contrast batch = step.contrasts().get(0);
        int conditionStart = row.width() - row.conditionWidth();
        List<Integer> fakes = new ArrayList<>();
        List<Integer> reals = new ArrayList<>();

        // When
        rootSource().fill(step, 0);

        // Then
        FloatBuffer condition = batch.fake().condition().values();
        for (int i = 0; i < 100; i++) {
            int position = (int) batch.realCondition().values().get(i);
            assertThat(batch.real().values().get(i * row.width() + conditionStart + position))
                    .isEqualTo(1f);
            assertThat(condition.get(4 * i) - condition.get(4 * i + 3)).isEqualTo(conditionStart);
            assertThat(condition.get(4 * i + 2)).isLessThan(condition.get(4 * i + 1));
            fakes.add((int) (condition.get(4 * i + 2) + condition.get(4 * i + 3)));
            reals.add(position);
        }
        assertThat(fakes).containsExactlyInAnyOrderElementsOf(reals).isNotEqualTo(reals);
    }

    @Test
    void realRowsKeepTheirOwnContextAndFakesGetTheOneOfTheSameDraw() {
        // Given
        StepBatch step = StepBatch.allocate(shape);
        StepBatch.Contrast batch = step.contrasts().get(0);
        float[] scalars = Fixtures.scalarsOf(CONTENT, 1);
        float[] contexts = Fixtures.scalarsOf(CONTEXT, 0);

        // When
        source(0).fill(step, 5);

        // Then
        Set<List<Float>> real = new HashSet<>();
        Set<List<Float>> fake = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int at = i * batch.real().columns();
            float context = batch.real().values().get(at + batch.real().columns() - 1);
            int source = indexOf(contexts, context);
            assertThat(batch.real().values().get(at)).isEqualTo(scalars[source]);
            real.add(given(batch.real().values(), at + row.width()));
            fake.add(given(batch.fake().input().values(), i * shape.generatorInput() + 4));
        }
        assertThat(real).isEqualTo(fake);
    }

    private List<Float> given(FloatBuffer values, int at) {
        List<Float> out = new ArrayList<>();
        for (int i = 0; i < shape.given(); i++) {
            out.add(values.get(at + i));
        }
        return out;
    }

    private static int indexOf(float[] values, float value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        throw new AssertionError("no such value");
    }

    @Test
    void leavesTheConditionOutInTheGivenShareOfDraws() {
        // Given
        StepBatch.Fake batch = StepBatch.Fake.allocate(shape);

        // When
        source(0.5).fill(batch, 0);

        // Then
        int conditions = 0;
        for (int i = 0; i < 100; i++) {
            for (int c = 0; c < row.conditionWidth(); c++) {
                conditions += (int) batch.input().values().get(i * shape.generatorInput() + 4 + c);
            }
        }
        assertThat(conditions).isBetween(30, 70);
    }

    @Test
    void aBatchIsAFunctionOfSeedAndOrdinal() {
        // Given
        StepBatch.Fake first = StepBatch.Fake.allocate(shape);
        StepBatch.Fake second = StepBatch.Fake.allocate(shape);
        BatchSource source = source(0);

        // When
        source.fill(first, 4);
        source.fill(second, 3);
        source.fill(second, 4);

        // Then
        assertThat(first.input().values()).isEqualTo(second.input().values());
        assertThat(first.gumbel().values()).isEqualTo(second.gumbel().values());
    }

    @Test
    void masksAreAFunctionOfSeedAndOrdinal() {
        // Given
        StepBatch first = StepBatch.allocate(shape);
        StepBatch second = StepBatch.allocate(shape);
        BatchSource source = source(0);

        // When
        source.fill(first, 4);
        source.fill(second, 3);
        source.fill(second, 4);

        // Then
        assertThat(first.last().dropout().get(1).values())
                .isEqualTo(second.last().dropout().get(1).values());
    }
}
