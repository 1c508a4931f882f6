package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table whole in memory: measuring relations needs every key. */
public record MemoryTable(TableMetadata metadata, List<String[]> rows) {

    public static MemoryTable read(TableRows table) throws IOException {
        try (RowCursor cursor = table.open()) {
            return read(table.metadata(), cursor);
        }
    }

    /** All rows to come, of the columns of {@code metadata}. */
    public static MemoryTable read(TableMetadata metadata, RowCursor cursor) throws IOException {
        int columns = metadata.columns().size();
        List<String[]> rows = new ArrayList<>();
        while (cursor.advance()) {
            rows.add(IntStream.range(0, columns).mapToObj(cursor::value).toArray(String[]::new));
        }
        return new MemoryTable(metadata, rows);
    }

    /** Indices of the content columns. */
    int[] content() {
        List<ColumnMetadata> columns = metadata.columns();
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isContent())
                .toArray();
    }

    String[] column(int index) {
        return rows.stream().map(r -> r[index]).toArray(String[]::new);
    }

    /** @return null if a part of the key is */
    @Nullable
    List<String> key(String[] row, int[] columns) {
        List<String> key = Arrays.stream(columns).mapToObj(c -> row[c]).toList();
        return key.stream().anyMatch(CellNumbers::isNull) ? null : key;
    }

    /** Rows by the value of a key; rows without it are left out, of equal keys the last counts. */
    Map<List<String>, String[]> byKey(List<String> columns) {
        int[] indices = indices(columns);
        Map<List<String>, String[]> found = new HashMap<>();
        for (String[] row : rows) {
            List<String> value = key(row, indices);
            if (value != null) {
                found.put(value, row);
            }
        }
        return found;
    }

    int[] indices(List<String> columns) {
        return columns.stream()
                .mapToInt(c -> metadata.indexOf(c).orElseThrow(() -> new IllegalArgumentException("no column " + c)))
                .toArray();
    }

    /** A uniform sample without replacement, in the order of the table; all rows if the table has no more than that. */
    List<String[]> sample(int most, Seed seed) {
        return Arrays.stream(sampleIndices(rows.size(), most, seed))
                .mapToObj(rows::get)
                .toList();
    }

    static int[] sampleIndices(int of, int most, Seed seed) {
        int[] all = IntStream.range(0, of).toArray();
        if (of <= most) {
            return all;
        }
        SplittableRandom random = seed.random();
        for (int i = 0; i < most; i++) {
            int j = i + random.nextInt(of - i);
            int swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        return IntStream.of(all).limit(most).sorted().toArray();
    }
}
