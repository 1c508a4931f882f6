package io.rowmill.core.linkage.across;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A table column by column. */
final class TestTable {
    private final List<ColumnMetadata> columns = new ArrayList<>();
    private final Map<String, ValueFormat> formats = new HashMap<>();
    private final List<String[]> rows = new ArrayList<>();
    private final int count;

    TestTable(int count) {
        this.count = count;
    }

    /** @param cells by row */
    TestTable with(String name, Sdtype sdtype, ValueFormat format, IntFunction<Object> cells) {
        columns.add(ColumnMetadata.of(name, sdtype));
        formats.put(name, format);
        String[] column = new String[count];
        for (int i = 0; i < count; i++) {
            Object cell = cells.apply(i);
            column[i] = cell == null ? null : cell.toString();
        }
        rows.add(column);
        return this;
    }

    TestTable number(String name, IntFunction<Object> cells) {
        return with(name, Sdtype.NUMERICAL, new ValueFormat.WholeNumber(1), cells);
    }

    TestTable date(String name, IntFunction<Object> cells) {
        return with(name, Sdtype.DATETIME, new ValueFormat.Date("%Y-%m-%d"), cells);
    }

    TestTable text(String name, IntFunction<Object> cells) {
        return with(name, Sdtype.TEXT, new ValueFormat.Text(), cells);
    }

    TypedColumns typed() {
        List<String[]> across = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int at = row;
            across.add(rows.stream().map(c -> c[at]).toArray(String[]::new));
        }
        return new TypedColumns(new InMemoryRows(new TableMetadata("t", columns, List.of()), across), formats);
    }

    /** @param all parents by child row */
    record Index(int[] all) implements ParentIndex {
        @Override
        public int childRows() {
            return all.length;
        }

        @Override
        public int parentOf(int childRow) {
            return all[childRow];
        }

        @Override
        public int[] parents(int from, int to) {
            return Arrays.copyOfRange(all, from, to);
        }
    }
}
