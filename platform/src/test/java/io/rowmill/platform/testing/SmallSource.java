package io.rowmill.platform.testing;

import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@link SmallDatabase} as linkage reads it, in memory. */
record SmallSource(Map<String, TableTransform> transforms) implements LinkageSource {
    static InMemoryColumns encode(String table, TableTransform transform) throws IOException {
        InMemoryColumns columns = new InMemoryColumns();
        transform.encode(SmallDatabase.rows(table), new Seed(1), columns);
        return columns;
    }

    static List<EncodedPart> parts(String table, TableTransform transform, List<String> columns) throws IOException {
        InMemoryColumns encoded = encode(table, transform);
        return columns.stream().flatMap(c -> encoded.parts(c).stream()).toList();
    }

    @Override
    public TableRows rows(String table) {
        return SmallDatabase.rows(table);
    }

    @Override
    public Protection protection(String table) {
        return Protection.OFF;
    }

    @Override
    public List<String> contentColumns(String table) {
        TableTransform transform = transforms.get(table);
        return transform.contentColumns().stream()
                .filter(c -> !transform.parts(c).isEmpty())
                .toList();
    }

    @Override
    public void forEachRow(String table, List<String> columns, TypedRow action) throws IOException {
        List<String[]> rows = SmallDatabase.rows(table).rows();
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row);
            action.accept(
                    row,
                    columns.stream()
                            .map(c -> transforms.get(table).format(c).parse(cells[index(table, c)]))
                            .toArray());
        }
    }

    private static int index(String table, String column) {
        return SmallDatabase.METADATA.table(table).indexOf(column).orElseThrow();
    }

    @Override
    public Feature feature(String table, String column, int[] rows) throws IOException {
        List<EncodedPart> parts = parts(table, transforms.get(table), List.of(column)).stream()
                .map(p -> p.gather(rows))
                .toList();
        return transforms.get(table).feature(column, parts);
    }
}
