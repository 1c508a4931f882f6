package io.rowmill.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {
    /** The name of the run decides where dealing begins. */
    @ParameterizedTest
    @CsvSource({"2, 3", "2, 5", "3, 9", "4, 5"})
    void jobsThatFollowEachOtherAreDealtToAllConsumersHoweverPartitionsAreAssigned(int consumers, int jobs) {
        Topic queue = Topics.TRAINING_REQUESTS;
        int share = (queue.partitions() + consumers - 1) / consumers;
        IntUnaryOperator neighbours = partition -> partition / share;
        IntUnaryOperator inTurn = partition -> partition % consumers;
        for (int run = 0; run < 200; run++) {
            String runId = "run-" + run;
            assertThat(owners(queue, runId, jobs, neighbours)).hasSize(consumers);
            assertThat(owners(queue, runId, jobs, inTurn)).hasSize(consumers);
        }
    }

    private static Set<Integer> owners(Topic queue, String runId, int jobs, IntUnaryOperator assignment) {
        Set<Integer> owners = new HashSet<>();
        IntStream.range(0, jobs).forEach(i -> owners.add(assignment.applyAsInt(queue.partition(runId, i))));
        return owners;
    }

    @Test
    void aRowTopicNeverGetsLongerThanKafkaTakes() {
        // Given
        String prefix = Topics.defaultRowPrefix("m".repeat(100), "s".repeat(100));
        String table = "t".repeat(200);

        // When
        Topic one = Topics.rows(prefix, table, 1);
        Topic other = Topics.rows(prefix, table + "u", 1);

        // Then
        assertThat(one.name()).hasSizeLessThanOrEqualTo(249).startsWith(prefix + ".ttt");
        assertThat(other.name()).hasSizeLessThanOrEqualTo(249).isNotEqualTo(one.name());
        assertThat(Topics.rows("p", table, 1).name()).isEqualTo("p." + table);
    }
}
