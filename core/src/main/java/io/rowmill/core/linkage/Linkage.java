package io.rowmill.core.linkage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the tables of a database join: structure and everything learned about it.
 *
 * @param tables in the order of the graph
 */
public record Linkage(SchemaGraph graph, List<TableLinkage> tables) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    public Linkage {
        tables = List.copyOf(tables);
        List<String> names = tables.stream().map(TableLinkage::table).toList();
        if (!names.equals(graph.tables().stream().map(TableStructure::table).toList())) {
            throw new IllegalArgumentException("graph and linkage differ in tables");
        }
    }

    /** @throws IllegalArgumentException if there is no such table */
    public TableLinkage table(String table) {
        return tables.stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + table));
    }

    /** The format of a key column's values, taken from the column where they originate. */
    public KeyFormat formatOf(String table, String keyColumn) {
        ColumnRef origin = graph.origin(table, keyColumn);
        return table(origin.table()).keyFormats().get(origin.column());
    }

    /**
     * Columns of ancestors that are needed when rows of the table are generated: its own context, the columns that determine the
     * number of its children, and what its descendants need of the ancestors above it.
     */
    public List<ColumnRef> inherited(String table) {
        Set<ColumnRef> needed = new LinkedHashSet<>(table(table).context());
        Deque<String> descendants = new ArrayDeque<>(List.of(table));
        Set<String> below = new LinkedHashSet<>();
        while (!descendants.isEmpty()) {
            String at = descendants.poll();
            below.add(at);
            for (TableStructure child : graph.childrenOf(at)) {
                TableLinkage link = table(child.table());
                link.driver().ifPresent(d -> needed.addAll(d.cardinality().columns()));
                needed.addAll(link.context());
                descendants.add(child.table());
            }
        }
        needed.removeIf(ref -> below.contains(ref.table()));
        return List.copyOf(needed);
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a linkage is always writable", e);
        }
    }

    /** @throws FailureException (Defect, {@code unreadable-linkage}) if the bytes are not a linkage */
    public static Linkage fromJson(byte[] json) {
        try {
            return JSON.readValue(json, Linkage.class);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.Defect("unreadable-linkage", List.of("The linkage can't be read.")), e);
        }
    }
}
