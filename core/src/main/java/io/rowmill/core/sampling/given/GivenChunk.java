package io.rowmill.core.sampling.given;

import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Deduction;
import io.rowmill.core.rules.Narrowed;
import io.rowmill.core.rules.Pending;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.Within;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The given rows of a chunk of a table without a driver. What isn't given is drawn by the synthesizer's own distribution under what
 * is: known cells are conditions, and a column that is narrowed is drawn first, within what it has to be.
 */
public final class GivenChunk implements Completion.Given {
    /** Draws of a distance at most. */
    private static final int ATTEMPTS = 16;

    private final GivenTable table;
    private final TableTransform transform;
    private Deduction deduction;

    public GivenChunk(GivenTable table, TableTransform transform, GivenRows rows) {
        this.table = table;
        this.transform = transform;
        this.deduction = table.deduce(rows);
    }

    /**
     * @param groups one group of all rows
     * @param like temperature and topP
     */
    public EncodedTable draw(Synthesizer synthesizer, Groups groups, Conditions like, Seed seed) {
        if (!deduction.pending().isEmpty()) {
            solve(synthesizer, groups, like, seed.derive("distances"));
        }
        BitSet all = new BitSet();
        all.set(0, groups.rows());
        return draw(all, synthesizer, groups, like, seed);
    }

    /**
     * Draws the distances of given cells from open ones, which these then are known by. Where an open cell came out beyond what its
     * column can have, the distance is drawn again.
     */
    private void solve(Synthesizer synthesizer, Groups groups, Conditions like, Seed seed) {
        List<@Nullable String[]> cells =
                deduction.cells().stream().map(row -> row.clone()).toList();
        BitSet open = new BitSet();
        deduction.pending().forEach(p -> open.set(p.row()));
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            Seed own = seed.derive(attempt);
            EncodedTable drawn = draw(open, synthesizer, groups, like, own);
            DecodedRows distances = transform.decode(drawn, 0, own.derive("decode"));
            BitSet beyond = new BitSet();
            for (Pending pending : deduction.pending()) {
                if (open.get(pending.row()) && !fill(pending, cells.get(pending.row()), distances)) {
                    beyond.set(pending.row());
                }
            }
            open.and(beyond);
        }
        deduction = table.deduceAgain(cells);
    }

    /** @return whether the source can have the cell; it gets it all the same */
    private boolean fill(Pending pending, @Nullable String[] cells, DecodedRows distances) {
        String given = Objects.requireNonNull(cells[table.position(pending.column())], "given");
        String source = pending.cell(given, distances.value(pending.row(), pending.column()))
                .orElse(null);
        cells[table.position(pending.source())] = source;
        return source != null && transform.reach(pending.source()).test(source);
    }

    /** @param which rows that are drawn; the others get any codes */
    private EncodedTable draw(BitSet which, Synthesizer synthesizer, Groups groups, Conditions like, Seed seed) {
        EncodedTable known = table.known(deduction);
        List<EncodedPart> drawn = known.parts().stream()
                .map(p -> (EncodedPart) new EncodedPart.Codes(((EncodedPart.Codes) p).layout(), new int[p.rows()]))
                .toList();
        int at = 0;
        for (Map.Entry<List<Narrowed>, int[]> alike : alike(which).entrySet()) {
            int[] rows = alike.getValue();
            Groups of = new Groups(
                    groups.contexts(),
                    new int[] {rows.length},
                    groups.rowContexts().gather(rows));
            Conditions conditions = new Conditions(
                    Optional.of(known.gather(rows)),
                    Map.of(),
                    Map.of(),
                    odds(alike.getKey()),
                    like.temperature(),
                    like.topP());
            EncodedTable content =
                    synthesizer.sample(of, conditions, seed.derive("given").derive(at++));
            for (int part = 0; part < drawn.size(); part++) {
                int[] to = ((EncodedPart.Codes) drawn.get(part)).codes();
                for (int i = 0; i < rows.length; i++) {
                    to[rows[i]] = content.code(part, i);
                }
            }
        }
        return new EncodedTable(known.rows(), drawn);
    }

    /** Rows whose open cells have to be the same are drawn together. */
    private Map<List<Narrowed>, int[]> alike(BitSet which) {
        Map<List<Narrowed>, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = which.nextSetBit(0); row >= 0; row = which.nextSetBit(row + 1)) {
            rows.computeIfAbsent(deduction.narrowed().get(row), k -> new ArrayList<>())
                    .add(row);
        }
        Map<List<Narrowed>, int[]> out = new LinkedHashMap<>();
        rows.forEach(
                (narrowed, of) -> out.put(narrowed, of.stream().mapToInt(i -> i).toArray()));
        return out;
    }

    private Map<Integer, double[]> odds(List<Narrowed> narrowed) {
        Map<Integer, double[]> out = new HashMap<>();
        for (Narrowed column : narrowed) {
            int first = 0;
            for (String before : transform.contentColumns()) {
                if (before.equals(column.column())) {
                    break;
                }
                first += transform.parts(before).size();
            }
            for (Map.Entry<Integer, double[]> part : odds(column).entrySet()) {
                out.merge(first + part.getKey(), part.getValue(), GivenChunk::product);
            }
        }
        return out;
    }

    private Map<Integer, double[]> odds(Narrowed column) {
        if (!column.cells().isEmpty()) {
            return transform.shares(column.column(), new Within(null, null, null, null, column.cells()));
        }
        int none = transform.nullCode(column.column());
        if (none < 0) {
            return Map.of();
        }
        double[] odds = new double[transform.parts(column.column()).get(0).width()];
        Arrays.fill(odds, column.isNull() ? 0 : 1);
        odds[none] = column.isNull() ? 1 : 0;
        return Map.of(0, odds);
    }

    private static double[] product(double[] a, double[] b) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= b[i];
        }
        return out;
    }

    @Override
    public boolean is(String column, int row) {
        int at = table.position(column);
        return at >= 0 && deduction.cells().get(row)[at] != null;
    }

    @Override
    public @Nullable Object value(String column, int row) {
        return table.format(column).parse(deduction.cells().get(row)[table.position(column)]);
    }
}
