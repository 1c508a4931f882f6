package io.rowmill.models.argn;

import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows under construction: codes of their learned sub-columns, as far as they are known. */
final class Draft {
    private static final int UNKNOWN = -1;

    private final Layout layout;
    private final Groups groups;
    private final EncodedTable contexts;
    private final int rows;
    private final int width;
    private final int[] groupOfRow;
    private final int[] startOfGroup;
    private final int[] codes;
    private final int[] given;
    private boolean conditioned;

    Draft(Layout layout, Groups groups) {
        this.layout = layout;
        this.groups = groups;
        this.contexts = groups.contextOfRows();
        this.groupOfRow = groups.groupOfRow();
        this.rows = groupOfRow.length;
        this.width = layout.learned().size();
        this.startOfGroup = new int[groups.counts().length];
        for (int g = 1; g < startOfGroup.length; g++) {
            startOfGroup[g] = startOfGroup[g - 1] + groups.counts()[g - 1];
        }
        this.codes = new int[Math.multiplyExact(rows, width)];
        Arrays.fill(codes, UNKNOWN);
        this.given = new int[layout.given().size()];
    }

    int rows() {
        return rows;
    }

    /** Notes what is given, and draws the parts whose shares are. */
    void meet(Conditions conditions, Seed seed) {
        conditioned = conditions.known().isPresent() || !conditions.shares().isEmpty();
        conditions.known().ifPresent(this::know);
        conditions
                .shares()
                .forEach((part, shares) -> share(part, shares, seed.derive(part).random()));
    }

    private void know(EncodedTable known) {
        for (int part = 0; part < known.parts().size(); part++) {
            int[] given = ((EncodedPart.Codes) known.parts().get(part)).codes();
            for (int row = 0; row < rows; row++) {
                if (given[row] >= 0) {
                    layout.splitOne(part, given[row], codes, row * width);
                }
            }
        }
    }

    private void share(int part, double[] shares, SplittableRandom random) {
        double total = Arrays.stream(shares).sum();
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble() * total;
            int code = 0;
            while (code < shares.length - 1 && (left -= shares[code]) >= 0) {
                code++;
            }
            layout.splitOne(part, code, codes, row * width);
        }
    }

    /** The rows at one place of their groups. */
    int[] rowsAt(int place) {
        return IntStream.range(0, startOfGroup.length)
                .filter(g -> groups.counts()[g] > place)
                .map(g -> startOfGroup[g] + place)
                .toArray();
    }

    /** Rows that have the same sub-columns to be drawn, by these. */
    Map<BitSet, int[]> byUnknown(int[] which) {
        if (!conditioned) {
            BitSet all = new BitSet(width);
            all.set(0, width);
            return Map.of(all, which);
        }
        Map<BitSet, List<Integer>> out = new LinkedHashMap<>();
        for (int row : which) {
            BitSet unknown = new BitSet(width);
            for (int s = 0; s < width; s++) {
                unknown.set(s, codes[row * width + s] == UNKNOWN);
            }
            out.computeIfAbsent(unknown, u -> new ArrayList<>()).add(row);
        }
        Map<BitSet, int[]> arrays = new LinkedHashMap<>();
        out.forEach((unknown, list) ->
                arrays.put(unknown, list.stream().mapToInt(i -> i).toArray()));
        return arrays;
    }

    /** Writes what is known of a row. */
    void write(int row, HostTensor out, int at) {
        int group = groupOfRow[row];
        layout.context(contexts, row, given);
        if (layout.source().sequential()) {
            int place = row - startOfGroup[group];
            int @Nullable [] before = place == 0 ? null : Arrays.copyOfRange(codes, (row - 1) * width, row * width);
            layout.sequence(before, place, groups.counts()[group], given);
        }
        int from = at * out.columns();
        for (int i = 0; i < given.length; i++) {
            out.values().put(from + i, given[i]);
        }
        for (int s = 0; s < width; s++) {
            out.values().put(from + given.length + s, Math.max(0, codes[row * width + s]));
        }
    }

    /** @param drawn codes of all learned sub-columns, from {@code from} */
    void set(int row, float[] drawn, int from) {
        for (int s = 0; s < width; s++) {
            codes[row * width + s] = (int) drawn[from + s];
        }
    }

    /** Every code of a row is known. */
    boolean isComplete(int row) {
        return Arrays.stream(codes, row * width, (row + 1) * width).noneMatch(c -> c == UNKNOWN);
    }

    /** @return those of some rows that have one of the excluded codes of a part */
    int[] having(Map<Integer, int[]> excluded, int[] which) {
        return Arrays.stream(which)
                .filter(row -> excluded.entrySet().stream().anyMatch(e -> has(row, e.getKey(), e.getValue())))
                .toArray();
    }

    private boolean has(int row, int part, int[] excluded) {
        int code = layout.joinOne(part, codes, row * width);
        return Arrays.stream(excluded).anyMatch(e -> e == code);
    }

    /** Gives rows with an excluded code the most frequent one that is allowed. */
    void avoid(Map<Integer, int[]> excluded, int[] which) {
        excluded.forEach((part, not) -> {
            int code = 0;
            while (contains(not, code)) {
                code++;
            }
            for (int row : which) {
                if (has(row, part, not)) {
                    layout.splitOne(part, code, codes, row * width);
                }
            }
        });
    }

    private static boolean contains(int[] codes, int code) {
        return Arrays.stream(codes).anyMatch(c -> c == code);
    }

    EncodedTable table() {
        List<Part> content = layout.source().content();
        int[][] parts = new int[content.size()][rows];
        for (int row = 0; row < rows; row++) {
            layout.join(codes, row * width, parts, row);
        }
        List<EncodedPart> out = new ArrayList<>();
        for (int p = 0; p < parts.length; p++) {
            out.add(new EncodedPart.Codes((Part.OneHot) content.get(p), parts[p]));
        }
        return new EncodedTable(rows, out);
    }
}
