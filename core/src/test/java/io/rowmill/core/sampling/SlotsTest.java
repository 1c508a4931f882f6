package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.sampling.ParentSlots.Piece;
import io.rowmill.core.sampling.SlotCutter.ParentChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static Chunk chunk(long firstOrdinal, int rows) {
        return new Chunk("child", 0, firstOrdinal, rows, Optional.empty(), Map.of(), Map.of(), Map.of());
    }

    @Test
    void aParentWithoutLimitHasRoomForAnyNumberOfRows() {
        int[] drawn = {1, 2};
        SlotCutter cutter = new SlotCutter(new MatchedKey("key", "parent", 0), 8, List.of(new ParentChunk(0, 2, 3)));

        Piece piece = cutter.of(chunk(0, 8)).pieces().get(0);

        assertThat(Arrays.stream(new Slots(piece, drawn, Integer.MAX_VALUE).room()))
                .allMatch(room -> room > 1_000_000);
    }

    @Test
    void chunksTogetherGiveEveryParentTheRowsThatWereDrawnForIt() {
        SplittableRandom random = new SplittableRandom(3);
        for (int attempt = 0; attempt < 50; attempt++) {
            // Given
            int[] drawn = random.ints(1 + random.nextInt(40), 0, 6).toArray();
            int rows = Arrays.stream(drawn).sum();
            if (rows == 0) {
                continue;
            }
            SlotCutter cutter = new SlotCutter(
                    new MatchedKey("key", "parent", 0), rows, List.of(new ParentChunk(0, drawn.length, rows)));

            // When
            int[] given = new int[drawn.length];
            for (int from = 0; from < rows; from += 7) {
                for (Piece piece :
                        cutter.of(chunk(from, Math.min(7, rows - from))).pieces()) {
                    for (int parent : new Slots(piece, drawn, 6).parents()) {
                        given[parent]++;
                    }
                }
            }

            // Then
            assertThat(given).isEqualTo(drawn);
        }
    }

    @Test
    void parentsThatWereDrawnForTooFewRowsAreStretched() {
        // Given
        int[] drawn = {1, 0, 3};

        // When
        int[] given = new int[3];
        for (int parent : new Slots(new Piece(0, List.of(0L), 3, 400, 0, 400), drawn, 3).parents()) {
            given[parent]++;
        }

        // Then
        assertThat(given).containsExactly(100, 0, 300);
    }

    @Test
    void noParentGetsMoreThanAnyHasInTheSource() {
        SplittableRandom random = new SplittableRandom(5);
        for (int most : new int[] {1, 2, 7}) {
            // Given: a few more rows than were drawn
            int[] drawn = random.ints(200, 0, most + 1).toArray();
            int rows = (int) (Arrays.stream(drawn).sum() * 1.1);

            // When
            int[] given = new int[drawn.length];
            int[] room = new int[drawn.length];
            for (int from = 0; from < rows; from += 30) {
                Slots slots = new Slots(
                        new Piece(0, List.of(0L), drawn.length, rows, from, Math.min(30, rows - from)), drawn, most);
                Arrays.stream(slots.parents()).forEach(parent -> given[parent]++);
                Arrays.setAll(room, i -> room[i] + slots.room()[i]);
            }

            // Then: and chunks together may add as much as is left
            assertThat(Arrays.stream(given).max().orElseThrow()).isLessThanOrEqualTo(most);
            assertThat(Arrays.stream(given).sum()).isEqualTo(rows);
            assertThat(IntStream.range(0, given.length)
                            .map(i -> given[i] + room[i])
                            .toArray())
                    .containsOnly(most);
        }
    }

    @Test
    void whereMuchMoreRowsAreAskedForNoParentGetsMoreThanTwiceAsMany() {
        // Given
        int[] drawn = {1, 1, 1, 1, 1, 5};

        // When
        int[] given = new int[drawn.length];
        Arrays.stream(new Slots(new Piece(0, List.of(0L), 6, 20, 0, 20), drawn, 5).parents())
                .forEach(parent -> given[parent]++);

        // Then
        assertThat(given).containsExactly(2, 2, 2, 2, 2, 10);
    }

    @Test
    void everyRowBelongsToOneGroupOfParentsOrToNone() {
        // Given
        int half = SlotCutter.GROUP_ROWS * 2 / 3;
        List<ParentChunk> parents = List.of(
                new ParentChunk(0, half, 3L * half),
                new ParentChunk(half, half, 0),
                new ParentChunk(2L * half, half, half));
        long rows = 1_000_003;
        SlotCutter cutter = new SlotCutter(new MatchedKey("key", "parent", 0.25), rows, parents);

        // When
        List<Piece> pieces = new ArrayList<>();
        for (long from = 0; from < rows; from += 10_000) {
            pieces.addAll(
                    cutter.of(chunk(from, (int) Math.min(10_000, rows - from))).pieces());
        }

        // Then
        assertThat(pieces.stream().mapToLong(Piece::count).sum()).isEqualTo(rows - Math.round(rows * 0.25));
        for (int group = 0; group < 3; group++) {
            int firstChunk = group;
            List<Piece> own =
                    pieces.stream().filter(p -> p.firstChunk() == firstChunk).toList();
            long next = 0;
            for (Piece piece : own) {
                assertThat(piece.from()).isEqualTo(next);
                next += piece.count();
            }
            assertThat(own).as("group " + group).hasSizeGreaterThan(group == 1 ? -1 : 0);
            if (!own.isEmpty()) {
                assertThat(next).isEqualTo(own.get(0).rows());
            }
        }
    }
}
