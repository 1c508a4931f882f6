package io.rowmill.core.linkage;

import io.rowmill.core.keys.IntsByRow;
import io.rowmill.core.keys.KeyRecords;
import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The rows of one foreign key joined with the rows it refers to: both directions, on disk. */
final class ParentRows implements ParentIndex {
    private static final int NONE = -1;

    private final String child;
    private final Path file;
    private final EncodedColumnFile parents;
    private final EncodedColumnFile children;

    private ParentRows(String child, Path file, EncodedColumnFile parents, EncodedColumnFile children) {
        this.child = child;
        this.file = file;
        this.parents = parents;
        this.children = children;
    }

    /** @param base files are made beside it, which begin with its name */
    static ParentRows join(Relationship key, TableKeys child, TableKeys parent, Path base) throws IOException {
        Path parentFile = base.resolveSibling(base.getFileName() + ".parents");
        Path childFile = base.resolveSibling(base.getFileName() + ".children");
        KeyRecords referredKey = parent.referredKey(key);
        try (IntsByRow parents = new IntsByRow(scratch(parentFile), child.rows(), NONE);
                IntsByRow children = new IntsByRow(scratch(childFile), parent.rows(), 0)) {
            child.foreignKey(key).join(referredKey, row -> true, (childRow, parentRow) -> {
                if (parentRow >= 0) {
                    parents.add(childRow, (int) parentRow - NONE);
                    children.add(parentRow, 1);
                }
            });
            return new ParentRows(
                    key.childTable(),
                    parentFile,
                    write(parentFile, parents, child.rows(), parent.rows()),
                    write(childFile, children, parent.rows(), child.rows() + 1));
        }
    }

    private static Path scratch(Path file) {
        return file.resolveSibling(file.getFileName() + ".unsorted");
    }

    private static EncodedColumnFile write(Path file, IntsByRow values, long rows, long bound) throws IOException {
        List<Part> layout = List.of(new Part.OneHot(Math.toIntExact(Math.max(1, bound)), false));
        try (EncodedColumnWriter out = EncodedColumnFile.create(file, rows, layout)) {
            values.forEach(value -> out.code(0, value));
        }
        return EncodedColumnFile.map(file);
    }

    /** The table of the foreign key. */
    String child() {
        return child;
    }

    /** The parent index as a file: an encoded column of one code per child row, -1 where there is no parent. */
    Path file() {
        return file;
    }

    @Override
    public int childRows() {
        return Math.toIntExact(parents.rows());
    }

    int parentRows() {
        return Math.toIntExact(children.rows());
    }

    /** @param childRows in any order; -1 gives -1 */
    int[] parentsOf(int[] childRows) {
        return codes(parents.parts(childRows));
    }

    @Override
    public int parentOf(int childRow) {
        return parents.code(0, childRow);
    }

    @Override
    public int[] parents(int from, int to) {
        return codes(parents.parts(from, to));
    }

    /** @param parentRows in any order */
    int[] childCounts(int[] parentRows) {
        return codes(children.parts(parentRows));
    }

    private static int[] codes(List<EncodedPart> parts) {
        return ((EncodedPart.Codes) parts.get(0)).codes();
    }

    /** Child rows without a parent. */
    long orphans() {
        long orphans = 0;
        for (Blocks.Block block : Blocks.of(childRows())) {
            for (int parent : parents(block.from(), block.to())) {
                orphans += parent < 0 ? 1 : 0;
            }
        }
        return orphans;
    }
}
