package io.rowmill.core.linkage.across;

import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of a table with other parents. */
final class RemadeRows {
    static final int PARENTS = 300;

    private RemadeRows() {}

    /** @param key name of the relationship */
    record Database(TestTable child, TestTable parent, int[] up, String key) {
        Database(TestTable child, TestTable parent, int[] up) {
            this(child, parent, up, "key");
        }

        List<AcrossRules.Parent> parents() {
            return List.of(new AcrossRules.Parent(key, new TestTable.Index(up), parent.typed()));
        }

        /** @param before rules within the child's rows */
        TableRules fit(TableRules before, Path dir) throws IOException {
            return AcrossFitter.fit(
                    before,
                    child.typed(),
                    parents(),
                    RowSamples.of(child.typed(), parents()),
                    new Protection(5, 5),
                    List.of(),
                    dir.resolve("values"));
        }
    }

    /**
     * Rows that are learned, dealt to other parents, and completed: whatever a synthesizer makes of a row, what is learned of it has
     * come from some row.
     *
     * @return typed cells by column, and the parent's with "key->" before their names
     */
    static Map<String, Object[]> of(Database database, TableRules rules, Random random, Path dir) throws IOException {
        TypedColumns child = database.child().typed();
        InMemoryColumns encoded = new InMemoryColumns();
        TableTransform transform;
        try (CellsAbove cells = CellsAbove.of(rules.ofParents(), database.parents(), dir.resolve("cells"))) {
            ResidualRows learned = new ResidualRows(child.rows(), rules, cells);
            transform = TableTransform.fit(learned, Set.of(), TransformOptions.DEFAULT, new Seed(1));
            transform.encode(learned, new Seed(2), encoded);
        }
        int rows = Math.toIntExact(child.rows().rowCount());
        int[] dealt = random.ints(rows, 0, rows).toArray();
        EncodedTable table = encoded.table(rows).gather(dealt);
        DecodedRows decoded = transform.decode(table, 0, new Seed(3));
        Map<String, Object[]> values = new LinkedHashMap<>();
        decoded.columns().forEach(c -> values.put(c, decoded.column(c)));
        int[] others = random.ints(rows, -1, PARENTS).toArray();
        Map<String, Object[]> above = above(database.parent().typed(), others);
        Map<String, Object[]> out = new LinkedHashMap<>(new Completion(rules, transform, new Seed(4))
                .complete(values, rows, 0, source -> above.get("key->" + source.column()), Given.NOTHING));
        out.putAll(above);
        return out;
    }

    private static Map<String, Object[]> above(TypedColumns parent, int[] rows) throws IOException {
        List<Object[]> cells = new ArrayList<>();
        List<TypedColumns.Column> columns = parent.columns();
        parent.forEachRow((row, cursor) -> cells.add(typed(columns, cursor)));
        Map<String, Object[]> out = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            out.put(
                    "key->" + columns.get(c).name(),
                    IntStream.of(rows)
                            .mapToObj(r -> r < 0 ? null : cells.get(r)[column])
                            .toArray());
        }
        return out;
    }

    private static Object[] typed(List<TypedColumns.Column> columns, RowCursor cursor) {
        return columns.stream()
                .map(c -> c.format().parse(cursor.value(c.position())))
                .toArray();
    }
}
