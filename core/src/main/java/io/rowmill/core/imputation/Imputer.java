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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Fills the missing cells of a table's learned columns: each row's are drawn together, given its other cells and its parent. Null and
 * rare values don't come. Cells that are there, keys and columns that are made up stay as they are.
 */
public final class Imputer {
    /** Rows drawn at once, copies included; more where a family alone has more: its rows are drawn together, its draws apart. */
    private static final int BLOCK = 8192;

    private final TableMetadata table;
    private final TableTransform transform;
    private final Synthesizer synthesizer;
    private final List<String> columns;
    private final int[] indices;
    private final List<Predicate<String>> reaches;
    private final Filling filling;

    /** @param synthesizer one that takes {@link Conditions}, of all of the table's columns that have parts */
    public Imputer(TableMetadata table, TableTransform transform, Synthesizer synthesizer, Filling filling) {
        this.table = table;
        this.columns = transform.contentColumns().stream()
                .filter(c -> !transform.parts(c).isEmpty())
                .toList();
        this.transform = transform.only(columns);
        this.reaches = columns.stream().map(transform::reach).toList();
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
     * What became of a table.
     *
     * @param cells that were filled
     * @param unlearned by column, in the order of the table, the cells beside filled ones whose values the model can't give: what was
     *     filled follows them as rare or, where nothing is rare, as missing ones; numbers as the nearest one that was learned
     */
    public record Filled(long cells, Map<String, Long> unlearned) {
        public Filled {
            unlearned = Collections.unmodifiableMap(new LinkedHashMap<>(unlearned));
        }
    }

    /**
     * Fills cells in place.
     *
     * @param rows cells by column of the table; null: missing
     * @param progress told the rows looked at
     */
    public Filled fill(List<String[]> rows, Kinship kinship, IntConsumer progress) {
        EncodedTable known = known(rows);
        long[] unlearned = new long[columns.size()];
        List<int[]> block = new ArrayList<>();
        long filled = 0;
        int inBlock = 0;
        int seen = 0;
        for (int[] family : kinship.families(rows.size())) {
            seen += family.length;
            if (Arrays.stream(family).noneMatch(row -> lacks(rows.get(row)))) {
                continue;
            }
            if (!block.isEmpty() && (long) (inBlock + family.length) * filling.draws() > BLOCK) {
                filled += fillBlock(rows, known, kinship, block);
                block.clear();
                inBlock = 0;
                progress.accept(seen - family.length);
            }
            countUnlearned(rows, known, family, unlearned);
            block.add(family);
            inBlock += family.length;
        }
        if (!block.isEmpty()) {
            filled += fillBlock(rows, known, kinship, block);
        }
        progress.accept(rows.size());
        return new Filled(filled, byColumn(unlearned));
    }

    /** Adds to {@code cells}, by column, those of some rows whose values the model can't give. */
    private void countUnlearned(List<String[]> rows, EncodedTable known, int[] of, long[] cells) {
        int part = 0;
        for (int c = 0; c < columns.size(); c++) {
            String column = columns.get(c);
            int at = indices[c];
            int rare = transform.rareCode(column);
            Predicate<String> reach = reaches.get(c);
            int[] codes = ((EncodedPart.Codes) known.parts().get(part)).codes();
            cells[c] += Arrays.stream(of)
                    .filter(row -> rows.get(row)[at] != null)
                    .filter(row -> codes[row] < 0 || codes[row] == rare || !reach.test(rows.get(row)[at]))
                    .count();
            part += transform.parts(column).size();
        }
    }

    private Map<String, Long> byColumn(long[] cells) {
        Map<String, Long> out = new LinkedHashMap<>();
        for (int c = 0; c < cells.length; c++) {
            if (cells[c] > 0) {
                out.put(columns.get(c), cells[c]);
            }
        }
        return out;
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
        Seed seed = filling.seed().derive(table.name()).derive(of[0]);
        Draws draws = new Draws(transform.layout(), missing(rows, of), filling.draws());
        int slice = Math.max(1, BLOCK / of.length);
        for (int from = 0; from < filling.draws(); from += slice) {
            int copies = Math.min(slice, filling.draws() - from);
            int[] copied = new int[Math.multiplyExact(of.length, copies)];
            Arrays.setAll(copied, i -> of[i % of.length]);
            Conditions conditions = new Conditions(
                    Optional.of(known.gather(copied)), Map.of(), noValues(), filling.temperature(), filling.topP());
            Seed content = seed.derive("content").derive(from);
            draws.add(synthesizer.sample(kinship.groups(families, copies), conditions, content), of.length);
        }
        return fill(rows, of, draws, seed.derive("decode"));
    }

    /** By part: the rows of a block that lack its column's cell. */
    private List<int[]> missing(List<String[]> rows, int[] of) {
        List<int[]> out = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int at = indices[c];
            int[] missing = IntStream.range(0, of.length)
                    .filter(i -> rows.get(of[i])[at] == null)
                    .toArray();
            out.addAll(Collections.nCopies(transform.parts(columns.get(c)).size(), missing));
        }
        return out;
    }

    private long fill(List<String[]> rows, int[] of, Draws draws, Seed seed) {
        long filled = 0;
        int part = 0;
        for (int c = 0; c < columns.size(); c++) {
            String column = columns.get(c);
            int next = part + transform.parts(column).size();
            int[] missing = draws.missing(part);
            if (missing.length > 0) {
                List<EncodedPart> parts = draws.choose(part, next, drawn -> transform.feature(column, drawn));
                DecodedRows decoded =
                        transform.only(List.of(column)).decode(new EncodedTable(missing.length, parts), 0, seed);
                for (int i = 0; i < missing.length; i++) {
                    String cell = transform.format(column).format(decoded.value(i, column));
                    rows.get(of[missing[i]])[indices[c]] = cell;
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
