package io.rowmill.core.sampling;

import io.rowmill.core.sampling.ChunkResult.Segment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be known of {@value #SIZE} chunks that follow each other and are all written, in a few bytes each: a parent table's
 * entries are many, and all are kept until its children are made.
 *
 * @param firstOrdinal of the first chunk
 * @param children tables with segments, in the order in which they are packed
 * @param packed Base64 of variable-length integers, seven bits a byte, the lowest first: per chunk the distance of its first
 *     ordinal from that of the chunk before, then per child the number of segments and of each its parents and rows
 */
public record ChunkBlock(long firstOrdinal, List<String> children, String packed) {
    static final int SIZE = 64;

    public ChunkBlock {
        children = List.copyOf(children);
        Objects.requireNonNull(packed);
    }

    /** @param chunks all written, in their order */
    static ChunkBlock of(List<ChunkProgress> chunks) {
        TreeSet<String> children = new TreeSet<>();
        chunks.forEach(c -> children.addAll(c.segments().orElseThrow().keySet()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long before = chunks.get(0).firstOrdinal();
        for (ChunkProgress chunk : chunks) {
            write(out, chunk.firstOrdinal() - before);
            before = chunk.firstOrdinal();
            for (String child : children) {
                List<Segment> segments = chunk.segmentsOf(child);
                write(out, segments.size());
                segments.forEach(s -> {
                    write(out, s.parents());
                    write(out, s.rows());
                });
            }
        }
        return new ChunkBlock(
                chunks.get(0).firstOrdinal(),
                List.copyOf(children),
                Base64.getEncoder().encodeToString(out.toByteArray()));
    }

    /** @param place of the chunk within the block */
    ChunkProgress chunk(int place) {
        return first(place + 1).get(place);
    }

    List<ChunkProgress> chunks() {
        return first(SIZE);
    }

    private List<ChunkProgress> first(int count) {
        ByteArrayInputStream in = new ByteArrayInputStream(Base64.getDecoder().decode(packed));
        long ordinal = firstOrdinal;
        List<ChunkProgress> chunks = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            ordinal += read(in);
            Map<String, List<Segment>> segments = new TreeMap<>();
            for (String child : children) {
                segments.put(child, segments(in));
            }
            chunks.add(new ChunkProgress(ordinal, Optional.of(segments)));
        }
        return chunks;
    }

    private static List<Segment> segments(ByteArrayInputStream in) {
        int count = (int) read(in);
        List<Segment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new Segment((int) read(in), (int) read(in)));
        }
        return segments;
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static long read(ByteArrayInputStream in) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new IllegalStateException("a block of chunks ends too early");
            }
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
    }
}
