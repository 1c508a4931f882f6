package io.rowmill.benchmarks.size;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvTableWriter;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchColumnType;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The eight tables of TPC-H as CSV files with their metadata, of any size: what the size check is run on. */
final class TpchDatabase {
    private static final double LINE_ITEMS_AT_SCALE_1 = 6_001_215;

    private static final Map<String, List<String>> PRIMARY_KEYS = Map.of(
            "region", List.of("r_regionkey"),
            "nation", List.of("n_nationkey"),
            "supplier", List.of("s_suppkey"),
            "customer", List.of("c_custkey"),
            "part", List.of("p_partkey"),
            "partsupp", List.of("ps_partkey", "ps_suppkey"),
            "orders", List.of("o_orderkey"),
            "lineitem", List.of("l_orderkey", "l_linenumber"));

    private static final List<Relationship> RELATIONSHIPS = List.of(
            key("nation", "region", "n_regionkey"),
            key("supplier", "nation", "s_nationkey"),
            key("customer", "nation", "c_nationkey"),
            key("partsupp", "part", "ps_partkey"),
            key("partsupp", "supplier", "ps_suppkey"),
            key("orders", "customer", "o_custkey"),
            key("lineitem", "orders", "l_orderkey"),
            key("lineitem", "partsupp", "l_partkey", "l_suppkey"));

    /** Texts of a few values each; all other texts are free. */
    private static final Set<String> CATEGORICAL = Set.of(
            "r_name",
            "n_name",
            "c_mktsegment",
            "p_mfgr",
            "p_brand",
            "p_type",
            "p_container",
            "o_orderstatus",
            "o_orderpriority",
            "l_returnflag",
            "l_linestatus",
            "l_shipinstruct",
            "l_shipmode");

    private TpchDatabase() {}

    private static Relationship key(String child, String parent, String... columns) {
        return new Relationship(parent, PRIMARY_KEYS.get(parent), child, List.of(columns), Optional.empty(), false);
    }

    /** Writes about so many line items, and the other tables in TPC-H's proportions, into a new folder. */
    static void write(Path folder, long lineItems) throws IOException {
        Files.createDirectories(folder);
        for (TpchTable<?> table : TpchTable.getTables()) {
            writeTable(folder.resolve(table.getTableName() + ".csv"), table, lineItems / LINE_ITEMS_AT_SCALE_1);
        }
        Files.writeString(folder.resolve("metadata.json"), MetadataJson.write(metadata()));
    }

    private static void writeTable(Path file, TpchTable<?> table, double scale) throws IOException {
        List<String> header =
                table.getColumns().stream().map(TpchColumn::getColumnName).toList();
        try (CsvTableWriter out = new CsvTableWriter(Files.newOutputStream(file), header)) {
            for (TpchEntity row : table.createGenerator(scale, 1, 1)) {
                // A TPC-H line has a bar behind every field and none within.
                out.write(Arrays.asList(row.toLine().split("\\|")));
            }
        }
    }

    static DatabaseMetadata metadata() {
        return new DatabaseMetadata(
                TpchTable.getTables().stream().map(TpchDatabase::metadata).toList(), RELATIONSHIPS);
    }

    private static TableMetadata metadata(TpchTable<?> table) {
        String name = table.getTableName();
        Set<String> keys = new DatabaseMetadata(
                        List.of(new TableMetadata(name, List.of(), PRIMARY_KEYS.get(name))), RELATIONSHIPS)
                .keyColumns(name);
        return new TableMetadata(
                name, table.getColumns().stream().map(c -> column(c, keys)).toList(), PRIMARY_KEYS.get(name));
    }

    private static ColumnMetadata column(TpchColumn<?> column, Set<String> keys) {
        String name = column.getColumnName();
        if (keys.contains(name)) {
            return ColumnMetadata.of(name, Sdtype.ID);
        }
        TpchColumnType.Base type = column.getType().getBase();
        if (type == TpchColumnType.Base.DATE) {
            return new ColumnMetadata(name, Sdtype.DATETIME, "datetime", false, Optional.of("%Y-%m-%d"));
        }
        if (type != TpchColumnType.Base.VARCHAR) {
            return ColumnMetadata.of(name, Sdtype.NUMERICAL);
        }
        return ColumnMetadata.of(name, CATEGORICAL.contains(name) ? Sdtype.CATEGORICAL : Sdtype.TEXT);
    }
}
