package io.rowmill.core.imputation;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Fills the missing cells of a table's learned columns: each row's are drawn together, given its other cells and its parent. Null and
 * rare values don't come. Cells that are there, keys and columns that are made up stay as they are.
 */
public final class Imputer {
    /** Rows drawn at once, copies included. */
    private static final int BLOCK = 8192;

    private final TableMetadata table;
    private final TableTransform transform;
    private final Synthesizer synthesizer;
    private final List<String> columns;
    private final int[] indices;
    private final Filling filling;

    /** @param synthesizer one that takes {@link Conditions}, of all of the table's columns that have parts */
    public Imputer(TableMetadata table, TableTransform transform, Synthesizer synthesizer, Filling filling) {
        this.table = table;
        this.columns = transform.contentColumns().stream()
                .filter(c -> !transform.parts(c).isEmpty())
                .toList();
        this.transform = transform.only(columns);
        this.indices =
                columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
        this.synthesizer = synthesizer;
        this.filling = filling;
    }

    /** The columns whose cells can be filled. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Fills cells in place.
     *
     * @param rows cells by column of the table; null: missing
     * @param progress told the rows looked at
     * @return cells filled
     */
    public long fill(List<String[]> rows, Kinship kinship, IntConsumer progress) {
        EncodedTable known = known(rows);
        List<int[]> block = new ArrayList<>();
        long filled = 0;
        int inBlock = 0;
        int seen = 0;
        for (int[] family : kinship.families(rows.size())) {
            seen += family.length;
            if (Arrays.stream(family).noneMatch(row -> lacks(rows.get(row)))) {
                continue;
            }
            block.add(family);
            inBlock += family.length;
            if ((long) inBlock * filling.draws() >= BLOCK) {
                filled += fillBlock(rows, known, kinship, block);
                block.clear();
                inBlock = 0;
                progress.accept(seen);
            }
        }
        if (!block.isEmpty()) {
            filled += fillBlock(rows, known, kinship, block);
        }
        progress.accept(rows.size());
        return filled;
    }

    private boolean lacks(String[] row) {
        return Arrays.stream(indices).anyMatch(i -> row[i] == null);
    }

    /** Encoded rows; code -1 where a cell is missing. */
    private EncodedTable known(List<String[]> rows) {
        InMemoryColumns encoded = new InMemoryColumns();
        try {
            transform.encode(new InMemoryRows(table, rows), new Seed(0), encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EncodedTable known = encoded.table(rows.size());
        int part = 0;
        for (int c = 0; c < columns.size(); c++) {
            for (int k = 0; k < transform.parts(columns.get(c)).size(); k++) {
                int[] codes = ((EncodedPart.Codes) known.parts().get(part++)).codes();
                for (int row = 0; row < codes.length; row++) {
                    codes[row] = rows.get(row)[indices[c]] == null ? -1 : codes[row];
                }
            }
        }
        return known;
    }

    private long fillBlock(List<String[]> rows, EncodedTable known, Kinship kinship, List<int[]> families) {
        int[] of = families.stream().flatMapToInt(Arrays::stream).toArray();
        int[] copied = new int[Math.multiplyExact(of.length, filling.draws())];
        Arrays.setAll(copied, i -> of[i % of.length]);
        Conditions conditions = new Conditions(
                Optional.of(known.gather(copied)), Map.of(), noValues(), filling.temperature(), filling.topP());
        Seed seed = filling.seed().derive(table.name()).derive(of[0]);
        EncodedTable drawn =
                synthesizer.sample(kinship.groups(families, filling.draws()), conditions, seed.derive("content"));
        DecodedRows decoded = transform.decode(drawn, 0, seed.derive("decode"));
        Draws draws = new Draws(of.length, filling.draws());
        long filled = 0;
        int part = 0;
        for (int c = 0; c < columns.size(); c++) {
            String column = columns.get(c);
            int next = part + transform.parts(column).size();
            int at = indices[c];
            int[] missing = IntStream.range(0, of.length)
                    .filter(i -> rows.get(of[i])[at] == null)
                    .toArray();
            if (missing.length > 0) {
                int[] chosen =
                        draws.choose(transform.feature(column, drawn.parts().subList(part, next)), missing);
                for (int i = 0; i < missing.length; i++) {
                    String cell = transform.format(column).format(decoded.value(chosen[i], column));
                    rows.get(of[missing[i]])[at] = cell;
                    filled += cell == null ? 0 : 1;
                }
            }
            part = next;
        }
        return filled;
    }

    /** By part: the codes that are no values. */
    private Map<Integer, int[]> noValues() {
        Map<Integer, int[]> out = new HashMap<>();
        int part = 0;
        for (String column : columns) {
            int[] codes = Arrays.stream(new int[] {transform.nullCode(column), transform.rareCode(column)})
                    .filter(code -> code >= 0)
                    .toArray();
            if (codes.length > 0) {
                out.put(part, codes);
            }
            part += transform.parts(column).size();
        }
        return out;
    }
}
