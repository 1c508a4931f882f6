package io.rowmill.models.ctgan.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.rows.RowCode;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingJobTest {
    /** Rows that take no memory. */
    private record Formula(int rows) implements EncodedRows {
        @Override
        public List<Part> layout() {
            return List.of(new Part.OneHot(3, true), new Part.Scalar(), new Part.OneHot(200, true));
        }

        @Override
        public int code(int part, int row) {
            return part == 0 ? row % 3 : row / 7 % 200;
        }

        @Override
        public float scalar(int part, int row) {
            return row % 11 / 11f;
        }
    }

    @Test
    void aJobThatGoesOnFromAModelKnowsCategoriesAsTheModelDoes() {
        // Given: other rows, whose categories would be arranged otherwise
        Part[] layout = {new Part.OneHot(100, true), new Part.OneHot(3, true)};
        RowCode base = new TrainingJob(Fixtures.root(Fixtures.random(500, 1, layout)), Fixtures.settings()).rowCode();
        EncodedTable rows = Fixtures.random(500, 2, layout);
        Digits fresh = new TrainingJob(Fixtures.root(rows), Fixtures.settings())
                .rowCode()
                .digits()
                .get(0);

        // When
        TrainingJob.Earlier earlier = new TrainingJob.Earlier(
                new TrainingJob.Seen(base.layout(), base.digits()), new TrainingJob.Seen(List.of(), List.of()));
        Digits digits = new TrainingJob(Fixtures.root(rows), Fixtures.settings(), Optional.of(earlier))
                .rowCode()
                .digits()
                .get(0);

        // Then
        assertThat(digits.codes()).isEqualTo(base.digits().get(0).codes()).isNotEqualTo(fresh.codes());
        assertThat(digits.counts())
                .isEqualTo(fresh.counts())
                .isNotEqualTo(base.digits().get(0).counts());
    }

    @Test
    void aJobKeepsNothingPerRowInTheHeap() {
        // Given: classes and tables that are there once
        allocated(100_000);

        // When
        long few = allocated(100_000);
        long many = allocated(2_000_000);

        // Then: the rows are more than the bytes
        assertThat(many - few).isLessThan(1_000_000);
    }

    /** Bytes that this thread allocates for a job and its first batch. */
    private static long allocated(int rows) {
        TrainingInput input =
                new TrainingInput("things", new Formula(rows), EncodedTable.empty(rows), null, new Seed(1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TrainingJob job = new TrainingJob(input, Fixtures.settings());
        StepBatch batch = StepBatch.allocate(job.shape());
        job.batches().fill(batch, 0);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
