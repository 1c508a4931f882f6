package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.KeyFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a reference table: cells, keys and encoded columns of a range of what was copied. */
final class CopiedChunk {
    private static final long NULL = -1;

    private final Linkage linkage;
    private final TableMetadata table;
    private final CopiedRows copied;
    private final TableTransform transform;
    private final int from;
    private final int to;

    CopiedChunk(Linkage linkage, TableMetadata table, CopiedRows copied, TableTransform transform, Chunk chunk) {
        this.linkage = linkage;
        this.table = table;
        this.copied = copied;
        this.transform = transform;
        this.from = Math.toIntExact(chunk.firstOrdinal());
        this.to = from + chunk.rows();
    }

    /** All columns as they are written. Keys are what they are, whether or not they lead to a row. */
    Map<String, @Nullable Object[]> cells() {
        Map<String, @Nullable Object[]> out = new LinkedHashMap<>();
        copied.columns().forEach(c -> out.put(c, copied.values(c, from, to)));
        for (String key : linkage.graph().table(table.name()).keyColumns()) {
            out.put(key, copied.keys(key, linkage.formatOf(table.name(), key).isNumber(), from, to));
        }
        return out;
    }

    /** All columns as rules of other tables read them. */
    Map<String, @Nullable Object[]> values() {
        Map<String, @Nullable Object[]> out = new LinkedHashMap<>();
        copied.columns().forEach(c -> out.put(c, copied.values(c, transform.format(c), from, to)));
        return out;
    }

    Map<ColumnRef, List<EncodedPart>> encoded(Seed seed) throws IOException {
        InMemoryColumns columns = new InMemoryColumns();
        transform.encode(copied.rows(table, from, to), seed, columns);
        Map<ColumnRef, List<EncodedPart>> out = new LinkedHashMap<>();
        transform.contentColumns().forEach(c -> out.put(new ColumnRef(table.name(), c), columns.parts(c)));
        return out;
    }

    KeyAllocator.Allocated keys() {
        TableStructure structure = linkage.graph().table(table.name());
        Map<String, long[]> positions = new LinkedHashMap<>();
        for (String column : structure.keyColumns()) {
            long[] perRow = new long[to - from];
            Arrays.setAll(perRow, i -> position(structure, column, from + i));
            positions.put(column, perRow);
        }
        Map<String, long[]> parents = new LinkedHashMap<>();
        for (ForeignKey key : structure.foreignKeys()) {
            long[] perRow = new long[to - from];
            Arrays.setAll(perRow, i -> parentOf(table.name(), key, from + i));
            parents.put(key.name(), perRow);
        }
        return new KeyAllocator.Allocated(positions, parents);
    }

    /** Of a key column, where its values originate: all tables on the way there are copied. */
    private long position(TableStructure at, String column, long ordinal) {
        Optional<ForeignKey> foreign = at.foreignKeys().stream()
                .filter(k -> k.relationship().childKey().contains(column))
                .findFirst();
        if (foreign.isEmpty()) {
            KeyFormat format = linkage.table(at.table()).keyFormats().get(column);
            return format instanceof KeyFormat.Listed listed && listed.isNull(ordinal) ? NULL : ordinal;
        }
        long parent = parentOf(at.table(), foreign.get(), ordinal);
        int place = foreign.get().relationship().childKey().indexOf(column);
        return parent < 0
                ? NULL
                : position(
                        linkage.graph().table(foreign.get().parent()),
                        foreign.get().relationship().parentKey().get(place),
                        parent);
    }

    private long parentOf(String of, ForeignKey key, long ordinal) {
        return linkage.table(of).copied().orElseThrow().get(key.name()).get((int) ordinal);
    }
}
