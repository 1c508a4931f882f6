package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChunkBlockTest {
    private static ChunkProgress written(long firstOrdinal, Map<String, List<Segment>> segments) {
        return new ChunkProgress(firstOrdinal, Optional.of(segments));
    }

    @Test
    void everyChunkComesBackAsItWas() {
        // Given: children that some chunks don't have, and numbers of every length
        SplittableRandom random = new SplittableRandom(3);
        List<ChunkProgress> chunks = new ArrayList<>();
        long ordinal = 9_000_000_000_000L;
        for (int i = 0; i < ChunkBlock.SIZE; i++) {
            List<Segment> some = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                some.add(new Segment(1 + random.nextInt(10_000), random.nextInt(Integer.MAX_VALUE)));
            }
            chunks.add(written(ordinal, i % 3 == 0 ? Map.of() : Map.of("a/b", some, "ü", List.of(new Segment(1, 0)))));
            ordinal += random.nextInt(20_000);
        }

        // When
        ChunkBlock block = ChunkBlock.of(chunks);

        // Then
        for (int i = 0; i < ChunkBlock.SIZE; i++) {
            ChunkProgress read = block.chunk(i);
            assertThat(read.firstOrdinal()).isEqualTo(chunks.get(i).firstOrdinal());
            assertThat(read.segmentsOf("a/b")).isEqualTo(chunks.get(i).segmentsOf("a/b"));
            assertThat(read.segmentsOf("ü")).isEqualTo(chunks.get(i).segmentsOf("ü"));
        }
    }

    @Test
    void aChunkTakesABlockAFewBytes() {
        // Given
        List<ChunkProgress> chunks = new ArrayList<>();
        for (int i = 0; i < ChunkBlock.SIZE; i++) {
            chunks.add(written(10_000L * i, Map.of("child", List.of(new Segment(10_000, 9_950 + i)))));
        }

        // When / Then
        assertThat(ChunkBlock.of(chunks).packed().length() / ChunkBlock.SIZE).isLessThanOrEqualTo(10);
    }
}
