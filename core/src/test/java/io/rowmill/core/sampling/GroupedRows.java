package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SiblingRule;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A database of one child table and its parents, and the synthetic rows of it. */
final class GroupedRows {
    private final List<TableMetadata> tables = new ArrayList<>();
    private final List<Relationship> keys = new ArrayList<>();
    private final Map<String, TableRows> rows = new LinkedHashMap<>();

    void parent(String name, int count) {
        TableMetadata table = new TableMetadata(name, List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
        tables.add(table);
        rows.put(
                name,
                new InMemoryRows(
                        table,
                        IntStream.range(0, count)
                                .mapToObj(i -> new String[] {"" + i})
                                .toList()));
    }

    void child(List<String[]> cells, ColumnMetadata... columns) {
        child(cells, List.of(), columns);
    }

    /** Columns after the id: {@code x_id} refers to x. */
    void child(List<String[]> cells, List<List<String>> alternateKeys, ColumnMetadata... columns) {
        List<ColumnMetadata> all = new ArrayList<>(List.of(ColumnMetadata.of("id", Sdtype.ID)));
        for (ColumnMetadata column : columns) {
            all.add(column);
            if (column.name().endsWith("_id")) {
                keys.add(new Relationship(
                        column.name().replace("_id", ""),
                        List.of("id"),
                        "child",
                        List.of(column.name()),
                        Optional.empty(),
                        false));
            }
        }
        TableMetadata table = new TableMetadata("child", all, List.of("id"), Optional.empty(), alternateKeys);
        tables.add(table);
        rows.put("child", new InMemoryRows(table, cells));
    }

    FittedDatabase fit() throws IOException {
        FittedDatabase database = new FittedDatabase(new DatabaseMetadata(tables, keys), rows);
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
        return database;
    }

    static List<SiblingRule> rules(FittedDatabase database) {
        return database.linkage().table("child").siblingRules();
    }

    /** Synthetic rows by the value of a column, as texts. */
    static Map<String, List<String[]>> sampled(FittedDatabase database, int key) throws IOException {
        return sampled(database, key, Wishes.NONE);
    }

    static Map<String, List<String[]>> sampled(FittedDatabase database, int key, Wishes wishes) throws IOException {
        SamplePlan plan =
                SamplePlan.of(database.linkage(), new SampleRequest(1, Map.of(), new Seed(3)), 1_000, Long.MAX_VALUE);
        FittedDatabase.SampledTable table = database.sample(plan, wishes).get("child");
        Map<String, List<String[]>> groups = new LinkedHashMap<>();
        for (Object[] row : table.rows()) {
            String[] cells = new String[row.length];
            for (int c = 0; c < cells.length; c++) {
                cells[c] = database.format(
                        "child", table.metadata().columns().get(c).name(), row[c]);
            }
            groups.computeIfAbsent(cells[key], k -> new ArrayList<>()).add(cells);
        }
        return groups;
    }

    static List<String> column(List<String[]> group, int column) {
        return group.stream().map(row -> row[column]).toList();
    }
}
