package io.rowmill.core.standin;

import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Limits how many rows of a table one unit has. */
final class Bounds {
    private static final double WEIGHT = 0.25;
    /** Units that keep all their rows. */
    private static final double WHOLE = 0.95;

    private Bounds() {}

    /** Each unit has one size. */
    static Histogram question(String table) {
        return new Histogram(table + ":rowsPerUnit", WEIGHT, 1, 1, Sizes.cells());
    }

    /** @param unitOf by row: its unit; -1: the row is one of its own */
    static Tally count(String table, int[] unitOf, int units) {
        Tally tally = new Tally(List.of(question(table)));
        int[] sizes = new int[units];
        for (int unit : unitOf) {
            if (unit >= 0) {
                sizes[unit]++;
            }
        }
        Arrays.stream(sizes).forEach(size -> tally.add(question(table).what(), Sizes.cell(size)));
        return tally;
    }

    /** @return a bound that most units keep */
    static int bound(String table, Answer answer, Noise noise) {
        Histogram question = question(table);
        List<Weighted<String>> sizes =
                Sizes.found(answer.of(question.what()), noise.deviation(question), Long.MAX_VALUE);
        double total = sizes.stream().mapToDouble(Weighted::weight).sum();
        double below = 0;
        for (Weighted<String> size : sizes) {
            below += size.weight();
            if (below >= WHOLE * total) {
                return Math.max(1, Sizes.last(size.value()));
            }
        }
        return 1;
    }

    /** Writes the first rows of each unit, but none whose parent wasn't kept, and tells the unit of each. */
    static Bounded keep(
            TableRows rows, Relationship path, int[] unitOf, int units, int most, Scratch scratch, String name)
            throws IOException {
        int[] key = path.childKey().stream()
                .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                .toArray();
        int[] kept = new int[units];
        int[] unitOfKept = new int[unitOf.length];
        int[] count = {0};
        TableRows stored = scratch.store(rows.metadata(), name, sink -> {
            String[] cells = new String[rows.metadata().columns().size()];
            try (RowCursor cursor = rows.open()) {
                for (int row = 0; cursor.advance(); row++) {
                    int unit = unitOf[row];
                    boolean keep =
                            unit < 0 ? IntStream.of(key).anyMatch(c -> cursor.value(c) == null) : kept[unit]++ < most;
                    if (keep) {
                        Arrays.setAll(cells, cursor::value);
                        sink.write(cells);
                        unitOfKept[count[0]++] = unit;
                    }
                }
            }
        });
        return new Bounded(stored, Arrays.copyOf(unitOfKept, count[0]));
    }

    /** @param unitOf by row: its unit; -1: the row is one of its own */
    record Bounded(TableRows rows, int[] unitOf) {}
}
