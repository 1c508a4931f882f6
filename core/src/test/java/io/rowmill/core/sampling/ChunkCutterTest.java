package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChunkCutterTest {
    private static final int CAP = 7;

    /** At most {@value #CAP} rows per parent, if {@code distinct}. */
    private static TablePlan child(long rows, long parentless, boolean distinct) {
        return new TablePlan(
                "child",
                Optional.of("parent"),
                OptionalLong.of(rows),
                parentless,
                1,
                true,
                10,
                distinct ? Uniqueness.Rule.DISTINCT_IN_GROUP : Uniqueness.Rule.NONE,
                distinct ? List.of("other") : List.of(),
                List.of(),
                List.of(),
                true,
                List.of());
    }

    private static TablePlan open(long parentless) {
        return new TablePlan(
                "child",
                Optional.of("parent"),
                OptionalLong.empty(),
                parentless,
                2.5,
                true,
                10,
                Uniqueness.Rule.NONE,
                List.of(),
                List.of(),
                List.of(),
                true,
                List.of());
    }

    private static ParentLevel level(List<List<Segment>> segments) {
        long parents = segments.stream()
                .flatMap(List::stream)
                .mapToLong(Segment::parents)
                .sum();
        return new ParentLevel(segments.size(), parents, segments::get);
    }

    private static List<List<Segment>> drawn(SplittableRandom random) {
        List<List<Segment>> chunks = new ArrayList<>();
        for (int chunk = random.nextInt(1, 6); chunk > 0; chunk--) {
            List<Segment> segments = new ArrayList<>();
            for (int segment = random.nextInt(1, 5); segment > 0; segment--) {
                int parents = random.nextInt(1, 5);
                segments.add(new Segment(parents, random.nextInt(0, parents * CAP + 1)));
            }
            chunks.add(segments);
        }
        return chunks;
    }

    @Test
    void aTableHasTheSourcesMeanOrWhatWasDrawnForParentsUnderConditions() {
        // Given: nine rows for four parents
        ParentLevel parents = level(List.of(List.of(new Segment(3, 2)), List.of(new Segment(1, 7))));

        // Then
        assertThat(new ChunkCutter(open(1), 10, parents).total(Map.of())).isEqualTo(11);
        assertThat(new ChunkCutter(open(1).drawn(), 10, parents).total(Map.of()))
                .isEqualTo(10);
    }

    @Test
    void chunksAreDenseReachTheTotalAndKeepToWhatKeysAllowWhereverCuttingWasInterrupted() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 2_000; round++) {
            // Given
            ParentLevel parents = level(drawn(random));
            long parentless = random.nextBoolean() ? 0 : random.nextInt(1, 9);
            long total = random.nextLong(parents.rows() * CAP + 1);
            Map<String, Long> totals = Map.of("child", total, "other", (long) CAP);
            ChunkCutter cutter = new ChunkCutter(child(total, parentless, true), 3, parents);

            // When
            List<Chunk> chunks = new ArrayList<>();
            Optional<Cut> cut = cutter.first(total);
            while (cut.isPresent()) {
                ChunkCutter.Cuts cuts = cutter.cut(cut.get(), chunks.size(), random.nextInt(1, 4), totals, Map.of());
                chunks.addAll(cuts.chunks());
                cut = cuts.next();
            }

            // Then
            long next = 0;
            for (Chunk chunk : chunks) {
                assertThat(chunk.firstOrdinal()).isEqualTo(next);
                chunk.parents().ifPresent(p -> assertThat(chunk.rows()).isLessThanOrEqualTo(p.rows() * CAP));
                next += chunk.rows();
            }
            assertThat(next).isEqualTo(total);
        }
    }

    @Test
    void whatWasDrawnIsGivenWhereItMakesTheTotal() {
        // Given
        ParentLevel parents = level(List.of(List.of(new Segment(2, 5), new Segment(3, 0)), List.of(new Segment(9, 8))));
        ChunkCutter cutter = new ChunkCutter(child(15, 2, false), 10, parents);

        // When
        List<Chunk> chunks = cutter.cut(cutter.first(15).orElseThrow(), 0, 99, Map.of("child", 15L), Map.of())
                .chunks();

        // Then
        assertThat(chunks).extracting(Chunk::rows).containsExactly(5, 8, 2);
        assertThat(chunks.get(1).parents()).contains(new Chunk.ParentRange(1, 0, 9, 5));
    }

    @Test
    void moreChildrenOfOneParentThanFitTogetherAreRejected() {
        // Given
        ParentLevel parents = level(List.of(List.of(new Segment(1, 3))));
        long total = 900_000_000_000_000L;
        ChunkCutter cutter = new ChunkCutter(child(total, 0, false), 10, parents);
        Cut first = cutter.first(total).orElseThrow();

        // When // Then
        assertThatThrownBy(() -> cutter.cut(first, 0, 99, Map.of("child", total), Map.of()))
                .hasMessageContaining("Table child would get")
                .hasMessageContaining("for one row of parent or a few");
    }
}
