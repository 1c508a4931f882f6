package io.rowmill.core.linkage;

import io.rowmill.core.keys.IntsByRow;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Row → the row before it among the rows of its parent, on disk. */
final class RowsBefore implements ParentIndex {
    private static final int NONE = -1;

    private final EncodedColumnFile before;

    private RowsBefore(EncodedColumnFile before) {
        this.before = before;
    }

    /**
     * @param order of the rows by a column
     * @param base files are made beside it, which begin with its name
     */
    static RowsBefore of(SiblingOrder order, String column, ParentRows links, Path base) throws IOException {
        Path places = order.write(column, base.resolveSibling(base.getFileName() + ".places"));
        Path file = base.resolveSibling(base.getFileName() + ".before");
        int rows = links.childRows();
        List<Part> layout = List.of(new Part.OneHot(Math.max(1, rows), false));
        try (IntsByRow values = new IntsByRow(file.resolveSibling(file.getFileName() + ".unsorted"), rows, NONE);
                EncodedColumnWriter out = EncodedColumnFile.create(file, rows, layout)) {
            EncodedColumnFile rowAt = EncodedColumnFile.map(places);
            int last = NONE;
            int parentOfLast = NONE;
            for (int place = 0; place < rows; place++) {
                int row = rowAt.code(0, place);
                int parent = links.parentOf(row);
                if (parent >= 0 && parent == parentOfLast) {
                    values.add(row, last - NONE);
                }
                last = row;
                parentOfLast = parent;
            }
            values.forEach(value -> out.code(0, value));
        }
        return new RowsBefore(EncodedColumnFile.map(file));
    }

    @Override
    public int childRows() {
        return Math.toIntExact(before.rows());
    }

    @Override
    public int parentOf(int childRow) {
        return before.code(0, childRow);
    }

    @Override
    public int[] parents(int from, int to) {
        return ((EncodedPart.Codes) before.parts(from, to).get(0)).codes();
    }
}
